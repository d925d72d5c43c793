using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays;

/// <summary>What tells one state of a stored matrix from another.</summary>
/// <param name="File">Path of its file, or of the folder that is its store.</param>
/// <param name="Group">Its name inside.</param>
/// <param name="State">Length of the file and when it was last written; of a folder, a digest of those of all files of the matrix.</param>
/// <param name="Entries">Stored entries.</param>
/// <param name="MinorLength">Length of the axis that is not compressed.</param>
/// <param name="OffsetsDigest">Digest of the offsets of its lines, which tells apart what has the same lengths and times.</param>
public sealed record MatrixIdentity(string File, string Group, string State, long Entries, long MinorLength, string OffsetsDigest)
{
    /// <summary>The state of a matrix now.</summary>
    /// <param name="file">Path of its file, or of the folder that is its store.</param>
    /// <param name="group">Its name inside; in a folder, the path of the folder that holds it.</param>
    /// <param name="offsets">Where its lines start, and where the last ends.</param>
    /// <param name="minorLength">Length of the axis that is not compressed.</param>
    /// <exception cref="IOException">There is no such file or folder, or it cannot be looked at.</exception>
    public static MatrixIdentity Of(string file, string group, ReadOnlySpan<long> offsets, long minorLength) =>
        Of(file, group, offsets, minorLength, state: null);

    /// <summary>The state of a file that was opened earlier.</summary>
    internal static MatrixIdentity Of(string file, string group, ReadOnlySpan<long> offsets, long minorLength, string? state)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(group);
        state ??= Directory.Exists(file) ? StateOfFolder(Path.Combine(file, group.Trim('/'))) : StateOf(new FileInfo(file));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(offsets), digest);
        return new MatrixIdentity(Path.GetFullPath(file), group, state, offsets[^1], minorLength, Convert.ToHexStringLower(digest));
    }

    // The folder may be mounted elsewhere; the name goes with the file.
    internal ulong Hash()
    {
        var text = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(File))}\0{Group}\0{State}\0{OffsetsDigest}";
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>The state of a file.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="written">When it was last written.</param>
    public static string StateOf(long length, DateTime written) => FormattableString.Invariant($"{length}\0{written.Ticks}");

    private static string StateOf(FileInfo file)
    {
        // What a link leads to is what changes.
        var found = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return StateOf(found.Length, found.LastWriteTimeUtc);
    }

    /// <summary>Chunks are files, each of which may be replaced or written over.</summary>
    private static string StateOfFolder(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in files)
            digest.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder, path)}\0{StateOf(new FileInfo(path))}\0"));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
