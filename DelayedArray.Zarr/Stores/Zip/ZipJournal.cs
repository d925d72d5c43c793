using System.Buffers.Binary;
using System.IO.Hashing;

namespace DelayedArrays.Zarr;

/// <summary>
/// A file beside a zip file that records the old end of the zip file while a copy of the directory is being written, when the file has no
/// valid end. If the journal remains, a program was killed, and everything beyond that end is its leftover.
/// </summary>
/// <param name="Target">Full path of the zip file.</param>
internal readonly record struct ZipJournal(string Target)
{
    private const string Ending = ".journal";
    private const int Length = 20;

    private static ReadOnlySpan<byte> Magic => "DAZIPJ1\n"u8;

    /// <summary>Path of the journal.</summary>
    public string Path => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Target)!, $".{System.IO.Path.GetFileName(Target)}{Ending}");

    /// <summary>Reads the old end of the zip file; null if there is no valid journal.</summary>
    public long? TryRead()
    {
        try
        {
            using var file = File.OpenHandle(Path, share: FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[Length];
            return RandomAccess.Read(file, bytes, 0) == Length && bytes.StartsWith(Magic)
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) == Crc32.HashToUInt32(bytes[..16])
                ? BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the journal and flushes it to disk.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public void Write(long end)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], end);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Crc32.HashToUInt32(bytes[..16]));
        using (var file = File.OpenHandle(Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }
        SystemFiles.FlushFolder(System.IO.Path.GetDirectoryName(Target)!);
    }

    /// <summary>Removes the journal, if it exists.</summary>
    public void Delete() => File.Delete(Path);
}
