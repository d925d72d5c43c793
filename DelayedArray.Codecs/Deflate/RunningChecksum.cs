namespace DelayedArrays;

/// <summary>The checksum of a framing, of what has been decoded so far.</summary>
internal unsafe struct RunningChecksum(DeflateFraming framing, byte* first)
{
    private byte* _next = first;

    public uint Value { get; private set; } = framing == DeflateFraming.Zlib ? Adler32.Start : GzipCrc.Start;

    /// <summary>Takes in the bytes up to an address.</summary>
    public void Advance(byte* next)
    {
        ReadOnlySpan<byte> bytes = new(_next, (int)(next - _next));
        Value = framing == DeflateFraming.Zlib ? Adler32.Append(Value, bytes) : GzipCrc.Append(Value, bytes);
        _next = next;
    }
}
