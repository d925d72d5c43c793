namespace DelayedArrays;

/// <summary>Changes values of entries of a sparse group, a limited number of lines at a time.</summary>
/// <param name="change">The change to write to.</param>
/// <param name="before">The matrix before the change.</param>
/// <param name="start">Row and column where the box starts.</param>
internal sealed class ValueSetter<T>(SparseGroupChange change, CompressedParts before, (long Row, long Column) start) where T : unmanaged
{
    private readonly long _firstLine = before.CompressedAxis == 0 ? start.Row : start.Column;
    private readonly long _firstMinor = before.CompressedAxis == 0 ? start.Column : start.Row;
    private readonly DelayedArray<long> _minors = before.Indices.Cast<long>();
    private readonly DelayedArray<T> _values = before.Values.As<T>();

    /// <summary>Checks the values of a box, and writes them if requested.</summary>
    /// <exception cref="PatternException">Zeros would become non-zero, or the reverse.</exception>
    public void Run(DelayedArray<T> block, bool isWritten, ExecutionOptions execution)
    {
        var axis = before.CompressedAxis;
        var offsets = before.Offsets.AsSpan((int)_firstLine, (int)block.Shape[axis] + 1);
        var edges = PanelEdges.Of(offsets, block.Shape[1 - axis]);
        for (var k = 1; k < edges.Length; k++)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            var lines = Selection.Slice(edges[k - 1], edges[k]);
            var panel = axis == 0 ? block[lines, Selection.All] : block[Selection.All, lines];
            SetPanel(_firstLine + edges[k - 1], panel.ToSparse(before.Layout, execution), isWritten, execution);
        }
    }

    private void SetPanel(long firstLine, SparseMatrix<T> panel, bool isWritten, ExecutionOptions execution)
    {
        var first = before.Offsets[firstLine];
        var entries = Selection.Slice(first, before.Offsets[firstLine + panel.LineCount]);
        var minors = _minors[entries].ToArray(execution);
        var values = _values[entries].ToArray(execution);
        var minorLength = panel.Shape[1 - before.CompressedAxis];
        var (from, to) = (values.Length, 0);
        for (var k = 0L; k < panel.LineCount; k++)
        {
            var lineStart = (int)(before.Offsets[firstLine + k] - first);
            var lineEnd = (int)(before.Offsets[firstLine + k + 1] - first);
            var (min, max) = SetLine(firstLine + k, minors.AsSpan(lineStart..lineEnd), values.AsSpan(lineStart..lineEnd), panel.Line(k), minorLength);
            (from, to) = min < max ? (Math.Min(from, lineStart + min), lineStart + max) : (from, to);
        }
        if (isWritten && from < to)
            change.Overwrite<T>(SparseParts.Data, first + from, values.AsMemory(from..to));
    }

    /// <summary>Replaces the stored values of a line by new ones.</summary>
    /// <returns>The range of entries that may have changed.</returns>
    private (int From, int To) SetLine(long line, ReadOnlySpan<long> minors, Span<T> values, SparseLine<T> added, long minorLength)
    {
        var taken = new bool[added.Count];
        var (from, to) = (values.Length, 0);
        for (var i = 0; i < minors.Length; i++)
        {
            var minor = minors[i] - _firstMinor;
            if (minor < 0 || minor >= minorLength)
                continue;
            var slot = added.Find(minor);
            if (slot >= 0 && taken[slot])
                throw Refusal(line, minors[i], "is stored as a sum of several entries");
            if (slot >= 0)
                (values[i], taken[slot], from, to) = (added.Values[slot], true, Math.Min(from, i), i + 1);
            else if (!ZeroFacts.IsZero(values[i]))
                throw Refusal(line, minors[i], $"is {values[i]} and would become zero");
        }
        if (Array.IndexOf(taken, false) is >= 0 and var missing)
            throw Refusal(line, added.Index(missing) + _firstMinor, $"is not stored and would become {added.Values[missing]}");
        return (from, to);
    }

    private PatternException Refusal(long line, long minor, string why)
    {
        var (row, column) = before.CompressedAxis == 0 ? (line, minor) : (minor, line);
        return new($"{before.Location.Error($"the element ({row}, {column}) {why}").Message}; only values of entries change in place, "
            + "allow the matrix to be rewritten (AllowRewrite) for more");
    }
}
