namespace DelayedArrays;

/// <summary>What a plan knows about one seed.</summary>
internal sealed record SeedReads
{
    /// <summary>Chunks needed by blocks, counted each time.</summary>
    public long Visits { get; set; }

    /// <summary>Chunks read.</summary>
    public long Reads { get; set; }

    /// <summary>Bytes read from storage.</summary>
    public long BytesRead { get; set; }

    /// <summary>Bytes after decoding.</summary>
    public long BytesDecoded { get; set; }

    /// <summary>Chunks that were asked for their stored length.</summary>
    public long Asked { get; set; }

    /// <summary>Bytes that those chunks take in storage.</summary>
    public long AskedBytes { get; set; }

    /// <summary>The stored length to assume for other chunks.</summary>
    public long MeanStored(long otherwise) => Asked == 0 ? otherwise : AskedBytes / Asked;
}
