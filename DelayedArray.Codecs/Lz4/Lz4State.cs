namespace DelayedArrays;

/// <summary>The position of the decoder in an LZ4 block. It is always at the start of a sequence.</summary>
internal unsafe struct Lz4State
{
    /// <summary>The next byte to read, and the end of the block.</summary>
    public byte* Source, SourceEnd;

    /// <summary>The first byte written, the next one, and the end of the destination.</summary>
    public byte* First, Next, End;
}
