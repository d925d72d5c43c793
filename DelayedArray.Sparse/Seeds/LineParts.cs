namespace DelayedArrays;

/// <summary>Walks through the indices of stored lines. Each part lies within one line and one strip.</summary>
internal ref struct LineParts<TIndex> : IDisposable where TIndex : unmanaged
{
    private readonly StoredLines _lines;
    private readonly int _start;
    private EntryStrips<TIndex> _strips;
    private ReadOnlySpan<TIndex> _strip;
    private int _line;
    private int _next;

    /// <summary>Starts at an entry.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="start">Number of the first entry, counted from the first of the lines.</param>
    /// <param name="strips">The indices from that entry on. The walk disposes it.</param>
    public LineParts(StoredLines lines, int start, EntryStrips<TIndex> strips)
    {
        (_start, _line) = (start, lines.LineOf(lines.First + start));
        _lines = lines;
        _strips = strips;
    }

    /// <summary>Advances to the next part. Returns false at the end.</summary>
    public bool Next(out LinePart<TIndex> part)
    {
        part = default;
        if (_next == _strip.Length)
        {
            if (!_strips.Next(out _strip))
                return false;
            _next = 0;
        }
        var within = _start + _strips.Start + _next;
        var entry = _lines.First + within;
        while (_lines.Offsets[_line + 1] <= entry)
            _line++;
        var count = (int)Math.Min(_strip.Length - _next, _lines.Offsets[_line + 1] - entry);
        part = new(_strip.Slice(_next, count), entry, within, _lines.Position + _line);
        _next += count;
        return true;
    }

    public readonly void Dispose() => _strips.Dispose();
}
