namespace DelayedArrays;

/// <summary>What is done to the bytes of elements before they are compressed.</summary>
public enum CodecShuffle
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first bytes of all elements come first, then the second ones, and so on.</summary>
    Bytes,

    /// <summary>The same with bits; only within Blosc.</summary>
    Bits,
}
