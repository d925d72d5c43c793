namespace DelayedArrays;

/// <summary>How far a change of a sparse group of an HDF5 file may go. Rewriting leaves the rest of the group as it is.</summary>
public sealed record Hdf5SparseEditOptions : SparseEditOptions
{
    /// <summary>How to change the file.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
