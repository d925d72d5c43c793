namespace DelayedArrays;

/// <summary>What a plan knows of one seed.</summary>
internal sealed record SeedReads
{
    /// <summary>Chunks needed by blocks, each time they were.</summary>
    public long Visits { get; set; }

    /// <summary>Chunks read.</summary>
    public long Reads { get; set; }

    /// <summary>Bytes read from storage.</summary>
    public long BytesRead { get; set; }

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded { get; set; }

    /// <summary>Chunks whose length in storage was asked for.</summary>
    public long Asked { get; set; }

    /// <summary>Bytes that those take in storage.</summary>
    public long AskedBytes { get; set; }

    /// <summary>Bytes in storage of a chunk that is not asked for its length.</summary>
    public long MeanStored(long otherwise) => Asked == 0 ? otherwise : AskedBytes / Asked;
}
