namespace DelayedArrays;

/// <summary>How far a change of a sparse group of an HDF5 file may go. What is rewritten leaves all else in the group as it is.</summary>
public sealed record Hdf5SparseEditOptions : SparseEditOptions
{
    /// <summary>How the file is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
