namespace DelayedArrays;

/// <summary>What compresses each block of a bitshuffle chunk. The numbers are those of HDF5 filter 32008's parameter 4.</summary>
public enum BitshuffleCompression
{
    /// <summary>Nothing: the bits are transposed, the length stays.</summary>
    None = 0,

    /// <summary>An LZ4 block.</summary>
    Lz4 = 2,

    /// <summary>A zstd frame.</summary>
    Zstd = 3,
}
