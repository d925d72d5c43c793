namespace DelayedArrays;

/// <summary>The positions in a block of a line's elements: the inverse of the selection along the uncompressed axis.</summary>
internal sealed class MinorMap
{
    private readonly long[] _indices = [];
    private readonly int[] _starts = [];
    private readonly int[] _positions = [];
    private readonly int[]? _table;
    private readonly long _first;
    private ulong[]? _bits;

    /// <summary>Inverts a selection.</summary>
    public MinorMap(AxisSelection selection, long length)
    {
        const long LargestTable = 1 << 22;
        Selection = selection;
        IsAll = selection.IsAll(length);
        MaxRepeats = 1;
        if (selection.IsRange)
            return;
        var indices = selection.Indices.ToArray();
        var positions = Enumerable.Range(0, indices.Length).ToArray();
        Array.Sort(indices, positions);
        (_indices, _starts) = Group(indices);
        // Sorting pairs is not stable.
        for (var i = 0; i < _indices.Length; i++)
            Array.Sort(positions, _starts[i], _starts[i + 1] - _starts[i]);
        _positions = positions;
        MaxRepeats = Enumerable.Range(0, _indices.Length).Max(i => _starts[i + 1] - _starts[i]);
        _first = _indices[0];
        if (_indices[^1] - _first < LargestTable)
            _table = Table();
    }

    /// <summary>The selection that is inverted.</summary>
    public AxisSelection Selection { get; }

    /// <summary>Whether the selection takes every element of a line, in order.</summary>
    public bool IsAll { get; }

    /// <summary>The most times that an element is taken.</summary>
    public int MaxRepeats { get; }

    /// <summary>The number of elements taken from a line.</summary>
    public int Count => (int)Selection.Count;

    /// <summary>Whether the selection is a range with step 1.</summary>
    public bool IsContiguous => Selection.IsContiguous;

    /// <summary>First index of a contiguous selection.</summary>
    public long Start => Selection.Start;

    /// <summary>Finds the positions at which an element is taken: a single one in <paramref name="single"/>, or several.</summary>
    /// <returns>The number of positions.</returns>
    public int Find(long index, out int single, out ReadOnlySpan<int> several)
    {
        several = default;
        if (Selection.IsRange)
        {
            var (position, rest) = Math.DivRem(index - Selection.Start, Selection.Step);
            single = (int)position;
            return rest == 0 && position >= 0 && position < Selection.Count ? 1 : 0;
        }
        single = -1;
        var group = GroupOf(index);
        if (group < 0)
            return 0;
        several = _positions.AsSpan(_starts[group].._starts[group + 1]);
        single = several[0];
        return several.Length;
    }

    /// <summary>Gets the selection as bits of an index.</summary>
    public ulong[] Bits(MinorIndex index) => _bits ??= index.BitsOf(Selection);

    private int GroupOf(long index)
    {
        if (_table is null)
            return Array.BinarySearch(_indices, index);
        var at = index - _first;
        return at >= 0 && at < _table.Length ? _table[at] : -1;
    }

    private int[] Table()
    {
        var table = new int[_indices[^1] - _first + 1];
        Array.Fill(table, -1);
        for (var i = 0; i < _indices.Length; i++)
            table[_indices[i] - _first] = i;
        return table;
    }

    private static (long[] Indices, int[] Starts) Group(long[] sorted)
    {
        var indices = new List<long>();
        var starts = new List<int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1])
                continue;
            indices.Add(sorted[i]);
            starts.Add(i);
        }
        starts.Add(sorted.Length);
        return ([.. indices], [.. starts]);
    }
}
