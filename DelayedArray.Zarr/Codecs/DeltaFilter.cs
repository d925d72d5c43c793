using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>
/// Stores the difference of each number from the one before. Source: numcodecs' delta. As there, sums wrap around in the array's type.
/// </summary>
internal readonly record struct DeltaFilter(ZarrDataType Decoded, ZarrDataType Encoded) : INumberFilter
{
    public static string Name => "delta";

    public static IByteCodec Create(CodecArguments arguments)
    {
        var decoded = arguments.NumberType("dtype");
        return arguments.Codec(new DeltaFilter(decoded, arguments.NumberType("astype", decoded)));
    }

    public void Encode<TDecoded, TEncoded>(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        var last = state;
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = TEncoded.CreateTruncating(from[i] - last);
            last = from[i];
        }
        state = last;
    }

    public void Decode<TDecoded, TEncoded>(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
        where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
        where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
    {
        var sum = state;
        for (var i = 0; i < from.Length; i++)
        {
            sum += TDecoded.CreateTruncating(from[i]);
            to[i] = sum;
        }
        state = sum;
    }
}
