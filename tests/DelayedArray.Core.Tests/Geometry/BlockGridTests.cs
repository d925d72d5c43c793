namespace DelayedArrays.Tests;

public sealed class BlockGridTests
{
    [Fact]
    public void Grids_of_random_graphs_cover_every_element_once()
    {
        for (var number = 0; number < 400; number++)
        {
            var array = RandomGraph.Grow(number, new SeedBank(new MemoryLeaves())).Lazy;
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
        Assert.All(BlockGrid.For(Delayed.Concatenate(0, rows, columns)), box => Assert.InRange(box.Count, 1, BlockGrid.MaxElements));
        Assert.All(BlockGrid.For(Delayed.Concatenate(0, columns, rows)), box => Assert.InRange(box.Count, 1, BlockGrid.MaxElements));
    }

    [Fact]
    public void An_index_repeated_ever_so_often_is_cut()
    {
        var repeated = Stored([100, 20_000], [10, 20_000])[new long[100_000], ..];
        Assert.All(BlockGrid.For(repeated), box => Assert.InRange(box.Count, 1, BlockGrid.MaxElements));
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
        Assert.Equal(99_999_000_000, grid[grid.Count - 1].Start[0]);
    }

    [Fact]
    public void Any_number_of_blocks_is_a_grid()
    {
        var grid = BlockGrid.For(Stored([1_000_000_000_000_000_000], [1]));
        Assert.Equal(((1_000_000_000_000_000_000 - 1) / BlockGrid.TargetElements) + 1, grid.Count);
        Assert.Equal(grid.Count - 1, grid.Cuts[0].BlockAt(999_999_999_999_999_999));
        var last = grid[grid.Count - 1];
        Assert.Equal(1_000_000_000_000_000_000, last.Start[0] + last.Lengths[0]);
    }

    [Fact]
    public void Cuts_are_those_found_one_after_the_other()
    {
        for (var number = 0; number < 600; number++)
        {
            foreach (var ticks in RandomGraph.Grow(number, new SeedBank(new MemoryLeaves())).Lazy.Root.Layout.Ticks)
            {
                foreach (var reach in (long[])[1, 2, 3, 5, 8, 13, 100, 10_000])
                    AssertCuts(ticks, reach);
            }
        }
    }

    [Theory]
    [InlineData(1000, 7, 3)]
    [InlineData(1000, 7, 7)]
    [InlineData(1000, 7, 20)]
    [InlineData(10, 100, 3)]
    [InlineData(21, 7, 2)]
    public void Cuts_of_equal_chunks_take_few_runs(long length, long period, long reach) =>
        AssertCuts(AxisTicks.Regular(length, period), reach);

    [Fact]
    public void Cuts_of_mixed_pieces_are_those_found_one_after_the_other()
    {
        var random = new Random(7);
        for (var number = 0; number < 2000; number++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(4) switch
            {
                0 => AxisTicks.Free(random.Next(1, 60)),
                1 => AxisTicks.Panels(9, [0, 2, 4, 9]),
                _ => AxisTicks.Regular(random.Next(1, 60), random.Next(1, 12)),
            }).ToList();
            var ticks = AxisTicks.Concatenate(parts);
            var start = random.Next((int)ticks.Length);
            AssertCuts(ticks, random.Next(1, 30));
            AssertCuts(ticks.Select(AxisSelection.Range(start, ticks.Length - start)), random.Next(1, 30));
        }
    }

    private static void AssertCuts(AxisTicks ticks, long reach)
    {
        List<long> expected = [0];
        while (expected[^1] < ticks.Length)
            expected.Add(Math.Min(ticks.NextCut(expected[^1], reach), expected[^1] + reach));
        var cuts = AxisCuts.Of(ticks, reach);
        Assert.Equal(expected.Count - 1, cuts.Count);
        Assert.Equal(expected, Enumerable.Range(0, expected.Count).Select(block => cuts[block]));
        for (var (index, block) = (0L, 0); index < ticks.Length; index++)
        {
            block += index == expected[block + 1] ? 1 : 0;
            Assert.Equal(block, cuts.BlockAt(index));
        }
        if (ticks.Length == 0)
            return;
        var lengths = expected.Zip(expected.Skip(1), (from, to) => to - from).ToList();
        Assert.Equal(lengths.IndexOf(lengths.Max()), cuts.Longest());
        for (var start = 0L; start < ticks.Length; start += 3)
        {
            var end = Math.Min(ticks.Length, start + (2 * reach) + 1);
            Assert.Equal(
                expected.Where(cut => cut > start && cut < end),
                cuts.Between(start, end).SelectMany(run => Enumerable.Range(0, (int)run.Count).Select(k => run.First + (k * run.Step))).Order());
            var parts = expected.Select(cut => Math.Clamp(cut, start, end)).Distinct().Order().ToList();
            Assert.Equal(
                parts.Zip(parts.Skip(1), (from, to) => to - from).Order(),
                cuts.Lengths(start, end).SelectMany(part => Enumerable.Repeat(part.Length, (int)part.Count)).Order());
        }
    }

    private static DelayedArray<float> Stored(long[] shape, long[] chunks) => Delayed.FromSeed(new UnreadSeed(new Shape(shape), new Shape(chunks)));

    private sealed class UnreadSeed(Shape shape, Shape chunks) : ChunkedSeed<float>(shape, chunks)
    {
        public override string Description => "Unread";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<float> destination, BlockContext context) =>
            throw new InvalidOperationException("nothing is to be read");
    }
}
