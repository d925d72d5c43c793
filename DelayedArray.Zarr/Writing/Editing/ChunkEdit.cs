namespace DelayedArrays;

/// <summary>
/// Puts the elements of a box into the chunks of an array. Chunks of which others may have elements that count are read, changed and
/// written under a lock; of the others nothing is read.
/// </summary>
/// <param name="root">The values, at their places in the part; what else is there does not matter.</param>
/// <param name="part">The part of the array, whole chunks, to which the box was widened.</param>
/// <param name="box">Where the values go.</param>
/// <param name="array">Where the array is.</param>
/// <param name="old">Its metadata, with the shape up to which stored elements count.</param>
/// <param name="target">The array as it is going to be.</param>
/// <param name="encoder">Makes the bytes of chunks.</param>
/// <param name="fill">The value of elements that are in neither.</param>
/// <param name="change">The change that this belongs to.</param>
internal sealed unsafe class ChunkEdit<T>(
    Node<T> root, Box part, Box box, StoreKey array, ZarrArrayInfo old, ZarrSource target, ChunkEncoder<T> encoder, T fill, ArrayChange change)
    : IBlockSink where T : unmanaged
{
    // Somebody who does not take locks would have to replace the same chunk each time.
    private const int MostAttempts = 20;

    public Node Root => root;

    public Shape? Chunks => encoder.Outer;

    public long BufferBytes(Box block) => ((block.Count + (2 * encoder.Outer.Count)) * sizeof(T)) + encoder.BufferBytes;

    public void Consume(long number, Box block, BlockContext context)
    {
        using var buffer = context.Rent<T>(block.Count);
        using (var cursor = context.OpenRoot(root, BlockRequest.Of(block)))
            CursorCopy.ToSpan(cursor, buffer.As<T>(), context);
        Tile<T> tile = new(buffer.As<T>(), block.Lengths);
        using EncodedBuffer encoded = new();
        BoxWalk chunks = new(block.Lengths, encoder.Outer);
        do
        {
            var start = chunks.After(block.Start.AsSpan());
            for (var axis = 0; axis < start.Length; axis++)
                start[axis] += part.Start[axis];
            var key = target.ChunkKey([.. start.Select((at, axis) => at / encoder.Outer[axis])]);
            if (Kept(start) is { } kept)
                Merge(tile, chunks.Start, start, kept, key, encoded, context);
            else
                Put(tile, chunks.Start, key, encoded, context);
        }
        while (chunks.Next());
    }

    /// <summary>The elements of a chunk that are stored and count; null if all of them are in the box.</summary>
    private Box? Kept(long[] start)
    {
        var lengths = new long[start.Length];
        var isCovered = true;
        for (var axis = 0; axis < start.Length; axis++)
        {
            lengths[axis] = Math.Min(encoder.Outer[axis], old.Shape[axis] - start[axis]);
            if (lengths[axis] <= 0)
                return null;
            isCovered &= start[axis] >= box.Start[axis] && start[axis] + lengths[axis] <= box.Start[axis] + box.Lengths[axis];
        }
        return isCovered ? null : new Box(new Shape(start), new Shape(lengths));
    }

    private void Put(Tile<T> tile, ReadOnlySpan<long> within, StoreKey key, EncodedBuffer encoded, BlockContext context)
    {
        encoded.Clear();
        var isStored = encoder.TryEncode(tile, within, encoded, context);
        using var held = Take(key, context);
        using (context.Reading())
            target.Write(key, isStored ? encoded : null, context.Cancellation);
    }

    private void Merge(
        Tile<T> tile, ReadOnlySpan<long> within, long[] start, Box kept, StoreKey key, EncodedBuffer encoded, BlockContext context)
    {
        using var buffer = context.Rent<T>(encoder.Outer.Count);
        var chunk = buffer.As<T>();
        using var held = Take(key, context);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var found = target.Store.StateOf(key);
            chunk.Fill(fill);
            if (found.Exists)
                Read(kept, chunk, context);
            Overlay(tile, within, start, chunk);
            encoded.Clear();
            var isStored = encoder.TryEncode(new Tile<T>(chunk, encoder.Outer), new long[start.Length], encoded, context);
            using (context.Reading())
            {
                if (target.Store.StateOf(key) != found)
                    continue;
                target.Write(key, isStored ? encoded : null, context.Cancellation);
                return;
            }
        }
        throw new ConcurrentChangeException($"{target.Location}::{key}: somebody else replaces this chunk all the time");
    }

    /// <summary>Waits for the right to replace a chunk; others compute meanwhile, among them who holds it.</summary>
    private IDisposable Take(StoreKey key, BlockContext context)
    {
        using (context.Reading())
            return change.Take(key, context.Cancellation);
    }

    /// <summary>Reads elements of a chunk into a buffer for a whole one.</summary>
    private void Read(Box kept, Span<T> chunk, BlockContext context)
    {
        // Nothing that was kept in memory of the array may be used.
        var node = ZarrArray.Open(target.Store, array, old).As<T>().Node;
        using var elements = context.Rent<T>(kept.Count);
        using (var cursor = context.OpenRoot(node, BlockRequest.Of(kept)))
            CursorCopy.ToSpan(cursor, elements.As<T>(), context);
        Copy(elements.As<T>(), kept.Lengths, new long[kept.Lengths.Rank], kept.Lengths, chunk, new long[kept.Lengths.Rank]);
    }

    /// <summary>Puts those values over a chunk that are in the box.</summary>
    private void Overlay(Tile<T> tile, ReadOnlySpan<long> within, long[] start, Span<T> chunk)
    {
        var rank = start.Length;
        var (from, to, lengths) = (new long[rank], new long[rank], new long[rank]);
        for (var axis = 0; axis < rank; axis++)
        {
            var first = Math.Max(start[axis], box.Start[axis]);
            var end = Math.Min(start[axis] + encoder.Outer[axis], box.Start[axis] + box.Lengths[axis]);
            if (end <= first)
                return;
            to[axis] = first - start[axis];
            from[axis] = within[axis] + to[axis];
            lengths[axis] = end - first;
        }
        Copy(tile.Values, tile.Lengths, from, new Shape(lengths), chunk, to);
    }

    private void Copy(ReadOnlySpan<T> source, Shape sourceShape, long[] from, Shape lengths, Span<T> chunk, long[] to)
    {
        var (sourceStrides, strides) = (sourceShape.Strides(), encoder.Outer.Strides());
        var axes = new CopyAxis[from.Length];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            axes[axis] = new CopyAxis(
                (int)lengths[axis], from[axis] * sourceStrides[axis], sourceStrides[axis], to[axis] * strides[axis], strides[axis]);
        }
        StridedCopy.Copy(source, chunk, axes);
    }
}
