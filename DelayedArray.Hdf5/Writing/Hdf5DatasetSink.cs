namespace DelayedArrays;

/// <summary>Takes the blocks of an array into a dataset. Chunks are put through the filters by the workers; only storing them is
/// done one at a time.</summary>
internal sealed class Hdf5DatasetSink<T>(Node<T> root, Hdf5Dataset dataset, CodecPipeline filters) : IBlockSink
    where T : unmanaged
{
    private static readonly Hdf5DataType Memory = Hdf5DataType.Of<T>();
    private readonly Shape? _chunks = dataset.ChunkShape.IsEmpty ? null : new Shape(dataset.ChunkShape.AsSpan());

    public Node Root => root;

    public Shape? Chunks => _chunks;

    public unsafe long BufferBytes(Box box)
    {
        var block = box.Count * sizeof(T);
        return _chunks is not { } chunks ? block
            : block + (chunks.Count * sizeof(T)) + filters.MaximumEncodedLength(chunks.Count * sizeof(T));
    }

    public void Consume(long number, Box box, BlockContext context)
    {
        using var block = context.Rent<T>(box.Count);
        using (var cursor = context.OpenRoot(root, BlockRequest.Of(box)))
            CursorCopy.ToSpan(cursor, block.As<T>(), context);
        if (_chunks is { } chunks)
            WriteChunks(box, block, chunks, context);
        else
            WriteBox(box, block, context);
    }

    public void Finish() => dataset.Dispose();

    private void WriteBox(Box box, PooledBuffer block, BlockContext context)
    {
        using (context.Reading())
            dataset.Write(box.Start.AsSpan(), box.Lengths.AsSpan(), Memory, block.Bytes);
    }

    private void WriteChunks(Box box, PooledBuffer block, Shape chunks, BlockContext context)
    {
        using var writer = new EncodedBuffer();
        var counts = new Shape([.. box.Lengths.Select((length, axis) => ((length - 1) / chunks[axis]) + 1)]);
        var index = new long[counts.Rank];
        for (var i = 0L; i < counts.Count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            WriteChunk(box, index, block, chunks, writer, context);
            for (var axis = index.Length - 1; axis >= 0; axis--)
            {
                if (++index[axis] < counts[axis])
                    break;
                index[axis] = 0;
            }
        }
    }

    private void WriteChunk(
        Box box, long[] index, PooledBuffer block, Shape chunks, EncodedBuffer writer, BlockContext context)
    {
        if (box.Lengths == chunks)
        {
            Store(box.Start.AsSpan(), block.Bytes, writer, context);
            return;
        }
        using var chunk = context.Rent<T>(chunks.Count);
        var (from, to) = (box.Lengths.Strides(), chunks.Strides());
        var axes = new CopyAxis[chunks.Rank];
        var offset = new long[chunks.Rank];
        var covered = 1L;
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var start = index[axis] * chunks[axis];
            var count = Math.Min(chunks[axis], box.Lengths[axis] - start);
            axes[axis] = new CopyAxis((int)count, start * from[axis], from[axis], 0, to[axis]);
            offset[axis] = box.Start[axis] + start;
            covered *= count;
        }
        if (covered < chunks.Count)
            chunk.Bytes.Clear();
        StridedCopy.Copy(block.As<T>(), chunk.As<T>(), axes);
        Store(offset, chunk.Bytes, writer, context);
    }

    private void Store(ReadOnlySpan<long> offset, ReadOnlySpan<byte> chunk, EncodedBuffer writer, BlockContext context)
    {
        if (filters.Codecs.IsEmpty)
        {
            using (context.Reading())
                dataset.WriteChunkRaw(offset, 0, chunk);
            return;
        }
        writer.Clear();
        var mask = filters.Encode(chunk, writer);
        using (context.Reading())
            dataset.WriteChunkRaw(offset, mask, writer.Written);
    }
}
