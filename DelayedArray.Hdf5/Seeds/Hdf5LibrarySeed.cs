using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>
/// A dataset read by libhdf5, for everything that is not read directly: compact, virtual and external storage, filters that only libhdf5
/// has, and numbers of unusual layout.
/// </summary>
internal sealed class Hdf5LibrarySeed<T>(Hdf5Dataset dataset) : Hdf5DenseSeed<T>(dataset), IChunkedSeed<T> where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();

    public ChunkGrid Grid { get; } = ChunksOf(dataset);

    public unsafe int ElementSize => sizeof(T);

    public override Shape? ChunkShape => Grid.LargestChunk;

    public long BufferBytes(long chunks) => 0;

    public override BlockCursor<T> Open(BlockRequest request, BlockContext context) => context.OpenChunks(this, request);

    public override void Plan(BlockRequest request, ReadPlan plan) => plan.AddChunks(this, request);

    public unsafe long ReadChunk(ReadOnlySpan<long> chunk, Span<T> destination, BlockContext context)
    {
        var (start, inside) = Grid.BoxOf(chunk);
        using (context.Reading())
        {
            if (inside == Grid.LargestChunk)
            {
                Dataset.Read(start.AsSpan(), inside.AsSpan(), [], Memory, MemoryMarshal.AsBytes(destination));
                return destination.Length * sizeof(T);
            }
        }
        using var part = context.Rent<T>(inside.Count);
        using (context.Reading())
            Dataset.Read(start.AsSpan(), inside.AsSpan(), [], Memory, part.Bytes);
        Place(part.As<T>(), inside, destination);
        return inside.Count * sizeof(T);
    }

    /// <summary>Copies the part within the dataset into the chunk. The rest of the chunk is not used.</summary>
    private void Place(ReadOnlySpan<T> part, Shape inside, Span<T> chunk)
    {
        var (from, to) = (inside.Strides(), Grid.LargestChunk.Strides());
        var axes = new CopyAxis[inside.Rank];
        for (var axis = 0; axis < axes.Length; axis++)
            axes[axis] = new CopyAxis((int)inside[axis], 0, from[axis], 0, to[axis]);
        StridedCopy.Copy(part, chunk, axes);
    }

    /// <summary>Gets the dataset's chunks or, if it has none, runs of whole rows.</summary>
    private static ChunkGrid ChunksOf(Hdf5Dataset dataset)
    {
        var shape = new Shape(dataset.Shape.AsSpan());
        if (dataset.Layout == Hdf5Layout.Chunked)
        {
            var grid = ChunkGrid.Regular(shape, new Shape(dataset.ChunkShape.AsSpan()));
            grid.CheckChunkBytes(Unsafe.SizeOf<T>());
            return grid;
        }
        var lengths = new long[shape.Rank];
        var room = (long)BlockGrid.TargetElements;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            lengths[axis] = Math.Clamp(shape[axis], 1, room);
            room = Math.Max(1, room / lengths[axis]);
        }
        return ChunkGrid.Regular(shape, new Shape(lengths));
    }
}
