namespace DelayedArrays;

/// <summary>A reordering of the bytes of elements before compression.</summary>
public enum CodecShuffle
{
    /// <summary>No reordering.</summary>
    None,

    /// <summary>Byte shuffle: the first bytes of all elements come first, then their second bytes, and so on.</summary>
    Bytes,

    /// <summary>Bit shuffle: the same with bits. Only Blosc supports it.</summary>
    Bits,
}
