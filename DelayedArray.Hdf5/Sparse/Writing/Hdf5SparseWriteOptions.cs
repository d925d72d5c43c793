namespace DelayedArrays;

/// <summary>How a matrix is written to a sparse group of an HDF5 file.</summary>
public sealed record Hdf5SparseWriteOptions : SparseWriteOptions
{
    /// <summary>The compressor of chunks, as in <see cref="Hdf5WriteOptions.Compression"/>.</summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>Level of compression, as in <see cref="Hdf5WriteOptions.Level"/>.</summary>
    public int? Level { get; init; }

    /// <summary>Whether to shuffle bytes before compression.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How to change an existing file.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}
