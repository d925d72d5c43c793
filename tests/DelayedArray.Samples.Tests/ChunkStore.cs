using System.Collections.Concurrent;

namespace DelayedArrays.Tests;

/// <summary>A format from outside the library: chunks in a dictionary, of any grid, with a fill value for those not stored.</summary>
internal sealed class ChunkStore(ChunkGrid grid, int fill)
{
    private int _writes;

    public ConcurrentDictionary<long, int[]> Chunks { get; } = [];

    /// <summary>How often a chunk was stored.</summary>
    public int Writes => _writes;

    public DelayedArray<int> Read() => Delayed.FromSeed(new Seed(grid, fill, Chunks));

    public void AddTo(Pass pass, DelayedArray<int> array, Shape? origin = null, bool resumes = false) =>
        pass.Add(new Sink(this, array, grid, origin, fill, resumes));

    public void Write(DelayedArray<int> array, Shape? origin = null, bool resumes = false, ExecutionOptions? options = null)
    {
        var pass = new Pass();
        AddTo(pass, array, origin, resumes);
        pass.Run(options);
    }

    private sealed class Sink(ChunkStore store, DelayedArray<int> array, ChunkGrid grid, Shape? origin, int fill, bool resumes)
        : ChunkSink<int>(array, grid, origin)
    {
        protected override int Fill => fill;

        protected override void WriteChunk(ReadOnlySpan<long> chunk, ChunkElements<int> elements, BlockContext context)
        {
            Interlocked.Increment(ref store._writes);
            var number = Grid.NumberOf(chunk);
            if (store.Chunks.TryGetValue(number, out var there))
                elements.PutInto(there);
            else
                store.Chunks[number] = elements.ToSpan().ToArray();
        }

        protected override bool IsStored(ReadOnlySpan<long> chunk, BlockContext context) =>
            resumes && store.Chunks.ContainsKey(Grid.NumberOf(chunk));
    }

    private sealed class Seed(ChunkGrid grid, int fill, ConcurrentDictionary<long, int[]> chunks) : ChunkedSeed<int>(grid)
    {
        public override string Description => "Chunks";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<int> destination, BlockContext context)
        {
            if (!chunks.TryGetValue(Grid.NumberOf(chunk), out var stored))
            {
                destination.Fill(fill);
                return 0;
            }
            stored.CopyTo(destination);
            return stored.Length * sizeof(int);
        }
    }
}
