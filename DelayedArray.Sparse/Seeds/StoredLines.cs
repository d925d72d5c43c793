namespace DelayedArrays;

/// <summary>Lines that follow each other in storage and in a block.</summary>
/// <param name="offsets">The start of each line, and the end of the last.</param>
/// <param name="position">Position of the first line in the block.</param>
internal readonly ref struct StoredLines(ReadOnlySpan<long> offsets, int position)
{
    /// <summary>The start of each line, and the end of the last.</summary>
    public ReadOnlySpan<long> Offsets { get; } = offsets;

    /// <summary>Position of the first line in the block.</summary>
    public int Position { get; } = position;

    /// <summary>The first entry.</summary>
    public long First => Offsets[0];

    /// <summary>The number of entries.</summary>
    public int Count => (int)(Offsets[^1] - Offsets[0]);

    /// <summary>Finds the line of an entry: the last line that starts at or before it. Empty lines after it are ignored.</summary>
    public int LineOf(long entry)
    {
        var found = Offsets.BinarySearch(entry);
        return found >= 0 ? found : ~found - 1;
    }
}
