namespace DelayedArrays;

/// <summary>How far a change of a sparse group may go.</summary>
public sealed record Hdf5SparseEditOptions
{
    /// <summary>
    /// Whether the three datasets are written anew where the change cannot be made within them: other elements become non-zero
    /// or zero, or the datasets cannot grow. Types, chunks and compression stay, and so does all else in the group.
    /// </summary>
    public bool AllowRewrite { get; init; }

    /// <summary>How the file is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
