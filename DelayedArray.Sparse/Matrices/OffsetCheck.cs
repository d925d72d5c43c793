namespace DelayedArrays;

/// <summary>
/// The check of the offsets (<c>indptr</c>) of compressed lines, whether they come at once or a stretch at a time: one more than
/// lines, from 0 to the number of entries, never falling.
/// </summary>
internal struct OffsetCheck
{
    private long _count;

    /// <summary>The last offset so far.</summary>
    public long Last { get; private set; }

    /// <summary>What is wrong with the number of offsets, or null.</summary>
    /// <param name="found">Offsets there are.</param>
    /// <param name="shape">Rows and columns of the matrix.</param>
    /// <param name="layout">Which of them are compressed.</param>
    /// <param name="mayHaveRemains">Whether those behind the lines are of an append that did not end, and do not count.</param>
    public static string? LengthProblem(long found, Shape shape, SparseLayout layout, bool mayHaveRemains = false)
    {
        var lines = shape[layout.MajorAxis()];
        return found == lines + 1 || (mayHaveRemains && found > lines) ? null
            : $"indptr has {found} elements, where {lines} compressed {layout.LineName()}s of the shape {shape} need {lines + 1}";
    }

    /// <summary>What is wrong with all offsets of a matrix, or null.</summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="shape">Rows and columns of the matrix.</param>
    /// <param name="layout">Which of them are compressed.</param>
    /// <param name="entries">Entries there are, if the check includes where the offsets end.</param>
    public static string? Problem(ReadOnlySpan<long> offsets, Shape shape, SparseLayout layout, long? entries = null)
    {
        var check = new OffsetCheck();
        if ((LengthProblem(offsets.Length, shape, layout) ?? check.Add(offsets)) is { } problem)
            return problem;
        return entries is { } count && check.Last != count ? $"indptr ends at {check.Last}; there are {count} values" : null;
    }

    /// <summary>Takes the next offsets.</summary>
    /// <returns>What is wrong with them, or null.</returns>
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
