namespace DelayedArrays;

/// <summary>How to store an array.</summary>
internal sealed record WriteRequest
{
    /// <summary>Lengths of chunks. For a sparse array, entries per chunk.</summary>
    public long[]? Chunks { get; init; }

    /// <summary>Name of the compressor.</summary>
    public string? Codec { get; init; }

    /// <summary>Level of the compressor.</summary>
    public int? Level { get; init; }

    /// <summary>Whether to shuffle bytes, for compressors that usually do.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether to replace existing content.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The layout of a sparse array; null for a dense one.</summary>
    public SparseLayout? Sparse { get; init; }

    /// <summary>Version of the format, if it has several.</summary>
    public int? Version { get; init; }

    /// <summary>Lengths of shards, if the format has them.</summary>
    public long[]? Shards { get; init; }

    /// <summary>Whether to change a copy of an existing file instead of the file itself.</summary>
    public bool Copy { get; init; }
}
