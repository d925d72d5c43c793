using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Floats lose the last bits of their mantissas, rounded to even, on writing; reading leaves them as they are. Source: numcodecs'
/// bitround.
/// </summary>
internal static class BitRoundCodec
{
    private const string CodecName = "bitround";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var mantissa = arguments.Type.Size switch
        {
            2 => 10,
            4 => 23,
            8 => 52,
            _ => throw arguments.Parameters.Place.Problem($"the codec '{CodecName}' is applied to elements of {arguments.Type.Size} bytes; expected floats"),
        };
        var dropped = mantissa - (int)arguments.Parameters.Member("keepbits").Whole(0, mantissa);
        var element = mantissa == 10 ? ElementType.UInt16 : mantissa == 23 ? ElementType.UInt32 : ElementType.UInt64;
        var bits = ZarrDataType.Of(element, 2, arguments.Type.IsBigEndian);
        return mantissa switch
        {
            10 => new Codec<ushort>(bits, dropped),
            23 => new Codec<uint>(bits, dropped),
            _ => new Codec<ulong>(bits, dropped),
        };
    }

    private sealed class Codec<TBits>(ZarrDataType bits, int dropped) : ElementCodec<TBits, TBits>(CodecName, bits, bits)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        protected override void Encode(ReadOnlySpan<TBits> from, Span<TBits> to, ref TBits state)
        {
            if (dropped == 0)
            {
                from.CopyTo(to);
                return;
            }
            var half = (TBits.One << (dropped - 1)) - TBits.One;
            var mask = TBits.AllBitsSet << dropped;
            for (var i = 0; i < from.Length; i++)
                to[i] = (from[i] + ((from[i] >> dropped) & TBits.One) + half) & mask;
        }

        protected override void Decode(ReadOnlySpan<TBits> from, Span<TBits> to, ref TBits state) => from.CopyTo(to);
    }
}
