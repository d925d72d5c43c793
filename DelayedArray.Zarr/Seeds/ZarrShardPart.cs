namespace DelayedArrays.Zarr;

/// <summary>Some bytes of a shard.</summary>
/// <param name="Key">The shard.</param>
/// <param name="Offset">The offset of the first byte.</param>
/// <param name="Length">The number of bytes.</param>
internal readonly record struct ZarrShardPart(StoreKey Key, long Offset, long Length);
