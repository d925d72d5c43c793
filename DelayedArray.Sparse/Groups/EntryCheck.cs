namespace DelayedArrays;

/// <summary>Checks the indices of all entries: whether they lie within the matrix, ascend, and differ within a line.</summary>
/// <param name="minorLength">Elements in a line.</param>
/// <param name="indices">The indices.</param>
/// <param name="offsets">The starts of the lines; null if unknown, in which case only the range is checked.</param>
internal sealed class EntryCheck(long minorLength, NumberReader indices, OffsetReader? offsets)
{
    private const int Piece = 256 * 1024;
    private const int LongestLineToSort = 1 << 24;

    private long _lineStart;
    private long _lineEnd;
    private long _previous;
    private long _duplicatesInLine;
    private bool _lineIsSorted = true;

    public long Outside { get; private set; }

    public (long Entry, long Index)? FirstOutside { get; private set; }

    public bool IsSorted { get; private set; } = offsets is not null;

    public long Duplicates { get; private set; } = offsets is null ? -1 : 0;

    public void Run(CancellationToken cancellation)
    {
        _lineEnd = offsets?.Next() ?? 0;
        for (var start = 0L; start < indices.Length; start += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = indices.Read(start, Math.Min(Piece, indices.Length - start));
            CheckRange(piece, start);
            if (offsets is not null)
                CheckOrder(piece, start, offsets);
        }
        if (offsets is not null)
            EndLine();
    }

    private void CheckRange(long[] piece, long start)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if ((ulong)piece[i] < (ulong)minorLength)
                continue;
            Outside++;
            FirstOutside ??= (start + i, piece[i]);
        }
    }

    private void CheckOrder(long[] piece, long start, OffsetReader lines)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if (start + i >= _lineEnd)
                StartLine(start + i, lines);
            else if (piece[i] == _previous)
                _duplicatesInLine++;
            else if (piece[i] < _previous)
                _lineIsSorted = false;
            _previous = piece[i];
        }
    }

    private void StartLine(long entry, OffsetReader lines)
    {
        EndLine();
        // Empty lines end where they start.
        while (_lineEnd <= entry)
            _lineEnd = lines.Next();
        _lineStart = entry;
    }

    private void EndLine()
    {
        IsSorted &= _lineIsSorted;
        if (Duplicates >= 0)
            Duplicates = _lineIsSorted ? Duplicates + _duplicatesInLine : WithUnsortedLine();
        (_duplicatesInLine, _lineIsSorted) = (0, true);
    }

    private long WithUnsortedLine()
    {
        if (_lineEnd - _lineStart > LongestLineToSort)
            return -1;
        var line = indices.Read(_lineStart, _lineEnd - _lineStart);
        Array.Sort(line);
        var repeated = 0;
        for (var i = 1; i < line.Length; i++)
            repeated += line[i] == line[i - 1] ? 1 : 0;
        return Duplicates + repeated;
    }
}
