namespace DelayedArrays;

/// <summary>How far a change of a sparse group may go.</summary>
public record SparseEditOptions
{
    /// <summary>
    /// Whether the three parts are written anew where the change cannot be made within them: other elements become non-zero or
    /// zero, or the parts cannot grow. Types, chunks and compression stay.
    /// </summary>
    public bool AllowRewrite { get; init; }
}
