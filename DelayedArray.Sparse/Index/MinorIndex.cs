using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>
/// Says which pieces of the entries of a compressed matrix have any in given columns (CSR) or rows (CSC), so that reading along
/// the axis that is not compressed passes over the others. A file beside the matrix: for each piece of equally many entries a
/// set of bits, each for one index, or for a few neighbouring ones where the axis is long.
/// </summary>
public sealed class MinorIndex : IDisposable
{
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private readonly MinorIndexHeader _header;

    private MinorIndex(Microsoft.Win32.SafeHandles.SafeFileHandle file, MinorIndexHeader header)
    {
        _file = file;
        _header = header;
    }

    /// <summary>Entries of a piece; the last may have fewer.</summary>
    public long PieceLength => _header.PieceLength;

    /// <summary>Number of pieces.</summary>
    public long Pieces => _header.Pieces;

    /// <summary>Opens an index if there is one, of the matrix as it is now.</summary>
    /// <param name="path">Path of the index.</param>
    /// <param name="identity">What the index must have been made of.</param>
    /// <returns>The index; null if there is none, it is damaged, or the matrix has changed since.</returns>
    public static MinorIndex? TryOpen(string path, MatrixIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        Microsoft.Win32.SafeHandles.SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[MinorIndexHeader.Bytes];
            if (RandomAccess.Read(file, bytes, 0) == bytes.Length && MinorIndexHeader.Read(bytes) is { } header
                && header.Identity == identity.Hash() && header.Matches(identity) && RandomAccess.GetLength(file) == header.FileLength)
            {
                var index = new MinorIndex(file, header);
                file = null;
                return index;
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An index only saves time: without it the matrix is read as a whole.
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Says of each piece of a stretch whether it may have entries at selected indices.</summary>
    /// <param name="first">First entry of the stretch.</param>
    /// <param name="count">Entries of the stretch.</param>
    /// <param name="wanted">Bits as of <see cref="BitsOf"/>.</param>
    /// <returns>Parts of the stretch to read: offset in it and number of entries, ascending, neighbours joined.</returns>
    internal List<(int Start, int Count)> Find(long first, int count, ulong[] wanted)
    {
        var found = new List<(int Start, int Count)>();
        var words = new ulong[wanted.Length];
        for (var piece = first / PieceLength; piece * PieceLength < first + count; piece++)
        {
            if (!Overlaps(piece, wanted, words))
                continue;
            var start = (int)Math.Max(0, (piece * PieceLength) - first);
            var end = (int)Math.Min(count, ((piece + 1) * PieceLength) - first);
            if (found.Count > 0 && found[^1].Start + found[^1].Count == start)
                found[^1] = (found[^1].Start, end - found[^1].Start);
            else
                found.Add((start, end - start));
        }
        return found;
    }

    /// <summary>The bits of selected indices.</summary>
    internal ulong[] BitsOf(AxisSelection selection)
    {
        var bits = new ulong[_header.Words];
        for (var i = 0L; i < selection.Count; i++)
        {
            var bit = selection[i] / _header.Group;
            bits[bit / 64] |= 1UL << (int)(bit % 64);
        }
        return bits;
    }

    private bool Overlaps(long piece, ulong[] wanted, ulong[] words)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan());
        if (RandomAccess.Read(_file, bytes, MinorIndexHeader.Bytes + (piece * bytes.Length)) != bytes.Length)
            return true;
        for (var i = 0; i < words.Length; i++)
        {
            var word = BitConverter.IsLittleEndian ? words[i] : BinaryPrimitives.ReverseEndianness(words[i]);
            if ((word & wanted[i]) != 0)
                return true;
        }
        return false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}

/// <summary>What tells one state of a stored matrix from another.</summary>
/// <param name="File">Path of its file.</param>
/// <param name="Group">Its name inside.</param>
/// <param name="FileLength">Length of the file in bytes.</param>
/// <param name="ModifiedTicks">When the file was last written, in ticks of UTC.</param>
/// <param name="Entries">Stored entries.</param>
/// <param name="MinorLength">Length of the axis that is not compressed.</param>
/// <param name="OffsetsDigest">Digest of the offsets of its lines, which tells apart what has the same length and time.</param>
public sealed record MatrixIdentity(
    string File, string Group, long FileLength, long ModifiedTicks, long Entries, long MinorLength, string OffsetsDigest)
{
    /// <summary>The state of a matrix now.</summary>
    /// <param name="file">Path of its file.</param>
    /// <param name="group">Its name inside.</param>
    /// <param name="offsets">Where its lines start, and where the last ends.</param>
    /// <param name="minorLength">Length of the axis that is not compressed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static MatrixIdentity Of(string file, string group, ReadOnlySpan<long> offsets, long minorLength)
    {
        var info = new FileInfo(file);
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(offsets), digest);
        return new MatrixIdentity(System.IO.Path.GetFullPath(file), group, info.Length, info.LastWriteTimeUtc.Ticks, offsets[^1],
            minorLength, Convert.ToHexStringLower(digest));
    }

    // The folder may be mounted elsewhere; the name goes with the file.
    internal ulong Hash()
    {
        var text = $"{System.IO.Path.GetFileName(File)}\0{Group}\0{FileLength}\0{ModifiedTicks}\0{OffsetsDigest}";
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
