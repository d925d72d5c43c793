using System.IO.Hashing;

namespace DelayedArrays;

/// <summary>The header of a gzip member (RFC 1952, 2.3).</summary>
internal static class GzipHeader
{
    private const int FixedLength = 10;
    private const int CrcFlag = 2;
    private const int ExtraFlag = 4;
    private const int NameFlag = 8;
    private const int CommentFlag = 16;
    private const int Reserved = 0xE0;

    /// <summary>Whether a member starts here.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;

    /// <summary>Gets the length of the header in bytes.</summary>
    /// <exception cref="CodecException">The header is truncated or invalid, or its own checksum differs.</exception>
    public static int Length(string codec, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength)
            throw CutShort(codec, FixedLength, bytes.Length);
        int flags = bytes[3];
        if (!IsAt(bytes) || bytes[2] != 8 || (flags & Reserved) != 0)
            throw CodecException.Decoding(codec, $"0x{Convert.ToHexString(bytes[..4])} is not the header of a Gzip stream");
        var at = FixedLength;
        if ((flags & ExtraFlag) != 0)
        {
            if (bytes.Length < at + 2)
                throw CutShort(codec, at + 2, bytes.Length);
            at += 2 + bytes[at] + (bytes[at + 1] << 8);
        }
        if ((flags & NameFlag) != 0)
            at = AfterText(codec, bytes, at);
        if ((flags & CommentFlag) != 0)
            at = AfterText(codec, bytes, at);
        if ((flags & CrcFlag) != 0)
        {
            if (bytes.Length < at + 2)
                throw CutShort(codec, at + 2, bytes.Length);
            if ((ushort)Crc32.HashToUInt32(bytes[..at]) != bytes[at] + (bytes[at + 1] << 8))
                throw CodecException.Decoding(codec, "the checksum of the Gzip header differs");
            at += 2;
        }
        return at <= bytes.Length ? at : throw CutShort(codec, at, bytes.Length);
    }

    private static int AfterText(string codec, ReadOnlySpan<byte> bytes, int at)
    {
        var zero = at < bytes.Length ? bytes[at..].IndexOf((byte)0) : -1;
        return zero >= 0 ? at + zero + 1 : throw CutShort(codec, at + 1L, bytes.Length);
    }

    private static CodecException CutShort(string codec, long needed, int found) =>
        CodecException.Truncated(codec, "the Gzip header", needed, found);
}
