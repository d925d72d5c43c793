namespace DelayedArrays.Tests;

/// <summary>What sparse evaluation reads and holds, and what it makes of zeros, infinities and errors.</summary>
public class SparseEvaluationTests
{
    [Fact]
    public void Dividing_by_the_sum_of_an_empty_row_gives_NaN_there_and_nowhere_else()
    {
        var x = Csr(4, [0, 2, 2, 3], [0, 3, 1], [1.0, 3, 5]);
        var scaled = x / x.Sum(axis: 1).AsColumn() * 1e4;
        Assert.True(scaled.IsSparse);
        double[] expected = [2500, 0, 0, 7500, double.NaN, double.NaN, double.NaN, double.NaN, 0, 10000, 0, 0];
        Assert.Equal(expected, scaled.ToArray());
        Assert.Equal(expected, scaled.ToSparse().AsDelayed().ToArray());
        Assert.Equal([10000, double.NaN, 10000], Flat(scaled.Sum(axis: 1)));
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN], Flat(scaled.Sum(axis: 0)));
        Assert.Equal([2500, 10000, 0, 7500], Flat(scaled.Statistics(0, skipNaN: true).Sum));
        Assert.Equal([2500, 10000, 0, 7500], Flat(scaled.Sum(axis: 0, skipNaN: true)));
        Assert.Equal(7, scaled.CountNonZero());
    }

    [Fact]
    public void Infinity_makes_zeros_NaN()
    {
        var x = Csr(3, [0, 1, 2], [0, 2], [2.0, -1]);
        var times = x * double.PositiveInfinity;
        Assert.Equal([double.PositiveInfinity, double.NaN, double.NaN, double.NaN, double.NaN, double.NegativeInfinity], times.ToArray());
        Assert.Equal(double.NaN, times.Sum());
        var rows = x * new[] { double.PositiveInfinity, 2 }.AsColumn();
        Assert.True(rows.IsSparse);
        Assert.Equal([double.PositiveInfinity, double.NaN, double.NaN, 0, 0, -2], rows.ToSparse().AsDelayed().ToArray());
        Assert.Equal([double.NaN, -2], Flat(rows.Sum(axis: 1)));
        Assert.Equal([Math.Log(2), double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NaN],
            x.Log().ToArray());
    }

    [Fact]
    public void Functions_of_three_operands_work_on_entries_and_see_infinity_in_dense_ones()
    {
        var x = Csr(3, [0, 1, 2], [0, 2], [2.0, -1]);
        var factors = Delayed.FromMemory([3, double.PositiveInfinity, 1, 2, 2, 2], 2, 3);
        var sum = x.MultiplyAdd(factors, x);
        Assert.True(sum.IsSparse);
        Assert.Equal([8, double.NaN, 0, 0, 0, -3], sum.ToSparse().AsDelayed().ToArray());
        var kept = (x > 0).Where(factors, 0);
        Assert.Equal([3, 0, 0, 0, 0, 0], kept.ToSparse().AsDelayed().ToArray());
        Assert.Equal(1, kept.CountNonZero());
        Assert.Equal([0, 0, 0, 0, 0, -1], (x > 0).Where(0, x).ToArray());
    }

    [Fact]
    public void Functions_of_three_operands_read_entries_only()
    {
        // As elements these would be 50 GB, and no block of them would fit the budget.
        var lines = 100_000;
        var (offsets, indices) = (Enumerable.Range(0, lines + 1).Select(i => (long)i).ToArray(), Enumerable.Range(0, lines).ToArray());
        var x = Csr(500_000, offsets, indices, Enumerable.Range(0, lines).Select(i => (i % 5) - 1.0).ToArray());
        var options = new ExecutionOptions { MemoryBudget = 64 << 20, ChunkCache = new ChunkCache(0) };
        Assert.Equal(60_000, (x > 0).Where(x, 0).CountNonZero(options));
        Assert.Equal(40_000, ((x > 0).Where(x.MultiplyAdd(2, x), 0) > 5).CountNonZero(options));
    }

    [Fact]
    public void The_sign_of_a_zero_that_an_angle_depends_on_is_kept()
    {
        var x = Csr(2, [0, 1], [0], [1.0]);
        var dense = Delayed.FromMemory([1.0, 0], 1, 2);
        Assert.Equal((dense * 0).Atan2(-dense).Sum(), (x * 0).Atan2(-x).Sum());
    }

    [Fact]
    public void A_leaf_used_in_several_places_is_read_once()
    {
        foreach (var workers in (int[])[1, 2, 7])
        {
            var (x, indices, values) = Stored(500, 40, 100);
            var options = new ExecutionOptions { Workers = workers, ChunkCache = new ChunkCache(1 << 20) };
            (x - (x * x).Log1P()).Sum(options: options);
            Assert.Equal((5, 5), (indices.Reads, values.Reads));
            var pass = new Pass();
            pass.Sum(x * 2, 0);
            pass.Sum(x.Sqrt(), 1);
            pass.Statistics(x, 0);
            pass.Run(options with { ChunkCache = new ChunkCache(1 << 20) });
            Assert.Equal((10, 10), (indices.Reads, values.Reads));
        }
    }

    [Fact]
    public void Values_are_read_only_around_the_elements_that_are_taken()
    {
        const int Lines = 4, PerLine = 50_000;
        var indices = new VectorSeed<int>([.. Enumerable.Range(0, Lines * PerLine).Select(i => i % PerLine)], 5000);
        var values = new VectorSeed<float>([.. Enumerable.Range(0, Lines * PerLine).Select(i => (float)i)], 5000);
        var x = Delayed.FromSeed(new CompressedSparseSeed<float>(
            [Lines, PerLine], 0, [.. Enumerable.Range(0, Lines + 1).Select(line => (long)line * PerLine)],
            Delayed.FromSeed(indices), Delayed.FromSeed(values), new SparseLocation("Test")));
        Assert.Equal([7f, 50_007, 100_007, 150_007], x[.., 7].ToArray(new ExecutionOptions { ChunkCache = new ChunkCache(0) }));
        Assert.Equal((40, 4), (indices.Reads, values.Reads));
    }

    [Fact]
    public void A_node_used_twice_sixty_times_over_is_evaluated_once()
    {
        var x = Csr(3, [0, 1, 2], [0, 2], [2.0, -1]);
        for (var i = 0; i < 60; i++)
            x = (x + x) * 0.5;
        Assert.True(x.IsSparse);
        Assert.Equal(1, x.Sum());
        Assert.Equal([2, 0, 0, 0, 0, -1], x.ToSparse().AsDelayed().ToArray());
        Assert.Equal([2, 0, 0, 0, 0, -1], x.ToArray());
    }

    [Fact]
    public void A_node_used_twice_whose_elements_are_no_longer_zero_is_evaluated_once()
    {
        // Rows of NaN: more elements than are kept.
        var evaluated = 0L;
        var x = (SparseMatrix.Empty<double>([40, 60_000]).AsDelayed() / new double[40].AsColumn()).Map(Counted);
        for (var i = 0; i < 30; i++)
            x = (x + x) * 0.5;
        Assert.True(x.IsSparse);
        evaluated = 0;
        Assert.Equal(40 * 60_000, x.IsNaN().CountNonZero());
        // At most once for each sum, where more is not kept.
        Assert.InRange(evaluated, 40 * 60_000, 31 * 40 * 60_000);

        double Counted(double value)
        {
            Interlocked.Increment(ref evaluated);
            return value;
        }
    }

    [Theory]
    [InlineData("unary")]
    [InlineData("cast")]
    [InlineData("binary")]
    public void A_long_chain_is_evaluated(string kind)
    {
        var start = Csr(3, [0, 1, 2], [0, 2], [2.0, -1]);
        var x = start;
        for (var i = 0; i < 4000; i++)
            x = kind switch { "unary" => -x, "cast" => x.Cast<float>().Cast<double>(), _ => x + start };
        Assert.True(x.IsSparse);
        Assert.Equal(kind == "binary" ? 4001 : 1, x.Sum());
    }

    [Fact]
    public void Errors_are_those_of_dense_evaluation()
    {
        var x = Csr(2, [0, 1], [0], [4]);
        var divisor = Delayed.FromMemory([2, 0], 1, 2);
        Assert.Throws<DivideByZeroException>(() => x.FloorDivide(divisor).ToArray());
        Assert.Throws<DivideByZeroException>(() => x.FloorDivide(divisor).ToSparse());
        var twice = Csr(2, [0, 2], [0, 0], [int.MaxValue, 1]);
        Assert.Contains("more than int32 holds", Assert.Throws<OverflowException>(() => twice.ToArray()).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => twice.Sum());
    }

    [Fact]
    public void An_axis_of_more_than_32_bits_is_evaluated_in_parts()
    {
        const long Columns = 5_000_000_000;
        var x = SparseMatrix.FromCompressed([2, Columns], SparseLayout.Csr, [0, 2, 4], new[] { 7, Columns - 1, 0, 4_000_000_000 }, new[] { 1.0, 2, 3, 4 }).AsDelayed();
        Assert.Equal([3.0, 7], Flat((x * 2 / 2).Sum(axis: 1)));
        Assert.Equal(4, x.NonZeroCount());
        Assert.Throws<ArgumentException>(() => x.ToSparse(SparseLayout.Csc));
        Assert.Equal([0, 4_000_000_000], x.Row(1).Indices);
        var part = x[.., Selection.Slice(step: -1)][.., ..1000];
        Assert.Equal([2, 0], part[.., 0].ToArray());
    }

    [Fact]
    public void Blocks_of_few_entries_take_little_memory()
    {
        var x = Thin(1_000_000, 3000);
        ExecutionReport? report = null;
        var options = new ExecutionOptions { Workers = 1, LookAhead = 0, Report = measured => report = measured };
        Assert.Equal(1000 * Math.Log(2), (x * 1f).Log1P().Sum(options: options), 1e-3);
        Assert.InRange(report!.PeakBytes, 1, 4 << 20);
    }

    [Fact]
    public void Blocks_that_meet_a_stored_dense_array_are_no_larger_than_its_chunks_make_them()
    {
        var x = Thin(1_000_000, 3000);
        var tiles = Delayed.FromSeed(new TilesSeed([1_000_000, 3000], [100, 1000]));
        var options = new ExecutionOptions { Workers = 1, LookAhead = 0, ChunkCache = new ChunkCache(0), MemoryBudget = 1L << 40 };
        foreach (var tree in (DelayedArray<float>[])[x * tiles, tiles + x, Delayed.Concatenate(1, x, tiles), x.MultiplyAdd(tiles, x)])
            Assert.InRange(tree.Explain(options).PeakBytes, 1, 300L << 20);
        foreach (var tree in (DelayedArray<float>[])[Delayed.Concatenate(0, x, tiles), Delayed.Concatenate(0, tiles, x)])
        {
            Assert.InRange(tree.Explain(options).PeakBytes, 1, 300L << 20);
            Assert.InRange(tree[500_000..1_500_000].Explain(options).PeakBytes, 1, 300L << 20);
            Assert.InRange(tree[Selection.Slice(step: -1)].Explain(options).PeakBytes, 1, 600L << 20);
        }
    }

    private static double[] Flat(System.Numerics.Tensors.Tensor<double> tensor)
    {
        var flat = new double[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private static DelayedArray<float> Thin(long rows, long columns)
    {
        var offsets = new long[rows + 1];
        for (var row = 0; row < rows; row++)
            offsets[row + 1] = offsets[row] + (row % 1000 == 0 ? 1 : 0);
        var indices = new int[offsets[^1]];
        var values = new float[indices.Length];
        Array.Fill(values, 1);
        return SparseMatrix.FromCompressed([rows, columns], SparseLayout.Csr, offsets, indices, values).AsDelayed();
    }

    private static DelayedArray<T> Csr<T>(long columns, long[] offsets, int[] indices, T[] values) where T : unmanaged =>
        SparseMatrix.FromCompressed([offsets.Length - 1, columns], SparseLayout.Csr, offsets, indices, values).AsDelayed();

    private static (DelayedArray<double> Array, VectorSeed<int> Indices, VectorSeed<double> Values) Stored(int entries, int columns, int chunk)
    {
        var indices = new VectorSeed<int>([.. Enumerable.Range(0, entries).Select(i => i % columns)], chunk);
        var values = new VectorSeed<double>([.. Enumerable.Range(0, entries).Select(i => i + 0.5)], chunk);
        var lines = (entries + columns - 1) / columns;
        long[] offsets = [.. Enumerable.Range(0, lines + 1).Select(line => (long)Math.Min(line * columns, entries))];
        return (Delayed.FromSeed(new CompressedSparseSeed<double>(new CompressedParts([lines, columns], 0, offsets, Delayed.FromSeed(indices),
            Delayed.FromSeed(values), new SparseLocation("Test")), 90)), indices, values);
    }

    private sealed class TilesSeed(Shape shape, Shape chunk) : ChunkedSeed<float>(shape, chunk)
    {
        public override string Description => "Tiles";

        protected override long ReadChunk(ReadOnlySpan<long> chunk, Span<float> destination, BlockContext context)
        {
            destination.Fill(1);
            return 1;
        }
    }
}
