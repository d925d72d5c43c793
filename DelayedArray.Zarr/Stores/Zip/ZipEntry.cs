using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>One value in a zip file, as its central directory tells. Field names follow PKWARE's APPNOTE 6.3.</summary>
internal sealed class ZipEntry
{
    /// <summary>Flag: the name is in UTF-8.</summary>
    public const ushort Utf8 = 1 << 11;

    /// <summary>Flag: the data is encrypted.</summary>
    public const ushort Encrypted = 1;

    /// <summary>Method: the bytes as they are.</summary>
    public const ushort Stored = 0;

    /// <summary>Method: deflate without a header.</summary>
    public const ushort Deflated = 8;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding OldEncoding = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>The file that has the data.</summary>
    public required SafeFileHandle File { get; init; }

    /// <summary>The name, as the local header has it too.</summary>
    public required string Name { get; init; }

    /// <summary>General purpose flags.</summary>
    public ushort Flags { get; init; }

    /// <summary>How the data is compressed.</summary>
    public ushort Method { get; init; }

    /// <summary>CRC-32 of the value.</summary>
    public uint Crc { get; init; }

    /// <summary>Length of the data in the file.</summary>
    public long CompressedLength { get; init; }

    /// <summary>Length of the value.</summary>
    public long Length { get; init; }

    /// <summary>Where the local header begins.</summary>
    public long HeaderOffset { get; set; }

    /// <summary>Whether it is a symbolic link, whose bytes are the path that it leads to.</summary>
    public bool IsLink { get; init; }

    /// <summary>Its place in the directory it was read from.</summary>
    public int Number { get; init; }

    /// <summary>Where the next entry or the directory begins: the data ends before.</summary>
    public long End { get; set; }

    /// <summary>Where the data begins; 0 until the local header was read.</summary>
    public long DataOffset { get; set; }

    /// <summary>Decodes a name; null if it is not valid.</summary>
    public static string? DecodeName(ReadOnlySpan<byte> name, ushort flags)
    {
        try
        {
            return ((flags & Utf8) != 0 ? StrictUtf8 : OldEncoding).GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
