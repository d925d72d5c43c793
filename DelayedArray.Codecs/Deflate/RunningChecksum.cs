using System.IO.Hashing;

namespace DelayedArrays;

/// <summary>Computes the checksum of a framing over the bytes decoded so far.</summary>
internal unsafe struct RunningChecksum(DeflateFraming framing, byte* first)
{
    private readonly Crc32? _crc = framing == DeflateFraming.Gzip ? new() : null;
    private uint _adler = Adler32.Start;
    private byte* _next = first;

    public readonly uint Value => _crc?.GetCurrentHashAsUInt32() ?? _adler;

    /// <summary>Adds the bytes up to an address.</summary>
    public void Advance(byte* next)
    {
        var bytes = new ReadOnlySpan<byte>(_next, (int)(next - _next));
        if (_crc is null)
            _adler = Adler32.Append(_adler, bytes);
        else
            _crc.Append(bytes);
        _next = next;
    }
}
