using System.Numerics;

namespace DelayedArrays.Zarr;

/// <summary>The base of filters whose numbers are only cast when they are read, whatever they did on writing.</summary>
internal abstract class CastingCodec<TDecoded, TEncoded>(string name, ZarrDataType decoded, ZarrDataType encoded)
    : ElementCodec<TDecoded, TEncoded>(name, decoded, encoded)
    where TDecoded : unmanaged, INumber<TDecoded>
    where TEncoded : unmanaged, INumber<TEncoded>
{
    protected sealed override void Decode(ReadOnlySpan<TEncoded> from, Span<TDecoded> to, ref TDecoded state)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = TDecoded.CreateTruncating(from[i]);
    }
}
