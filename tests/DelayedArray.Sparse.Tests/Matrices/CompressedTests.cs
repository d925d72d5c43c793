namespace DelayedArrays.Tests;

/// <summary>Matrices over given compressed lines.</summary>
public sealed class CompressedTests
{
    [Theory]
    [InlineData(SparseLayout.Csr)]
    [InlineData(SparseLayout.Csc)]
    public void Arrays_are_used_as_they_are(SparseLayout layout)
    {
        var (offsets, indices, values) = (new long[] { 0, 2, 2, 3 }, new[] { 4, 1, 0 }, new[] { 1.5, 0, -2 });
        var x = SparseMatrix.FromCompressed(layout == SparseLayout.Csr ? [3, 5] : [5, 3], layout, offsets, indices, values);

        Assert.Equal((3, 3, false), (x.NonZeroCount, x.LineCount, x.HasWideIndices));
        Assert.Equal(offsets, x.Offsets.ToArray());
        Assert.Equal([4, 1], x.Line(0).Indices.ToArray());
        Assert.Equal([1.5, 0], x.Line(0).Values.ToArray());
        Assert.Equal((0, 1, 0L), (x.Line(1).Count, x.Line(2).Count, x.Line(2).Index(0)));
        Assert.False(x.HasSortedIndices);
        Assert.Throws<InvalidOperationException>(() => x.Line(0).WideIndices.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Line(3).Count);
        var transpose = x.Transpose();
        Assert.Equal((x.Columns, x.Rows), (transpose.Rows, transpose.Columns));
        Assert.NotEqual(x.Layout, transpose.Layout);
        Assert.Equal([4, 1], transpose.Line(0).Indices.ToArray());
        x.Validate();
        indices[2] = 5;
        Assert.Contains("entry 2", Assert.Throws<ArrayFormatException>(x.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_are_wide_where_the_axis_is_long()
    {
        const long Columns = 1L << 40;
        var x = SparseMatrix.FromCompressed([2, Columns], SparseLayout.Csr, [0, 1, 3], new[] { Columns - 1, 7, 1L << 32 }, new byte[] { 1, 2, 3 });
        Assert.True(x.HasWideIndices && x.HasSortedIndices && x.IsCanonical);
        Assert.Equal([7, 1L << 32], x.Line(1).WideIndices.ToArray());
        Assert.Equal(Columns - 1, x.Line(0).Index(0));
        Assert.Throws<InvalidOperationException>(() => x.Line(0).Indices.Length);
        Assert.Throws<InvalidOperationException>(() => x.CopyIndices(0, new int[1]));
        var widened = SparseMatrix.FromCompressed([1, Columns], SparseLayout.Csr, [0, 1], (int[])[5], new byte[] { 1 });
        Assert.Equal([5L], widened.Line(0).WideIndices.ToArray());
        Assert.Throws<ArgumentException>(() => SparseMatrix.FromCompressed([2, Columns], SparseLayout.Csc, [0, 0], Array.Empty<int>(), Array.Empty<byte>()));
        var narrowed = SparseMatrix.FromCompressed([1, 3], SparseLayout.Csr, [0, 1], (long[])[2], new byte[] { 1 });
        Assert.Equal([2], narrowed.Line(0).Indices.ToArray());
    }

    [Theory]
    [InlineData(new long[] { 0, 1 }, new int[] { 0 }, 1, "indptr has 2 elements; 2 compressed rows of the shape 2 x 3 need 3")]
    [InlineData(new long[] { 1, 1, 1 }, new int[] { 0 }, 1, "indptr starts at 1")]
    [InlineData(new long[] { 0, 2, 1 }, new int[] { 0 }, 1, "decreases from 2 to 1 at 2")]
    [InlineData(new long[] { 0, 1, 2 }, new int[] { 0 }, 1, "indptr ends at 2; there are 1 values")]
    [InlineData(new long[] { 0, 1, 1 }, new int[] { 0 }, 2, "1 indices and 2 values")]
    [InlineData(new long[] { 0, 0, 1 }, new int[] { 3 }, 1, "row 1, has the index 3")]
    [InlineData(new long[] { 0, 0, 1 }, new int[] { -1 }, 1, "row 1, has the index -1")]
    public void Arrays_that_do_not_fit_are_refused(long[] offsets, int[] indices, int values, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(
            () => SparseMatrix.FromCompressed([2, 3], SparseLayout.Csr, offsets, indices, new float[values]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(
            () => SparseMatrix.FromCompressed([2, 3], SparseLayout.Csr, offsets, Array.ConvertAll(indices, i => (long)i), new float[values]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public void Segments_do_not_show(int limit)
    {
        long[] offsets = [0, 0, 3, 3, 4, 9, 10, 10];
        var x = SparseMatrix.FromCompressed(
            [7, 20], SparseLayout.Csr, offsets, [.. Enumerable.Range(0, 10)], [.. Enumerable.Range(0, 10).Select(k => (short)k)]);
        var y = x.WithSegmentLimit(limit);
        Assert.Equal(limit < 10, ((EntryStore<short, int>)y.Store).Segments.Length > 1);
        for (var line = 0; line < 7; line++)
        {
            Assert.Equal(x.Line(line).Indices.ToArray(), y.Line(line).Indices.ToArray());
            Assert.Equal(x.Line(line).Values.ToArray(), y.Line(line).Values.ToArray());
        }
        for (var first = 0; first <= 10; first++)
        {
            for (var count = 0; count <= 10 - first; count++)
                CheckCopies(x, y, first, count);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => y.CopyValues(5, new short[6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => y.CopyValues(-1, new short[1]));
    }

    [Fact]
    public void Segments_end_at_lines_and_fit_in_arrays()
    {
        long[] offsets = [0, 3, 3, 5, 6, 20, 21, 22, 22];
        Assert.Equal([3, 4, 5, 8], EntrySegment<int, int>.Ends(offsets, 5));
        Assert.Equal([2, 4, 5, 8], EntrySegment<int, int>.Ends(offsets, 4));
        Assert.Equal([8], EntrySegment<int, int>.Ends(offsets, 22));
        Assert.Equal([0], EntrySegment<int, int>.Ends([0L], 5));
        Assert.Equal([3], EntrySegment<int, int>.Ends([0L, 0, 0, 0], 1));
        const long Most = 0x7FFFFFC7;
        Assert.Equal(Most, Array.MaxLength);
        Assert.Equal([1, 3, 4], EntrySegment<int, int>.Ends([0L, Most, Most + 1, 2 * Most, 2 * Most + 1], Array.MaxLength));
        Assert.Throws<ArgumentException>(() => EntrySegment<int, int>.Ends([0L, 5, Most + 6], Array.MaxLength));
    }

    private static void CheckCopies(SparseMatrix<short> x, SparseMatrix<short> y, int first, int count)
    {
        var (narrow, wide, values) = (new int[count], new long[count], new short[count]);
        y.CopyIndices(first, narrow);
        y.CopyIndices(first, wide);
        y.CopyValues(first, values);
        var expected = new int[count];
        x.CopyIndices(first, expected);
        Assert.Equal(expected, Enumerable.Range(first, count));
        Assert.Equal(expected, narrow);
        Assert.Equal(expected.Select(k => (long)k), wide);
        Assert.Equal(expected.Select(k => (short)k), values);
    }

    [Theory]
    [InlineData(SparseLayout.Csr)]
    [InlineData(SparseLayout.Csc)]
    public void Empty_matrices_have_no_entries(SparseLayout layout)
    {
        foreach (var shape in new Shape[] { [0, 5], [5, 0], [0, 0], [3, 4] })
        {
            var x = SparseMatrix.Empty<bool>(shape, layout);
            Assert.Equal((0, shape), (x.NonZeroCount, x.Shape));
            Assert.True(x.IsCanonical);
            Assert.Equal(shape[layout.MajorAxis()] + 1, x.Offsets.Length);
        }
        Assert.Throws<ArgumentException>(() => SparseMatrix.Empty<int>([3], layout));
        Assert.Throws<UnsupportedElementTypeException>(() => SparseMatrix.Empty<decimal>([3, 3], layout));
    }
}
