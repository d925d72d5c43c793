namespace DelayedArrays.Zarr;

/// <summary>The locations of the chunks in a shard.</summary>
/// <param name="entries">An offset and a length for each chunk; none for a shard that is not stored.</param>
internal sealed class ZarrShardIndex(ulong[] entries)
{
    /// <summary>The part of the shard where a chunk is; null if it is not stored.</summary>
    /// <param name="position">The position of its entry in the index.</param>
    /// <param name="isValid">Whether the entry makes sense.</param>
    public (long Offset, long Length)? Entry(long position, out bool isValid)
    {
        isValid = true;
        if (entries.Length == 0)
            return null;
        var offset = entries[2 * position];
        var length = entries[(2 * position) + 1];
        if (offset == ulong.MaxValue && length == ulong.MaxValue)
            return null;
        isValid = length is > 0 and <= long.MaxValue && offset <= long.MaxValue - length;
        return isValid ? ((long)offset, (long)length) : null;
    }
}
