namespace DelayedArrays.Tests;

public sealed class BlockGridTests
{
    [Fact]
    public void Grids_of_random_graphs_cover_every_element_once()
    {
        for (var number = 0; number < 400; number++)
        {
            var array = RandomGraph.Grow(number, new SeedBank()).Lazy;
            foreach (var target in (int[])[1, 7, 100, BlockGrid.TargetElements])
            {
                var root = array.Root;
                var grid = BlockGrid.For(root, null, root.Layout.Order, target);
                var covered = new int[array.Shape.Count];
                var whole = new Dense<int>([.. Enumerable.Range(0, covered.Length)], array.Shape.ToArray());
                foreach (var box in grid)
                {
                    foreach (var within in Dense<int>.Indices(box.Lengths.ToArray()))
                        covered[whole[[.. within.Select((i, axis) => i + box.Start[axis])]]]++;
                }
                Assert.All(covered, count => Assert.Equal(1, count));
            }
        }
    }

    [Theory]
    [InlineData(100, 100, 10, 10)]
    [InlineData(97, 103, 10, 7)]
    [InlineData(97, 103, 97, 1)]
    [InlineData(1, 1000, 5, 33)]
    public void Blocks_end_where_chunks_end_and_each_chunk_is_decoded_once(int rows, int columns, int chunkRows, int chunkColumns)
    {
        foreach (var target in (int[])[1, 100, 1000, BlockGrid.TargetElements])
        {
            var seed = new CountingSeed<float>(new Dense<float>(new float[rows * columns], rows, columns), chunkRows, chunkColumns);
            var array = Delayed.FromSeed(seed);
            var grid = BlockGrid.For(array.Root, null, [0, 1], target);
            Assert.All(grid, box => Assert.Equal(0, box.Start[0] % chunkRows));
            Assert.All(grid, box => Assert.Equal(0, box.Start[1] % chunkColumns));
            (array * 2).ToArray(new ExecutionOptions { Workers = 3, BlockElements = target, ChunkCache = new ChunkCache(0) });
            Assert.Equal(seed.Distinct, seed.Total);
        }
    }

    [Fact]
    public void A_block_holds_as_many_chunks_as_come_to_the_target()
    {
        var grid = BlockGrid.For(Stored([1000, 1_000_000], [10, 100]));
        Assert.Equal((10, 26_200), (grid[0].Lengths[0], grid[0].Lengths[1]));
        Assert.Equal(100 * 39, grid.Count);
    }

    [Fact]
    public void Parts_chunked_by_rows_and_by_columns_do_not_make_blocks_of_both()
    {
        var rows = Stored([20_000, 20_000], [1, 20_000]);
        var columns = Stored([20_000, 20_000], [20_000, 1]);
        Assert.All(BlockGrid.For(Delayed.Concatenate(0, rows, columns)), box => Assert.InRange(box.Count, 1, BlockGrid.MostElements));
        Assert.All(BlockGrid.For(Delayed.Concatenate(0, columns, rows)), box => Assert.InRange(box.Count, 1, BlockGrid.MostElements));
    }

    [Fact]
    public void An_index_repeated_ever_so_often_is_cut()
    {
        var repeated = Stored([100, 20_000], [10, 20_000])[new long[100_000], ..];
        Assert.All(BlockGrid.For(repeated), box => Assert.InRange(box.Count, 1, BlockGrid.MostElements));
    }

    [Fact]
    public void A_chunk_larger_than_blocks_should_be_is_still_one_block()
    {
        var array = Stored([3, 20_000, 4_000], [1, 20_000, 4_000]);
        Assert.Equal(3, BlockGrid.For(array).Count);
    }

    [Fact]
    public void Arrays_of_hundreds_of_billions_of_elements_have_grids()
    {
        var grid = BlockGrid.For(Stored([100_000_000_000], [1_000_000]));
        Assert.Equal(100_000, grid.Count);
        Assert.Equal(99_999_000_000, grid[^1].Start[0]);
    }

    private static DelayedArray<float> Stored(long[] shape, long[] chunks) => Delayed.FromSeed(new UnreadSeed(new Shape(shape), new Shape(chunks)));

    private sealed class UnreadSeed(Shape shape, Shape chunks) : ChunkedSeed<float>(shape, chunks)
    {
        public override string Description => "Unread";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<float> destination, BlockContext context) =>
            throw new InvalidOperationException("nothing is to be read");
    }
}
