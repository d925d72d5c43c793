namespace DelayedArrays;

/// <summary>What <see cref="Hdf5Dataset.ReadChunkRaw"/> found.</summary>
/// <param name="StoredSize">Bytes of the chunk as stored; 0 if it was never written.</param>
/// <param name="FilterMask">Bit k is set if filter k (from 0, in writing order) was not applied to this chunk.</param>
public readonly record struct Hdf5RawChunk(long StoredSize, uint FilterMask)
{
    /// <summary>Whether the chunk was never written. All its elements then have the fill value.</summary>
    public bool IsMissing => StoredSize == 0;
}
