namespace DelayedArrays;

/// <summary>Options for changing a sparse group.</summary>
public record SparseEditOptions
{
    /// <summary>
    /// Whether a change may rewrite the three parts if it cannot be made in place, because other elements become non-zero or zero, or
    /// because the parts cannot grow. Types, chunks and compression stay the same.
    /// </summary>
    public bool AllowRewrite { get; init; }
}
