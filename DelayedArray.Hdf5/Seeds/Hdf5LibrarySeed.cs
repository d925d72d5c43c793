using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// A dataset read by libhdf5 itself, for what is not read directly: compact, virtual and external storage, filters that only the
/// library has, numbers of unusual layout.
/// </summary>
internal sealed class Hdf5LibrarySeed<T>(Hdf5Source source) : ChunkedSeed<T>(source.Shape, ChunksOf(source)) where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    public override string Description => source.Description;

    public override string Path => source.Path;

    protected override unsafe long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        var start = new long[chunk.Length];
        var count = new long[chunk.Length];
        for (var axis = 0; axis < chunk.Length; axis++)
        {
            start[axis] = chunk[axis] * Chunk[axis];
            count[axis] = Math.Min(Chunk[axis], Shape[axis] - start[axis]);
        }
        var inside = new Shape(count);
        using (context.Reading())
        {
            if (inside == Chunk)
            {
                source.Dataset.Read(start, count, [], Memory, MemoryMarshal.AsBytes(destination));
                return destination.Length * sizeof(T);
            }
        }
        using var part = context.Rent<T>(inside.Count);
        using (context.Reading())
            source.Dataset.Read(start, count, [], Memory, part.Bytes);
        Place(part.As<T>(), inside, destination);
        return inside.Count * sizeof(T);
    }

    /// <summary>Puts what lies within the dataset into the chunk, whose rest is of no interest.</summary>
    private void Place(ReadOnlySpan<T> part, Shape inside, Span<T> chunk)
    {
        var (from, to) = (inside.Strides(), Chunk.Strides());
        var axes = new CopyAxis[inside.Rank];
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = new CopyAxis((int)inside[axis], 0, from[axis], 0, to[axis]);
        StridedCopy.Copy(part, chunk, axes);
    }

    /// <summary>The dataset's chunks, or where it has none, runs of whole rows.</summary>
    private static Shape ChunksOf(Hdf5Source source)
    {
        if (source.Dataset.Layout == Hdf5Layout.Chunked)
            return new Shape(source.Dataset.ChunkShape.AsSpan());
        var lengths = new long[source.Shape.Rank];
        var room = (long)BlockGrid.TargetElements;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            lengths[axis] = Math.Clamp(source.Shape[axis], 1, room);
            room = Math.Max(1, room / lengths[axis]);
        }
        return new Shape(lengths);
    }
}
