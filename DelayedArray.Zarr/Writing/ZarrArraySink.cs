namespace DelayedArrays;

/// <summary>Takes the blocks of an array, or of a part of it, into chunks, which the workers encode and store.</summary>
/// <param name="root">What is written.</param>
/// <param name="target">The array it goes into.</param>
/// <param name="origin">Where in that array it starts: at the start of a chunk.</param>
/// <param name="encoder">Makes the bytes of chunks.</param>
/// <param name="keepsStored">Whether chunks that are stored already stay as they are.</param>
internal sealed unsafe class ZarrArraySink<T>(
    Node<T> root, ZarrSource target, Shape origin, ChunkEncoder<T> encoder, bool keepsStored) : IBlockSink where T : unmanaged
{
    public Node Root => root;

    public Shape? Chunks => encoder.Outer;

    public long BufferBytes(Box box) => (box.Count * sizeof(T)) + encoder.BufferBytes;

    public void Consume(long number, Box box, BlockContext context)
    {
        if (keepsStored && IsStored(box, context))
            return;
        using var block = context.Rent<T>(box.Count);
        using var cursor = context.OpenRoot(root, BlockRequest.Of(box));
        Tile<T> tile = new(ValuesOf(cursor, block.As<T>(), context), box.Lengths);
        using EncodedBuffer encoded = new();
        BoxWalk chunks = new(box.Lengths, encoder.Outer);
        do
        {
            var key = KeyOf(box, chunks);
            if (keepsStored && IsStored(key, context))
                continue;
            encoded.Clear();
            var isStored = encoder.TryEncode(tile, chunks.Start, encoded, context);
            using (context.Reading())
                target.Write(key, isStored ? encoded : null, context.Cancellation);
        }
        while (chunks.Next());
    }

    /// <summary>All elements of a block: where chunks were decoded to, or copied strip by strip.</summary>
    private ReadOnlySpan<T> ValuesOf(BlockCursor<T> cursor, Span<T> block, BlockContext context)
    {
        if (root is Leaf<T> { Seed: ChunkedSeed<T> })
            return cursor.Fetch(0, block);
        CursorCopy.ToSpan(cursor, block, context);
        return block;
    }

    private StoreKey KeyOf(Box box, BoxWalk chunks)
    {
        var chunk = chunks.After(box.Start.AsSpan());
        for (var axis = 0; axis < chunk.Length; axis++)
            chunk[axis] = (chunk[axis] + origin[axis]) / encoder.Outer[axis];
        return target.ChunkKey(chunk);
    }

    private bool IsStored(Box box, BlockContext context)
    {
        BoxWalk chunks = new(box.Lengths, encoder.Outer);
        do
        {
            if (!IsStored(KeyOf(box, chunks), context))
                return false;
        }
        while (chunks.Next());
        return true;
    }

    private bool IsStored(StoreKey key, BlockContext context) => target.Store.Length(key, context.Cancellation) is not null;
}
