namespace DelayedArrays;

internal enum InflateStatus
{
    /// <summary>There is more to decode.</summary>
    Going,
    EndOfBlock,

    /// <summary>No deflate stream has these bits here.</summary>
    Invalid,

    /// <summary>The stream ends too early.</summary>
    Truncated,

    /// <summary>The data do not fit into the destination.</summary>
    Full,
}

/// <summary>Where the decoding of a stream has come to.</summary>
internal unsafe struct InflateState
{
    public BitReader Reader;
    public byte* First;
    public byte* Next;
    public byte* End;
}
