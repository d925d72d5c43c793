namespace DelayedArrays.Zarr;

/// <summary>Some bytes of a shard.</summary>
/// <param name="Key">The shard.</param>
/// <param name="Offset">The first of them.</param>
/// <param name="Length">How many.</param>
internal readonly record struct ZarrShardPart(StoreKey Key, long Offset, long Length);
