using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DelayedArrays;

/// <summary>Identifies a state of a stored matrix.</summary>
/// <param name="File">Path of the file, or of the store's folder.</param>
/// <param name="Group">Name of the matrix in it.</param>
/// <param name="State">Length and last write time of the file. For a folder, a digest of those of all files of the matrix.</param>
/// <param name="Entries">Stored entries.</param>
/// <param name="MinorLength">Length of the uncompressed axis.</param>
/// <param name="OffsetsDigest">Digest of the line offsets. It distinguishes states with equal lengths and times.</param>
public sealed record MatrixIdentity(string File, string Group, string State, long Entries, long MinorLength, string OffsetsDigest)
{
    /// <summary>Gets the present state of a matrix.</summary>
    /// <param name="file">Path of the file, or of the store's folder.</param>
    /// <param name="group">Name of the matrix in it; for a folder, the path of the matrix's folder.</param>
    /// <param name="offsets">The start of each line, and the end of the last.</param>
    /// <param name="minorLength">Length of the uncompressed axis.</param>
    /// <exception cref="IOException">The file or folder does not exist or cannot be accessed.</exception>
    public static MatrixIdentity Of(string file, string group, ReadOnlySpan<long> offsets, long minorLength) =>
        Of(file, group, offsets, minorLength, state: null);

    /// <summary>Gets the state of a file that was opened earlier.</summary>
    internal static MatrixIdentity Of(string file, string group, ReadOnlySpan<long> offsets, long minorLength, string? state)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(group);
        state ??= Directory.Exists(file) ? StateOfFolder(Path.Combine(file, group.Trim('/'))) : StateOf(new FileInfo(file));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(offsets), digest);
        return new MatrixIdentity(Path.GetFullPath(file), group, state, offsets[^1], minorLength, Convert.ToHexStringLower(digest));
    }

    // Uses the name without the folder, which may be mounted elsewhere. The name moves with the file.
    internal ulong Hash()
    {
        var text = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(File))}\0{Group}\0{State}\0{OffsetsDigest}";
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>Formats the state of a file.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="written">When it was last written.</param>
    public static string StateOf(long length, DateTime written) => FormattableString.Invariant($"{length}\0{written.Ticks}");

    private static string StateOf(FileInfo file)
    {
        // The target of a link is what changes.
        var found = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return StateOf(found.Length, found.LastWriteTimeUtc);
    }

    /// <summary>Combines the states of all files. Chunks are files, and each may be replaced or overwritten.</summary>
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
