namespace DelayedArrays;

/// <summary>The compression of each block of a bitshuffle chunk. The numbers are those of parameter 4 of HDF5 filter 32008.</summary>
public enum BitshuffleCompression
{
    /// <summary>None. The bits are transposed, and the length stays the same.</summary>
    None = 0,

    /// <summary>An LZ4 block.</summary>
    Lz4 = 2,

    /// <summary>A zstd frame.</summary>
    Zstd = 3,
}
