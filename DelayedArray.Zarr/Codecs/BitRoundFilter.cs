using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Zarr;

/// <summary>
/// Drops the last bits of numbers in encoding, rounding half to even. Decoding changes nothing. Floats keep a number of bits of the
/// mantissa; integers keep a number of bits, counted from the highest set bit. Sources: numcodecs' bitround, which takes floats only, and
/// the registered codec of Zarr 3.
/// </summary>
/// <param name="Decoded">The type of the numbers.</param>
/// <param name="Kept">The number of bits to keep.</param>
/// <param name="Dropped">The number of bits to drop; null if it depends on the value.</param>
internal readonly record struct BitRoundFilter(ZarrDataType Decoded, int Kept, int? Dropped) : INumberFilter
{
    public static string Name => "bitround";

    public ZarrDataType Encoded => Decoded;

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
        return arguments.Codec(new BitRoundFilter(type, kept, mantissa > 0 ? mantissa - kept : null));
    }

    public void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        switch (Decoded.Size)
        {
            case 1:
                Round<TDecoded, TEncoded, byte>(from, to);
                break;
            case 2:
                Round<TDecoded, TEncoded, ushort>(from, to);
                break;
            case 4:
                Round<TDecoded, TEncoded, uint>(from, to);
                break;
            default:
                Round<TDecoded, TEncoded, ulong>(from, to);
                break;
        }
    }

    public void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded> => MemoryMarshal.Cast<TEncoded, TDecoded>(from).CopyTo(to);

    private void Round<TFrom, TTo, TBits>(ReadOnlySpan<TFrom> numbers, Span<TTo> rounded)
        where TFrom : unmanaged
        where TTo : unmanaged
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var from = MemoryMarshal.Cast<TFrom, TBits>(numbers);
        var to = MemoryMarshal.Cast<TTo, TBits>(rounded);
        for (var i = 0; i < from.Length; i++)
            to[i] = Dropped is { } last ? Round(from[i], last) : RoundInteger(from[i]);
    }

    /// <summary>Rounds the bits of a number. A carry out of the mantissa goes into the exponent, as it should.</summary>
    private static TBits Round<TBits>(TBits value, int last) where TBits : unmanaged, IBinaryInteger<TBits>
    {
        if (last == 0)
            return value;
        var half = (TBits.One << (last - 1)) - TBits.One;
        return (value + ((value >> last) & TBits.One) + half) & (TBits.AllBitsSet << last);
    }

    private TBits RoundInteger<TBits>(TBits value) where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var last = (8 * Unsafe.SizeOf<TBits>()) - int.CreateTruncating(TBits.LeadingZeroCount(value)) - Kept;
        if (last <= 0)
            return value;
        // A mask for all bits may need a shift by the full width of the type, which C# reduces to 0.
        if (Kept == 0)
            return TBits.Zero;
        var rounded = Round(value, last);
        return rounded >= value >> last << last ? rounded : value >> last << last;
    }
}
