using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>A value in a zip file, as described by the central directory. The field names follow PKWARE's APPNOTE 6.3.</summary>
internal sealed class ZipEntry
{
    /// <summary>Flag: the name is in UTF-8.</summary>
    public const ushort Utf8 = 1 << 11;

    /// <summary>Flag: the data is encrypted.</summary>
    public const ushort Encrypted = 1;

    /// <summary>Method: stored without compression.</summary>
    public const ushort Stored = 0;

    /// <summary>Method: raw deflate.</summary>
    public const ushort Deflated = 8;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding OldEncoding = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>The file that contains the data.</summary>
    public required SafeFileHandle File { get; init; }

    /// <summary>The name, which the local header repeats.</summary>
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

    /// <summary>Whether it is a symbolic link. The bytes of a link are the path of its target.</summary>
    public bool IsLink { get; init; }

    /// <summary>Its index in the directory.</summary>
    public int Number { get; init; }

    /// <summary>Where the next entry or the directory begins. The data end before it.</summary>
    public long End { get; set; }

    /// <summary>Where the data begin; 0 until the local header was read.</summary>
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
