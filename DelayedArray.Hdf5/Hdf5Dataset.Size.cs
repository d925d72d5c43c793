namespace DelayedArrays;

public sealed partial class Hdf5Dataset
{
    // To tell how much storage the chunks take, the library walks over all that were written. This many take milliseconds.
    private const long MaxWalked = 16 * 1024;
    private const int ChunksAsked = 512;

    // The least that an index needs for each chunk.
    private const int MinIndexBytes = 8;

    /// <summary>
    /// Estimates the bytes the elements take in the file, after filters. The time is about the same for any number of chunks: if there
    /// are very many, only some are measured.
    /// </summary>
    /// <returns>The bytes, and whether they are as exact as <see cref="StorageSize"/>.</returns>
    /// <exception cref="ArrayFormatException">The file states 2^63 bytes or more, or a chunk cannot be found.</exception>
    public (long Bytes, bool IsExact) EstimateStorageSize()
    {
        if (Layout != Hdf5Layout.Chunked || Length == 0)
            return (StorageSize, true);
        var chunks = 1.0;
        for (var axis = 0; axis < Shape.Length; axis++)
            chunks *= Math.Ceiling((double)Shape[axis] / ChunkShape[axis]);
        if (Math.Min(chunks, MaxWritten()) <= MaxWalked)
            return (StorageSize, true);
        return ((long)Math.Min(chunks * MeanChunkBytes(), long.MaxValue), false);
    }

    /// <summary>The most chunks that a file of this length can hold.</summary>
    private double MaxWritten()
    {
        var file = new FileInfo(FileName);
        var min = MinIndexBytes + (Filters.IsEmpty ? ChunkShape.Aggregate((double)Type.Size, (bytes, length) => bytes * length) : 1);
        return file.Exists ? file.Length / min : double.PositiveInfinity;
    }

    private double MeanChunkBytes()
    {
        var offset = new long[Shape.Length];
        var total = 0.0;
        for (var i = 0; i < ChunksAsked; i++)
        {
            for (var axis = 0; axis < offset.Length; axis++)
            {
                var count = ((Shape[axis] - 1) / ChunkShape[axis]) + 1;
                offset[axis] = EvenSpread.At(i, axis, count) * ChunkShape[axis];
            }
            total += ReadChunkRaw(offset, []).StoredSize;
        }
        return total / ChunksAsked;
    }
}
