namespace DelayedArrays.Tests;

/// <summary>Blocks put together from chunks.</summary>
public sealed class ChunkedSeedTests : IDisposable
{
    private readonly BlockContext _context;

    public ChunkedSeedTests()
    {
        var node = Delayed.FromMemory(new double[6], 2, 3).Node;
        var evaluation = new Evaluation([], BlockGrid.For(node, null, [0, 1], 1), ExecutionOptions.Default, CancellationToken.None);
        _context = new BlockContext(evaluation);
    }

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData("one chunk", 500, 8, 500, 8, 0)]
    [InlineData("chunks below each other, without gaps", 30, 8, 10, 8, 0)]
    [InlineData("chunks beside each other", 10, 24, 10, 8, 3)]
    [InlineData("a grid of chunks", 30, 24, 10, 8, 9)]
    [InlineData("chunks at the edge are larger than what is in the array", 25, 24, 10, 8, 6)]
    [InlineData("chunks of single rows", 7, 24, 1, 8, 0)]
    [InlineData("chunks of single columns", 8, 6, 4, 1, 0)]
    public void Chunks_whose_rows_lie_apart_in_a_block_are_decoded_there(string what, long rows, long columns, long chunkRows, long chunkColumns, int expected)
    {
        var seed = new RowCountingSeed<int>(new Dense<int>([.. Enumerable.Range(0, (int)(rows * columns))], rows, columns), chunkRows, chunkColumns);
        Assert.Equal(Enumerable.Range(0, (int)(rows * columns)), Block(seed, BlockRequest.Of(new Box([0, 0], [rows, columns]))));
        Assert.True(expected == seed.RowReads, $"{what}: {seed.RowReads} chunks");
    }

    [Fact]
    public void Random_blocks_are_the_same_by_rows_and_by_copies()
    {
        var inRows = 0;
        for (var number = 0; number < 2000; number++)
        {
            var random = new Random(number);
            long[] shape = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(1, 14))];
            var grid = new ChunkGrid([.. shape.Select(length => Axis(random, length))]);
            var values = Dense<short>.Build(shape, _ => (short)random.Next(short.MaxValue));
            var order = Enumerable.Range(0, shape.Length).ToArray();
            if (random.Next(3) == 0)
                random.Shuffle(order);
            var request = new BlockRequest([.. shape.Select(length => Selection(random, length))], [.. order]);
            var rows = new RowCountingSeed<short>(values, grid);
            var copies = new CountingSeed<short>(values, grid);
            var expected = Dense<short>.Build([.. order.Select(axis => request.Axes[axis].Count)], digits =>
            {
                var index = new long[shape.Length];
                for (var k = 0; k < index.Length; k++)
                    index[order[k]] = request.Axes[order[k]][digits[k]];
                return values[index];
            });
            Assert.True(expected.Values.SequenceEqual(Block(rows, request)), $"{number}: in rows");
            Assert.True(expected.Values.SequenceEqual(Block(copies, request)), $"{number}: by copies");
            inRows += rows.RowReads > 0 ? 1 : 0;
        }
        Assert.InRange(inRows, 100, 1900);
    }

    private static ChunkAxis Axis(Random random, long length) => random.Next(3) > 0
        ? ChunkAxis.Regular(length, random.Next(1, (int)length + 2))
        : ChunkAxis.Irregular(length, new(random.Next(1, 5), random.Next(1, 3)), new(random.Next(1, 5), 13));

    private static AxisSelection Selection(Random random, long length)
    {
        if (random.Next(3) > 0)
            return AxisSelection.Range(0, length);
        var start = random.NextInt64(length);
        return random.Next(4) == 0
            ? AxisSelection.List([.. Enumerable.Range(0, (int)length).Select(_ => random.NextInt64(length))])
            : AxisSelection.Range(start, length - start);
    }

    private T[] Block<T>(CountingSeed<T> seed, BlockRequest request) where T : unmanaged
    {
        using var cursor = seed.Open(request, _context);
        return cursor.Fetch(0, new T[request.Count]).ToArray();
    }
}
