using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>
/// The end of a zip file that is being extended: a copy of its directory far beyond the old end, with a comment that states the old end.
/// Cutting the file off there restores it.
/// </summary>
/// <param name="OldEnd">The end of the file before.</param>
/// <param name="Start">Where the copy of the directory begins.</param>
/// <param name="End">The present end of the file.</param>
/// <param name="Crc">Checksum of the copy.</param>
internal readonly record struct ZipTail(long OldEnd, long Start, long End, uint Crc)
{
    private const string Text = "DelayedArray is extending this file, which ended at byte";
    private const int Piece = 1 << 17;

    /// <summary>Writes a copy of a file's directory beyond its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="start">Where to write the copy.</param>
    public static ZipTail Write(SafeFileHandle file, ZipDirectory directory, long start)
    {
        var crc = Checksum(file, directory.Offset, directory.Length);
        var tail = new ZipTail(directory.Size, start, 0, crc);
        tail = tail with { End = start + directory.Length + tail.EndRecords(directory).Length };
        var records = tail.EndRecords(directory);
        // The last piece goes out in one write with the records that complete it, so that a small directory appears wholly or not at all.
        var last = (int)(directory.Length % Piece);
        var bytes = new byte[last + records.Length];
        new FileWindow(file, directory.Offset, directory.Length - last).CopyTo(file, start);
        new FileWindow(file, directory.Offset + directory.Length - last, last).Take(last).CopyTo(bytes);
        records.CopyTo(bytes.AsSpan(last));
        RandomAccess.Write(file, bytes, start + directory.Length - last);
        return tail;
    }

    /// <summary>The tail that contains a directory; null if there is none, or if others have changed the file since.</summary>
    public static ZipTail? Of(SafeFileHandle file, ZipDirectory directory)
    {
        var comment = Encoding.Latin1.GetString(directory.Comment);
        if (!comment.StartsWith(Text, StringComparison.Ordinal))
            return null;
        var parts = comment[Text.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var oldEnd)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && uint.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc)
            && new ZipTail(oldEnd, directory.Offset, end, crc) is var tail && oldEnd <= directory.Offset && tail.IsIn(file, directory.Length)
            ? tail
            : null;
    }

    /// <summary>Whether the file still ends with this tail.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directoryLength">Bytes of the directory.</param>
    public bool IsIn(SafeFileHandle file, long directoryLength)
    {
        var comment = Comment();
        var found = new byte[comment.Length];
        return RandomAccess.GetLength(file) == End
            && RandomAccess.Read(file, found, End - found.Length) == found.Length && found.AsSpan().SequenceEqual(comment)
            && Checksum(file, Start, directoryLength) == Crc;
    }

    private byte[] EndRecords(ZipDirectory directory) => ZipHeaders.End(directory.Values.Length, Start, directory.Length, Comment());

    // The comment has a fixed length, because it states the end of the file that contains it.
    private byte[] Comment() => Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Text} {OldEnd:d19} {End:d19} {Crc:x8}"));

    private static uint Checksum(SafeFileHandle file, long offset, long length)
    {
        var window = new FileWindow(file, offset, length);
        var crc = new Crc32();
        while (window.Remaining > 0)
            crc.Append(window.Take((int)Math.Min(window.Remaining, Piece)));
        return crc.GetCurrentHashAsUInt32();
    }
}
