namespace DelayedArrays.Tests;

/// <summary>Rows, columns and numbers of entries of delayed matrices.</summary>
public class SparseLinesTests
{
    [Fact]
    public void Stored_entries_are_counted_with_zeros_and_repeats()
    {
        var x = Array();
        Assert.Equal(6, x.NonZeroCount());
        Assert.Equal(6, x.Transpose().NonZeroCount());
        Assert.Equal(12, Delayed.Concatenate(0, x, x).NonZeroCount());
        Assert.Equal(12, Delayed.Concatenate(1, x, x)[Selection.Slice(step: -1)].NonZeroCount());
        Assert.Equal(6, x[new[] { 0, 0, 2 }].NonZeroCount());
        Assert.Equal(3, x[.., 1..3].NonZeroCount());
        Assert.Equal(7, x[.., new[] { 1, 1, 2 }].NonZeroCount() + x[1].NonZeroCount());
        Assert.Equal(8, x[2].ExpandDims(0)[new[] { 0, 0, 0, 0 }].NonZeroCount());
        Assert.Equal(0, x[..0].NonZeroCount());
        // What is computed has no stored entries; its elements are counted.
        Assert.Equal(3, (x * 1).NonZeroCount());
        Assert.Equal(12, (x + 10).NonZeroCount());
        Assert.Equal(2, Delayed.FromMemory([0.0, 1, double.NaN], 3).NonZeroCount());
    }

    [Fact]
    public void Counting_reads_no_values()
    {
        var (indices, values) = (new VectorSeed<int>([0, 1, 0, 2], 2), new VectorSeed<float>([1f, 2, 3, 4], 2));
        var x = Delayed.FromSeed(new CompressedSparseSeed<float>(
            [2, 3], 0, [0, 2, 4], Delayed.FromSeed(indices), Delayed.FromSeed(values), new SparseLocation("Test")));
        Assert.Equal(4, x.NonZeroCount());
        Assert.Equal(2, x[1..].NonZeroCount());
        Assert.Equal((0, 0), (indices.Reads, values.Reads));
        Assert.Equal(1, x[.., 2].NonZeroCount());
        Assert.Equal((2, 0), (indices.Reads, values.Reads));
    }

    [Fact]
    public void Rows_and_columns_are_their_non_zeros()
    {
        for (var number = 0; number < 200; number++)
        {
            var random = new Random(number);
            var grown = RandomGraph.Grow(number, new SeedBank(new SparseLeaves()), ElementType.Float64);
            var twin = (Twin<double>)Kit.Of(grown.Type).Cast(grown, ElementType.Float64);
            if (twin.Shape is not [> 0 and var rows, > 0 and var columns])
                continue;
            var (row, column) = (random.NextInt64(rows), random.NextInt64(columns));
            var (values, width) = (twin.Naive.Values, (int)columns);
            Check(values.AsSpan((int)row * width, width).ToArray(), twin.Array.Row(row));
            Check([.. values.Where((_, i) => i % width == column)], twin.Array.Column(column));
        }
    }

    [Fact]
    public void There_must_be_such_a_line()
    {
        Assert.Throws<SelectionException>(() => Array().Row(3));
        Assert.Throws<SelectionException>(() => Array().Column(-1));
        Assert.Throws<ShapeMismatchException>(() => Array()[0].Row(0));
    }

    private static void Check(double[] dense, SparseVector<double> line)
    {
        Assert.Equal(dense.Length, line.Length);
        long[] expected = [.. Enumerable.Range(0, dense.Length).Where(i => dense[i] != 0)];
        Assert.Equal(expected, line.Indices);
        Assert.Equal(expected.Select(i => dense[i]), line.Values);
    }

    /// <summary>[[0, 5, 0, 0], [0, 0, 0, 1], [3 + 4, 0, 0, 0]], with zeros stored.</summary>
    private static DelayedArray<double> Array() => SparseMatrix.FromCompressed(
        [3, 4], SparseLayout.Csr, [0, 2, 4, 6], [1, 2, 3, 1, 0, 0], new[] { 5.0, 0, 1, 0, 3, 4 }).AsDelayed();
}
