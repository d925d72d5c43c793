namespace DelayedArrays.Tests;

/// <summary>A random sparse matrix as a plain list of entries: the naive twin of the matrix under test.</summary>
internal sealed class RandomMatrix<T> where T : unmanaged
{
    public RandomMatrix(Random random)
    {
        Layout = random.Next(2) == 0 ? SparseLayout.Csr : SparseLayout.Csc;
        IsWide = random.Next(6) == 0;
        SegmentLimit = random.Next(3) == 0 ? int.MaxValue : random.Next(1, 12);
        var (lines, minors) = (random.Next(9), IsWide ? (1L << 31) + random.Next(100) : random.Next(9));
        Shape = Layout == SparseLayout.Csr ? [lines, minors] : [minors, lines];
        var count = Shape.Count == 0 ? 0 : random.Next(3) == 0 ? random.Next(4) : random.Next(60);
        for (var k = 0; k < count; k++)
        {
            var (line, minor) = (random.Next(lines), IsWide ? minors - 1 - random.Next(6) : random.NextInt64(minors));
            var value = Samples<T>.Instance.Next(random);
            Entries.Add(Layout == SparseLayout.Csr ? (line, minor, value) : (minor, line, value));
        }
    }

    public Shape Shape { get; }

    public SparseLayout Layout { get; }

    public bool IsWide { get; }

    public int SegmentLimit { get; }

    /// <summary>In any order, with duplicates and zeros.</summary>
    public List<(long Row, long Column, T Value)> Entries { get; } = [];

    /// <summary>Every entry's sum, sorted for a layout.</summary>
    public List<(long Row, long Column, T Value)> Summed(SparseLayout layout) =>
        [.. SortedFor(layout).GroupBy(e => (e.Row, e.Column)).Select(g => (g.Key.Row, g.Key.Column, Samples<T>.Instance.Sum(g.Select(e => e.Value))))];

    /// <summary>The entries by line and index, stable.</summary>
    public IEnumerable<(long Row, long Column, T Value)> SortedFor(SparseLayout layout) => layout == SparseLayout.Csr
        ? Entries.OrderBy(e => e.Row).ThenBy(e => e.Column)
        : Entries.OrderBy(e => e.Column).ThenBy(e => e.Row);

    /// <summary>The entries by line, stable, not sorted within lines.</summary>
    public List<(long Row, long Column, T Value)> ByLine() => [.. Entries.OrderBy(Line)];

    /// <summary>The matrix over its lines as they are.</summary>
    public SparseMatrix<T> Compressed()
    {
        var entries = ByLine();
        var lines = Shape[Layout == SparseLayout.Csr ? 0 : 1];
        var offsets = new long[lines + 1];
        for (var line = 0; line < lines; line++)
            offsets[line + 1] = entries.Count(e => Line(e) <= line);
        long[] indices = [.. entries.Select(e => Layout == SparseLayout.Csr ? e.Column : e.Row)];
        T[] values = [.. entries.Select(e => e.Value)];
        var matrix = SparseMatrix.FromCompressed(Shape, Layout, offsets, indices, values);
        return SegmentLimit == int.MaxValue ? matrix : matrix.WithSegmentLimit(SegmentLimit);
    }

    public SparseMatrix<T> FromCoordinates(SparseLayout layout, bool dropZeros = false)
    {
        var buffer = SparseMatrix.BufferOf<T, long>(
            [.. Entries.Select(e => e.Row)], [.. Entries.Select(e => e.Column)], [.. Entries.Select(e => e.Value)], Shape, layout);
        return SparseMatrix.FromBuffer(buffer, Shape, layout, dropZeros, SegmentLimit);
    }

    /// <summary>All elements in C order.</summary>
    public T[] Dense()
    {
        var dense = new T[Shape.Count];
        foreach (var (row, column, value) in Summed(SparseLayout.Csr))
            dense[row * Shape[1] + column] = value;
        return dense;
    }

    private long Line((long Row, long Column, T Value) entry) => Layout == SparseLayout.Csr ? entry.Row : entry.Column;
}
