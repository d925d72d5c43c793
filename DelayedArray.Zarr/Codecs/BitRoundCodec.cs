using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays.Zarr;

/// <summary>
/// Numbers lose their last bits, rounded to even, on writing; reading leaves them as they are. Floats keep so many bits of the mantissa,
/// integers so many from their first bit that is set. Sources: numcodecs' bitround, which takes floats, and the registered codec of
/// Zarr 3.
/// </summary>
internal static class BitRoundCodec
{
    private const string CodecName = "bitround";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var type = arguments.Type.NumberType(arguments.Parameters);
        var mantissa = type.Element switch
        {
            ElementType.Float16 => 10,
            ElementType.Float32 => 23,
            ElementType.Float64 => 52,
            _ => 0,
        };
        var kept = (int)arguments.Parameters.Member("keepbits").Whole(0, mantissa > 0 ? mantissa : 8 * type.Size);
        var dropped = mantissa > 0 ? mantissa - kept : (int?)null;
        return type.Size switch
        {
            1 => new Codec<byte>(type, kept, dropped),
            2 => new Codec<ushort>(type, kept, dropped),
            4 => new Codec<uint>(type, kept, dropped),
            _ => new Codec<ulong>(type, kept, dropped),
        };
    }

    /// <param name="type">What the bits are.</param>
    /// <param name="kept">How many bits are kept.</param>
    /// <param name="dropped">How many are dropped; null where that depends on the value.</param>
    private sealed class Codec<TBits>(ZarrDataType type, int kept, int? dropped) : ElementCodec<TBits, TBits>(CodecName, type, type)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        protected override void Encode(ReadOnlySpan<TBits> from, Span<TBits> to, ref TBits state)
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = dropped is { } last ? Round(from[i], last) : RoundInteger(from[i]);
        }

        protected override void Decode(ReadOnlySpan<TBits> from, Span<TBits> to, ref TBits state) => from.CopyTo(to);

        /// <summary>The mantissa may overflow into the exponent, as it should.</summary>
        private static TBits Round(TBits value, int last)
        {
            if (last == 0)
                return value;
            var half = (TBits.One << (last - 1)) - TBits.One;
            return (value + ((value >> last) & TBits.One) + half) & (TBits.AllBitsSet << last);
        }

        private TBits RoundInteger(TBits value)
        {
            var last = (8 * Unsafe.SizeOf<TBits>()) - int.CreateTruncating(TBits.LeadingZeroCount(value)) - kept;
            if (last <= 0)
                return value;
            // All bits: a mask shifted by the width of the type would not be empty.
            if (kept == 0)
                return TBits.Zero;
            var rounded = Round(value, last);
            return rounded >= value >> last << last ? rounded : value >> last << last;
        }
    }
}
