namespace DelayedArrays.Zarr;

/// <summary>
/// Puts the elements of a box into the chunks of an array. Chunks with other elements that count are read, changed and written under a
/// lock. The others are written without reading.
/// </summary>
/// <param name="box">Where the values go.</param>
/// <param name="values">The values; null keeps the elements, and sets those beyond the edge of the array to the fill value.</param>
/// <param name="old">Metadata of the array, with the shape up to which stored elements count.</param>
/// <param name="target">The array after the change.</param>
/// <param name="encoder">Makes the bytes of chunks.</param>
/// <param name="change">The change that this belongs to.</param>
internal sealed unsafe class ChunkEdit<T>(
    Box box, DelayedArray<T>? values, ZarrArrayInfo old, ZarrSource target, ChunkEncoder<T> encoder, ArrayChange change)
    : ChunkSink<T>(
        values ?? Delayed.Constant(encoder.Fill, [.. box.Lengths]), ChunkGrid.Regular(target.Info.Shape, encoder.Outer), box.Start)
    where T : unmanaged
{
    // More failures would mean that a program without locks replaces the same chunk each time.
    private const int MaxAttempts = 20;

    protected override T Fill => encoder.Fill;

    protected override long ChunkBufferBytes => (2 * encoder.Outer.Count * sizeof(T)) + encoder.BufferBytes;

    protected override void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<T> elements, BlockContext context)
    {
        var key = target.ChunkKey(chunk);
        using var encoded = new EncodedBuffer();
        if (Kept(Grid.BoxOf(chunk).Start) is { } kept)
            Merge(elements, kept, key, encoded, context);
        else
            Put(elements, key, encoded, context);
    }

    /// <summary>The stored elements of a chunk that count; null if the change replaces all of them.</summary>
    private Box? Kept(Shape start)
    {
        var lengths = new long[start.Rank];
        var isCovered = values is not null;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            lengths[axis] = Math.Min(encoder.Outer[axis], old.Shape[axis] - start[axis]);
            if (lengths[axis] <= 0)
                return null;
            isCovered &= start[axis] >= box.Start[axis] && start[axis] + lengths[axis] <= box.Start[axis] + box.Lengths[axis];
        }
        return isCovered ? null : new Box(start, new Shape(lengths));
    }

    private void Put(ChunkElements<T> elements, StoreKey key, EncodedBuffer encoded, BlockContext context)
    {
        var isStored = encoder.TryEncode(elements, encoded, context);
        using var held = Take(key, context);
        using (context.Reading())
            target.Write(key, isStored ? encoded : null, context.Cancellation);
    }

    private void Merge(ChunkElements<T> elements, Box kept, StoreKey key, EncodedBuffer encoded, BlockContext context)
    {
        using var buffer = context.Rent<T>(encoder.Outer.Count);
        var chunk = buffer.As<T>();
        using var held = Take(key, context);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = target.Store.StateOf(key);
            chunk.Fill(encoder.Fill);
            if (found.Exists)
                Read(kept, chunk, context);
            if (values is not null)
                elements.PutInto(chunk);
            encoded.Clear();
            var isStored = encoder.TryEncode(new ChunkElements<T>(chunk, encoder.Outer, encoder.Outer), encoded, context);
            using (context.Reading())
            {
                if (target.Store.StateOf(key) != found)
                    continue;
                target.Write(key, isStored ? encoded : null, context.Cancellation);
                return;
            }
        }
        throw new ConcurrentChangeException($"{target.Location}::{key}: someone else keeps replacing this chunk");
    }

    /// <summary>Waits for the right to replace a chunk. Other threads compute meanwhile, including its holder.</summary>
    private IDisposable Take(StoreKey key, BlockContext context)
    {
        using (context.Reading())
            return change.Take(key, context.Cancellation);
    }

    /// <summary>Reads elements of a chunk into a buffer for a whole one.</summary>
    private void Read(Box kept, Span<T> chunk, BlockContext context)
    {
        // No cached chunk of the array may be used.
        var node = ZarrArray.Open(target.Store, target.Key, old).As<T>().Root;
        using var elements = context.Rent<T>(kept.Count);
        using (var cursor = context.OpenRoot(node, BlockRequest.Of(kept)))
            cursor.CopyTo(elements.As<T>(), context);
        new ChunkElements<T>(elements.As<T>(), kept.Lengths, encoder.Outer).PutInto(chunk);
    }
}
