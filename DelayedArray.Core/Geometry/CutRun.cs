namespace DelayedArrays;

/// <summary>
/// A run of blocks in equal periods. Each period is cut into <see cref="PerPeriod"/> blocks. All of them have length <see cref="Reach"/>,
/// except that the last may be shorter.
/// </summary>
internal readonly record struct CutRun(long Start, long Count, long Period, long Reach = 0, long PerPeriod = 1)
{
    /// <summary>Number of the first block on the axis.</summary>
    public long FirstBlock { get; init; }

    /// <summary>Length of the longest block.</summary>
    public long LongestLength => PerPeriod == 1 ? Period : Reach;

    /// <summary>Gets the start of a block of the run.</summary>
    public long Cut(long block) =>
        PerPeriod == 1 ? Start + (block * Period) : Start + (block / PerPeriod * Period) + (block % PerPeriod * Reach);

    /// <summary>Finds the block of the run that holds an index. The index counts from the start of the run.</summary>
    public long BlockAt(long within) =>
        PerPeriod == 1 ? within / Period : (within / Period * PerPeriod) + (within % Period / Reach);

    /// <summary>
    /// Gets the distinct lengths of blocks from <paramref name="first"/> to before <paramref name="end"/>, and how many blocks have each.
    /// </summary>
    public IEnumerable<(long Length, long Count)> Lengths(long first, long end)
    {
        (first, end) = (Math.Max(first, 0), Math.Min(end, Count));
        for (var i = 0L; i < PerPeriod && first < end; i++)
        {
            var inside = new CutSequence(i, PerPeriod, Count / PerPeriod).Between(first - 1, end);
            if (inside.Count > 0)
                yield return (PerPeriod > 1 && i < PerPeriod - 1 ? Reach : Period - (i * Reach), inside.Count);
        }
    }

    /// <summary>Gets the starts of the blocks.</summary>
    public IEnumerable<CutSequence> Sequences()
    {
        for (var i = 0L; i < PerPeriod; i++)
            yield return new CutSequence(Start + (i * Reach), Period, Count / PerPeriod);
    }
}
