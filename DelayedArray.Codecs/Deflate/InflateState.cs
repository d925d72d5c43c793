namespace DelayedArrays;

internal enum InflateStatus
{
    /// <summary>Decoding continues.</summary>
    Going,
    EndOfBlock,

    /// <summary>The bits are not valid deflate data.</summary>
    Invalid,

    /// <summary>The stream ends too early.</summary>
    Truncated,

    /// <summary>The data exceed the destination.</summary>
    Full,
}

/// <summary>The position that the decoding of a stream has reached.</summary>
internal unsafe struct InflateState
{
    public BitReader Reader;
    public byte* First;
    public byte* Next;
    public byte* End;
}
