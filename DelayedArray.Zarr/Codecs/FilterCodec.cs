using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>Makes a codec of a filter, for two types of numbers.</summary>
internal sealed class FilterCodec<TFilter, TDecoded, TEncoded>(TFilter filter)
    : ElementCodec<TDecoded, TEncoded>(TFilter.Name, filter.Decoded, filter.Encoded)
    where TFilter : struct, INumberFilter
    where TDecoded : unmanaged, INumber<TDecoded>, IMinMaxValue<TDecoded>
    where TEncoded : unmanaged, INumber<TEncoded>, IMinMaxValue<TEncoded>
{
    protected override void Encode(ReadOnlySpan<TDecoded> from, Span<TEncoded> to, ref TDecoded state) => filter.Encode(from, to, ref state);

    protected override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state) => filter.Decode(from, to, ref state);
}
