namespace DelayedArrays;

public sealed partial class ReadPlan
{
    // Of so many chunks that they are only counted, these are asked for their length.
    private const int MostAskedOfMany = 16;

    /// <summary>Reports a block of a seed in chunks: its buffers, and the chunks it needs.</summary>
    public unsafe void AddChunks<T>(IChunkedSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(seed);
        AddBuffer((long)request.Count * sizeof(T));
        var count = seed.Grid.CountOf(request);
        AddBuffer(seed.BufferBytes(count));
        if (count <= MostNamed)
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
            var most = Of(seed).Asked < MostAsked ? 0 : MostBuffers(seed);
            var stored = StoredBytes(seed, chunks.Coordinates, bytes);
            AddChunk(seed, chunks.Number, stored, bytes, whole, Math.Max(most, stored + (direct || !whole ? 0 : seed.ChunkBytes) + bytes));
        }
    }

    /// <summary>Reports chunks too many to name: some of them are asked for their lengths.</summary>
    private void AddMany<T>(IChunkedSeed<T> seed, long count, BlockRequest request) where T : unmanaged
    {
        var chunk = new long[request.Rank];
        var stored = 0L;
        for (var i = 0; i < MostAskedOfMany; i++)
        {
            for (var axis = 0; axis < chunk.Length; axis++)
                chunk[axis] = seed.Grid.Axes[axis].Find(request.Axes[axis][(request.Axes[axis].Count - 1) * i / (MostAskedOfMany - 1)]).Number;
            stored += StoredBytes(seed, chunk, seed.ChunkBytes);
        }
        Seed = seed;
        LargestBlock = Math.Max(LargestBlock, _block + MostBuffers(seed));
        Chunks += count;
        Of(seed).Visits += count;
        Of(seed).Reads += count;
        AddBytes(count * stored / MostAskedOfMany, seed.Grid.ElementsOf(request) * seed.ElementSize);
    }

    // Of a chunk whose length in storage is not known: it, a copy of it, and it as it is stored, which may be a little longer.
    private static long MostBuffers(IChunkedSeed seed) => (3 * seed.ChunkBytes) + 1024;

    /// <summary>Takes the length of a chunk in storage from the seed, or where enough of its chunks were asked, from those.</summary>
    private long StoredBytes(IChunkedSeed seed, ReadOnlySpan<long> chunk, long decoded)
    {
        var reads = Of(seed);
        if (reads.Asked >= MostAsked)
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
