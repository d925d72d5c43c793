namespace DelayedArrays.Tests;

/// <summary>Where chunks lie along axes and in arrays.</summary>
public sealed class ChunkGridTests
{
    [Theory]
    [InlineData(10, 4, 3)]
    [InlineData(12, 4, 3)]
    [InlineData(1, 4, 1)]
    [InlineData(0, 4, 0)]
    public void A_regular_axis_has_chunks_of_one_length(long length, long chunk, long count)
    {
        var axis = ChunkAxis.Regular(length, chunk);
        Assert.Equal((length, count, chunk, true), (axis.Length, axis.Count, axis.Longest, axis.IsRegular));
        for (var index = 0L; index < length; index++)
            Assert.Equal(new AxisChunk(index / chunk, index / chunk * chunk, chunk), axis.Find(index));
    }

    [Fact]
    public void An_irregular_axis_has_chunks_of_the_lengths_given()
    {
        var axis = ChunkAxis.Irregular(15, new(2, 3), new(7, 1), new(4, 5));
        Assert.Equal((5L, 7L, false), (axis.Count, axis.Longest, axis.IsRegular));
        Assert.Equal([new(0, 0, 2), new(1, 2, 2), new(2, 4, 2), new(3, 6, 7), new AxisChunk(4, 13, 4)], Enumerable.Range(0, 5).Select(chunk => axis[chunk]));
        Assert.Equal(2, axis.LengthWithin(axis[4]));
    }

    [Fact]
    public void Runs_without_chunks_and_runs_beyond_the_end_do_not_count()
    {
        var axis = ChunkAxis.Irregular(4, new(9, 0), new(2, 2), new(50, 1));
        Assert.Equal((2L, 2L, true), (axis.Count, axis.Longest, axis.IsRegular));
    }

    [Fact]
    public void Chunks_that_do_not_cover_an_axis_are_refused()
    {
        Assert.Contains("6 of the 7", Assert.Throws<ArgumentException>(() => ChunkAxis.Irregular(7, new ChunkRun(3, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChunkAxis.Regular(7, 0));
        Assert.Throws<ArgumentException>(() => ChunkGrid.Regular([3, 4], [3]));
    }

    [Fact]
    public void Every_index_lies_in_the_chunk_found_for_it_and_selections_meet_the_chunks_of_their_indices()
    {
        for (var number = 0; number < 3000; number++)
        {
            var random = new Random(number);
            var axis = Axis(random);
            var selection = Selection(random, axis.Length);
            var (chunks, whole) = (new HashSet<AxisChunk>(), new Dictionary<long, HashSet<long>>());
            for (var i = 0L; i < selection.Count; i++)
            {
                var chunk = axis.Find(selection[i]);
                Assert.InRange(selection[i], chunk.Start, chunk.Start + chunk.Length - 1);
                Assert.Equal(chunk, axis[chunk.Number]);
                chunks.Add(chunk);
                (whole.TryGetValue(chunk.Number, out var taken) ? taken : whole[chunk.Number] = []).Add(selection[i]);
            }
            Assert.True(chunks.Count == axis.CountOf(selection), $"{number}: chunks");
            Assert.True(chunks.Sum(chunk => chunk.Length) == axis.ElementsOf(selection), $"{number}: elements");
            var parts = axis.Split(selection);
            Assert.Equal(chunks, parts.Select(part => part.Chunk).ToHashSet());
            Assert.Equal(selection.Count, parts.Sum(part => part.Copy.Count));
            Assert.All(parts, part => Assert.True(part.IsWhole == (whole[part.Chunk.Number].Count == axis.LengthWithin(part.Chunk)) || parts.Count > chunks.Count));
            foreach (var part in parts)
            {
                for (var i = 0; i < part.Copy.Count; i++)
                    Assert.Equal(selection[part.Copy.DestinationAt(i)], part.Chunk.Start + part.Copy.SourceAt(i));
            }
        }
    }

    [Fact]
    public void The_chunks_of_a_grid_are_numbered_in_C_order_and_cover_the_array_once()
    {
        var grid = new ChunkGrid(ChunkAxis.Irregular(10, new(3, 2), new(5, 1)), ChunkAxis.Regular(7, 3));
        Assert.Equal((9L, false, new Shape(10, 7), new Shape(5, 3)), (grid.Count, grid.IsRegular, grid.Shape, grid.LargestChunk));
        var covered = new int[10, 7];
        var chunk = new long[2];
        for (var number = 0L; number < grid.Count; number++)
        {
            grid.Find(number, chunk);
            Assert.Equal(number, grid.NumberOf(chunk));
            var box = grid.BoxOf(chunk);
            Assert.True(box.Lengths[0] <= grid.ShapeOf(chunk)[0] && box.Lengths[1] <= grid.ShapeOf(chunk)[1]);
            for (var i = 0L; i < box.Count; i++)
                covered[box.Start[0] + (i / box.Lengths[1]), box.Start[1] + (i % box.Lengths[1])]++;
        }
        Assert.All(covered.Cast<int>(), times => Assert.Equal(1, times));
        Assert.Equal(4, grid.CountOf(BlockRequest.Of(new Box([2, 1], [2, 3]))));
    }

    [Fact]
    public void Arrays_without_elements_have_no_chunks_and_scalars_have_one()
    {
        Assert.Equal(0, ChunkGrid.Regular([0, 5], [2, 2]).Count);
        Assert.Equal(0, ChunkAxis.Irregular(0).Count);
        Assert.Equal(1, ChunkGrid.Regular([], []).Count);
    }

    private static ChunkAxis Axis(Random random)
    {
        var length = random.Next(1, 40);
        return random.Next(2) == 0
            ? ChunkAxis.Regular(length, random.Next(1, 12))
            : ChunkAxis.Irregular(length, [.. Enumerable.Range(0, 40).Select(_ => new ChunkRun(random.Next(1, 9), random.Next(0, 4))), new ChunkRun(40, 1)]);
    }

    private static AxisSelection Selection(Random random, long length)
    {
        if (random.Next(3) == 0)
            return AxisSelection.List([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.NextInt64(length))]);
        var step = random.Next(1, 8);
        var start = random.NextInt64(length);
        return random.Next(2) == 0
            ? AxisSelection.Range(start, ((length - 1 - start) / step) + 1, step)
            : AxisSelection.Range(start, (start / step) + 1, -step);
    }
}
