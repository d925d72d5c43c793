namespace DelayedArrays;

/// <summary>The offsets of a compressed matrix in a group of a file or store, which name them <c>indptr</c>.</summary>
internal static class StoredOffsets
{
    /// <summary>Makes sure that there is memory for offsets: chunks that are not stored let metadata claim any number of them.</summary>
    /// <exception cref="ArrayFormatException">There is not.</exception>
    public static void CheckMemory(long count, SparseSource source)
    {
        if (count > Array.MaxLength)
            throw source.Error($"indptr has {count} elements, more than one array holds");
        if (count * sizeof(long) > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw source.Error($"the {count} offsets of indptr take {count * sizeof(long)} bytes, more than there is memory");
    }

    /// <summary>Reads offsets, for which there is memory.</summary>
    /// <exception cref="ArrayFormatException">One of them is no 64-bit number.</exception>
    public static long[] Read(DelayedArray stored, SparseSource source)
    {
        try
        {
            return stored.Cast<long>(CastMode.Checked).ToArray();
        }
        catch (OverflowException e)
        {
            throw new ArrayFormatException(source.File ?? source.Format, source.Group, "indptr holds offsets beyond 2^63", e);
        }
    }
}
