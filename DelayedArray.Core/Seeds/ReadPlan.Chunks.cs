namespace DelayedArrays;

public sealed partial class ReadPlan
{
    // If a block has too many chunks to list, this many of them are asked for their stored length.
    private const int MaxAskedOfMany = 16;

    /// <summary>Adds a block of a chunked seed: its buffers, and the chunks it needs.</summary>
    public unsafe void AddChunks<T>(IChunkedSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(seed);
        AddBuffer((long)request.Count * sizeof(T));
        var count = seed.Grid.CountOf(request);
        AddBuffer(seed.BufferBytes(count));
        if (count <= MaxNamed)
            AddEach(seed, request);
        else
            AddMany(seed, count, request);
    }

    private unsafe void AddEach<T>(IChunkedSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        var chunks = new BlockChunks(request, seed.Grid);
        for (var position = 0L; position < chunks.Count; position++)
        {
            chunks.MoveTo(position);
            var bytes = (long)chunks.Length * sizeof(T);
            var whole = chunks.IsWhole;
            var direct = whole && ChunkAssembly<T>.IsDirect(seed, chunks.Rows());
            whole &= !request.KeepsChunks;
            var max = Of(seed).Asked < MaxAsked ? 0 : MaxBuffers(seed);
            var stored = StoredBytes(seed, chunks.Coordinates, bytes);
            AddChunk(seed, chunks.Number, stored, bytes, whole, Math.Max(max, stored + (direct || !whole ? 0 : seed.ChunkBytes) + bytes));
        }
    }

    /// <summary>Adds chunks that are too many to list. A sample of them gives the stored length.</summary>
    private void AddMany<T>(IChunkedSeed<T> seed, long count, BlockRequest request) where T : unmanaged
    {
        var chunk = new long[request.Rank];
        var stored = 0L;
        for (var i = 0; i < MaxAskedOfMany; i++)
        {
            for (var axis = 0; axis < chunk.Length; axis++)
                chunk[axis] = seed.Grid.Axes[axis].Find(request.Axes[axis][(request.Axes[axis].Count - 1) * i / (MaxAskedOfMany - 1)]).Number;
            stored += StoredBytes(seed, chunk, seed.ChunkBytes);
        }
        Seed = seed;
        LargestBlock = Math.Max(LargestBlock, _block + MaxBuffers(seed));
        Chunks += count;
        Of(seed).Visits += count;
        Of(seed).Reads += count;
        AddBytes(count * stored / MaxAskedOfMany, seed.Grid.ElementsOf(request) * seed.ElementSize);
    }

    // For a chunk of unknown stored length: the chunk, a copy of it, and its stored form, which may be slightly longer.
    private static long MaxBuffers(IChunkedSeed seed) => (3 * seed.ChunkBytes) + 1024;

    /// <summary>Gets the stored length of a chunk: from the seed, or once enough chunks were asked, the mean of those.</summary>
    private long StoredBytes(IChunkedSeed seed, ReadOnlySpan<long> chunk, long decoded)
    {
        var reads = Of(seed);
        if (reads.Asked >= MaxAsked)
        {
            HasExactLengths = false;
            return reads.MeanStored(decoded);
        }
        var stored = decoded;
        if (seed is IStoredChunkSizes sizes)
        {
            var known = sizes.StoredBytes(chunk);
            HasExactLengths &= known is not null;
            stored = known ?? decoded;
        }
        reads.Asked++;
        reads.AskedBytes += stored;
        return stored;
    }
}
