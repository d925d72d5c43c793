namespace DelayedArrays.Tests;

/// <summary>What is computed of evaluations against what playing them through block by block gives.</summary>
public sealed class ForecastTests
{
    [Fact]
    public void Chunks_of_random_graphs_are_counted_as_they_are_visited()
    {
        var counted = 0;
        for (var number = 0; number < 600; number++)
        {
            var array = RandomGraph.Grow(number, new SeedBank(new MemoryLeaves())).Lazy;
            foreach (var target in (int[])[1, 5, 40, 1000])
                counted += Compare(array, target, number);
        }
        Assert.InRange(counted, 500, int.MaxValue);
    }

    [Fact]
    public void Chunks_of_matrices_are_counted_as_they_are_visited()
    {
        var x = Stored([60, 50], [7, 9]);
        DelayedArray<float>[] arrays =
        [
            x, x[3.., 5..], x[Selection.Slice(step: -1), Selection.Slice(step: 2)], x + Stored([60, 50], [11, 4]), x - x[Selection.Slice(step: -1)],
            x[..50, ..] * x[..50, ..].Transpose(), x[[5, 1, 59, 1, 30], ..].Transpose(), x[1..] - x[..^1], x[.., 9..36] * Stored([27], [4]),
            Delayed.Concatenate(0, x, Stored([10, 50], [5, 9]), x[..7]), Delayed.Concatenate(0, x, x * 2)[[3, 70, 4, 119], ..], x[Selection.Slice(step: 20)],
            Delayed.Concatenate(1, Stored([60, 1], [7, 1]).BroadcastTo(60, 20), x)[.., 5..40],
        ];
        foreach (var array in arrays)
        {
            foreach (var target in (int[])[1, 13, 100, 500, 100_000])
                Compare(array, target, 0);
        }
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1_000_000_000)]
    [InlineData(1_000_000_000_000_000)]
    public void Tiny_chunks_of_any_number_are_counted(long length)
    {
        var seed = new AskedSeed([length], [1]);
        var report = Delayed.FromSeed(seed).Explain();
        Assert.Equal((length, length, length * sizeof(float)), (report.Chunks, report.DistinctChunks, report.BytesDecoded));
        Assert.Equal((length + BlockGrid.TargetElements - 1) / BlockGrid.TargetElements, report.Blocks);
        // Every third chunk is stored, in 9 bytes.
        Assert.InRange(report.BytesRead, 2.5 * length, 3.5 * length);
        Assert.Equal(ReportFigures.BytesRead, report.Estimates);
        Assert.InRange(seed.Asked, 1, 3000);
        Assert.Contains($"bytes on disk   about {report.BytesRead}", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_that_are_blocks_are_counted()
    {
        var seed = new AskedSeed([10_000_000_000, 1000], [1000, 1000]);
        var x = Delayed.FromSeed(seed);
        var report = x.Explain();
        Assert.Equal((10_000_000, 10_000_000, 10_000_000), (report.Blocks, report.Chunks, report.DistinctChunks));
        Assert.Equal(ReportFigures.BytesRead, report.Estimates);
        // Rows 500 to 499,999 lie in 500 rows of chunks.
        Assert.Equal(500, x[500..500_000, 7..9].Explain().DistinctChunks);
        Assert.Equal(10_000_000, x[1.., 0].Explain().Chunks);
        Assert.Equal(5_000_000, x[Selection.Slice(step: 2000), 0].Explain().Chunks);
        Assert.Equal(20_000_000, Delayed.Concatenate(0, x, Delayed.FromSeed(new AskedSeed([10_000_000_000, 1000], [1000, 1000]))).Explain().Chunks);
    }

    [Fact]
    public void Chunks_that_several_blocks_need_are_estimated()
    {
        var x = Delayed.FromSeed(new AskedSeed([1_000_000_000], [1000]));
        var cut = Delayed.FromSeed(new AskedSeed([1_000_000_000], [777]));
        var report = (x + cut).Explain();
        var min = 1_000_000 + 1_287_002;
        Assert.Equal(min, report.DistinctChunks);
        // Each of the cuts between blocks falls into a chunk of the other array, which the cache keeps.
        Assert.InRange(report.Chunks, min, min + report.Blocks);
        Assert.Equal(ReportFigures.Chunks | ReportFigures.BytesRead | ReportFigures.BytesDecoded, report.Estimates);
        var shifted = (x[1..] - x[..^1]).Explain();
        Assert.Equal(1_000_000, shifted.DistinctChunks);
        Assert.InRange(shifted.Chunks, 1_990_000, 2_010_000);
    }

    [Fact]
    public void Seeds_without_chunks_are_counted_by_the_shapes_of_blocks()
    {
        var seed = new PlainSeed([1_000_000_007, 1000]);
        var x = Delayed.FromSeed(seed);
        var report = x.Explain();
        Assert.Equal((1_000_000_007L * 1000 * sizeof(float), ReportFigures.None), (report.BytesRead, report.Estimates));
        Assert.InRange(seed.Planned, 1, 100);
        Assert.Equal(999_999_999L * 3 * sizeof(float), x[3..1_000_000_002, 5..8].Explain().BytesRead);
        Assert.Equal(2_000_000_014L * 1000 * sizeof(float), Delayed.Concatenate(0, x, Delayed.FromSeed(new PlainSeed([1_000_000_007, 1000]))).Explain().BytesRead);
    }

    [Fact]
    public void Results_take_no_memory_before_the_pass_runs()
    {
        var x = Delayed.FromSeed(new AskedSeed([1_000_000_000, 2], [1000, 2]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pass = new Pass();
        pass.Statistics(x, 1);
        pass.ToArray(x);
        Assert.Equal(1_000_000, Assert.Single(pass.Explain()).DistinctChunks);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    private static int Compare(DelayedArray array, int target, int number)
    {
        var sink = (IBlockSink)array.ElementType.Dispatch(new SinkVisitor(array));
        var grid = BlockGrid.For(array.Root, null, sink.MemoryOrder, target);
        var forecast = ReadForecast.Of([sink], grid);
        var shared = Node.Shared(array.Root);
        var plan = new ReadPlan(0);
        foreach (var box in grid)
            ExecutionPlan.AddTree(array.Root, BlockRequest.Of(box), plan, shared);
        foreach (var chunked in forecast.Chunked)
        {
            var played = plan.BySeed.GetValueOrDefault(chunked.Seed, new());
            var text = $"{number}, blocks of {target}: {chunked.Seed.Description}\n{array.ToTree()}";
            // Parts that are asked for the same in one block are read once there.
            var agree = chunked.Parts == 1 || chunked.IsReadOnce ? played.Visits == chunked.Visits : played.Visits <= chunked.Visits;
            Assert.True(agree, $"{played.Visits} visits, {chunked.Visits} computed\n{text}");
            var distinct = plan.DistinctOf(chunked.Seed);
            Assert.True(chunked.IsDistinctExact ? distinct == chunked.Distinct : distinct <= chunked.Distinct, $"{distinct} chunks, {chunked.Distinct} computed\n{text}");
            Assert.True(!chunked.IsReadOnce || played.Reads == chunked.Visits, $"{played.Reads} reads, {chunked.Visits} computed\n{text}");
        }
        return forecast.Chunked.Count;
    }

    private static DelayedArray<float> Stored(long[] shape, long[] chunks) => Delayed.FromSeed(new AskedSeed(new Shape(shape), new Shape(chunks)));

    private sealed class SinkVisitor(DelayedArray array) : IElementVisitor<object>
    {
        public object Visit<T>() where T : unmanaged => new MemorySink<T>(array.As<T>().Node);
    }

    /// <summary>Counts how often it is asked for the length of a chunk.</summary>
    private sealed class AskedSeed(Shape shape, Shape chunks) : ChunkedSeed<float>(shape, chunks), IStoredChunkSizes
    {
        public int Asked { get; private set; }

        public override string Description => "Asked";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<float> destination, BlockContext context) =>
            throw new InvalidOperationException("nothing is to be read");

        public long? StoredBytes(ReadOnlySpan<long> chunk)
        {
            Asked++;
            return chunk[0] % 3 == 0 ? 9 : 0;
        }
    }

    /// <summary>Any part is as easily read as any other.</summary>
    private sealed class PlainSeed(Shape shape) : ISeed<float>
    {
        public int Planned { get; private set; }

        public Shape Shape => shape;

        public Shape? ChunkShape => null;

        public bool IsSparse => false;

        public bool IsInMemory => false;

        public string Description => "Plain";

        public string? Path => null;

        public void Plan(BlockRequest request, ReadPlan plan)
        {
            Planned++;
            plan.AddBytes(request.Count * sizeof(float), request.Count * sizeof(float));
        }

        public BlockCursor<float> Open(BlockRequest request, BlockContext context) => throw new InvalidOperationException("nothing is to be read");
    }
}
