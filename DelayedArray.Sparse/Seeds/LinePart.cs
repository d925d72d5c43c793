namespace DelayedArrays;

/// <summary>Indices that follow each other within one line.</summary>
/// <param name="indices">The indices.</param>
/// <param name="entry">Number of the first entry in the matrix.</param>
/// <param name="within">Number of the first entry, counted from the first of the stored lines.</param>
/// <param name="position">Position of the line in the block.</param>
internal readonly ref struct LinePart<TIndex>(ReadOnlySpan<TIndex> indices, long entry, int within, int position) where TIndex : unmanaged
{
    /// <summary>The indices.</summary>
    public ReadOnlySpan<TIndex> Indices { get; } = indices;

    /// <summary>Number of the first entry in the matrix.</summary>
    public long Entry { get; } = entry;

    /// <summary>Number of the first entry, counted from the first of the stored lines.</summary>
    public int Within { get; } = within;

    /// <summary>Position of the line in the block.</summary>
    public int Position { get; } = position;
}
