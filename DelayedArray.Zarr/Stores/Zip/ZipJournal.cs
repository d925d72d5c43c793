using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// A file beside a zip file that says where it ended, while its end is not that of a zip file: as long as a copy of the directory is
/// written. What is behind that place is then from a program that was killed.
/// </summary>
internal static class ZipJournal
{
    private const string Ending = ".journal";
    private const int Length = 20;

    private static ReadOnlySpan<byte> Magic => "DAZIPJ1\n"u8;

    /// <summary>The journal of a file.</summary>
    /// <param name="path">Full path of the zip file.</param>
    public static string PathOf(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}{Ending}");

    /// <summary>Where the zip file ended; null if nothing valid says so.</summary>
    public static long? TryRead(string path)
    {
        try
        {
            using var file = File.OpenHandle(PathOf(path), share: FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[Length];
            return RandomAccess.Read(file, bytes, 0) == Length && bytes.StartsWith(Magic)
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) == Crc32.Compute(bytes[..16])
                ? BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the journal to the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, long end)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], end);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Crc32.Compute(bytes[..16]));
        using (var file = File.OpenHandle(PathOf(path), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }
        SystemFiles.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes the journal, if there is one.</summary>
    public static void Delete(string path) => File.Delete(PathOf(path));
}
