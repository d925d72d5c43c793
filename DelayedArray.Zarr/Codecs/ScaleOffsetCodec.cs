using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Stores numbers as <c>(x - offset) * scale</c>, computed in their own type. Every result must fit in the type. Source: the registered
/// codec <c>scale_offset</c> of Zarr 3.
/// </summary>
internal sealed class ScaleOffsetCodec(JsonPart parameters, ZarrDataType type) : INumericVisitor<IByteCodec>
{
    private const string CodecName = "scale_offset";

    public static IByteCodec Create(CodecArguments arguments)
    {
        arguments.RefuseOthers("offset", "scale");
        var type = arguments.Type.NumberType(arguments.Parameters);
        return type.Element!.Value.DispatchNumeric(new ScaleOffsetCodec(arguments.Parameters, type));
    }

    public IByteCodec Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var offset = parameters.Optional("offset") is { } stated ? stated.Number<T>(type) : T.Zero;
        var scale = parameters.Optional("scale") is { } factor ? factor.Number<T>(type) : T.One;
        return T.IsZero(scale)
            ? throw parameters.Member("scale").Problem("a number that is not 0")
            : new Codec<T>(type, offset, scale);
    }

    private sealed class Codec<T>(ZarrDataType type, T offset, T scale) : ElementCodec<T, T>(CodecName, type, type)
        where T : unmanaged, INumber<T>
    {
        protected override void Encode(ReadOnlySpan<T> from, Span<T> to, ref T state)
        {
            try
            {
                for (var i = 0; i < from.Length; i++)
                    to[i] = Checked(from[i], checked((from[i] - offset) * scale));
            }
            catch (OverflowException)
            {
                throw CodecException.Encoding(CodecName, Problem);
            }
        }

        protected override void Decode(ReadOnlySpan<T> from, Span<T> to, ref T state)
        {
            try
            {
                for (var i = 0; i < from.Length; i++)
                    to[i] = Checked(from[i], checked(Quotient(from[i]) + offset));
            }
            catch (OverflowException)
            {
                throw CodecException.Decoding(CodecName, Problem);
            }
        }

        private static readonly bool IsFloat = ElementTypes.Of<T>().IsFloat();

        private string Problem => $"a number scaled by {scale} and shifted by {offset} does not fit in {ElementTypes.Of<T>().Name()}";

        private T Quotient(T value)
        {
            var quotient = value / scale;
            // Stored integers must be multiples of the scale.
            return !IsFloat && quotient * scale != value ? throw new OverflowException() : quotient;
        }

        private static T Checked(T from, T to) => T.IsFinite(to) || !T.IsFinite(from) ? to : throw new OverflowException();
    }
}
