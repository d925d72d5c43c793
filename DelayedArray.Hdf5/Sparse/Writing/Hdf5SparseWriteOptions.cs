namespace DelayedArrays;

/// <summary>How a matrix is written to a sparse group of an HDF5 file.</summary>
public sealed record Hdf5SparseWriteOptions : SparseWriteOptions
{
    /// <summary>How chunks are compressed, as <see cref="Hdf5WriteOptions.Compression"/>.</summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>Level of compression, as <see cref="Hdf5WriteOptions.Level"/>.</summary>
    public int? Level { get; init; }

    /// <summary>Whether bytes are shuffled before they are compressed.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How a file that is there already is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
