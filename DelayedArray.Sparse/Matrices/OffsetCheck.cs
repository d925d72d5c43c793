namespace DelayedArrays;

/// <summary>
/// Checks the offsets (<c>indptr</c>) of compressed lines, all at once or a stretch at a time. There must be one more than there are
/// lines, and they must rise from 0 to the number of entries without falling in between.
/// </summary>
internal struct OffsetCheck
{
    private long _count;

    /// <summary>The last offset so far.</summary>
    public long Last { get; private set; }

    /// <summary>Checks the number of offsets. Returns the problem, or null.</summary>
    /// <param name="found">The number of offsets found.</param>
    /// <param name="shape">Rows and columns of the matrix.</param>
    /// <param name="layout">The compressed axis.</param>
    /// <param name="mayHaveLeftovers">Whether an interrupted append may have left further offsets at the end, which do not count.</param>
    public static string? LengthProblem(long found, Shape shape, SparseLayout layout, bool mayHaveLeftovers = false)
    {
        var lines = shape[layout.MajorAxis()];
        return found == lines + 1 || (mayHaveLeftovers && found > lines) ? null
            : $"indptr has {found} elements; {lines} compressed {layout.LineName()}s of the shape {shape} need {lines + 1}";
    }

    /// <summary>Checks all offsets of a matrix. Returns the problem, or null.</summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="shape">Rows and columns of the matrix.</param>
    /// <param name="layout">The compressed axis.</param>
    /// <param name="entries">The number of entries that the last offset must equal; null to skip this check.</param>
    public static string? Problem(ReadOnlySpan<long> offsets, Shape shape, SparseLayout layout, long? entries = null)
    {
        var check = new OffsetCheck();
        if ((LengthProblem(offsets.Length, shape, layout) ?? check.Add(offsets)) is { } problem)
            return problem;
        return entries is { } count && check.Last != count ? $"indptr ends at {check.Last}; there are {count} values" : null;
    }

    /// <summary>Checks the next offsets.</summary>
    /// <returns>The problem, or null.</returns>
    public string? Add(ReadOnlySpan<long> offsets)
    {
        if (_count == 0 && !offsets.IsEmpty && offsets[0] != 0)
            return $"indptr starts at {offsets[0]}; expected 0";
        for (var i = 0; i < offsets.Length; i++)
        {
            if (offsets[i] < Last)
                return $"indptr decreases from {Last} to {offsets[i]} at {_count + i}; expected no less than before";
            Last = offsets[i];
        }
        _count += offsets.Length;
        return null;
    }
}
