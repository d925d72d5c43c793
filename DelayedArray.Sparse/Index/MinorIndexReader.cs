using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>Reads an index file.</summary>
internal sealed class MinorIndexReader : IDisposable
{
    // The most bytes read at once.
    private const int MaxBytes = 64 * 1024;

    private readonly SafeFileHandle _file;
    private ulong[] _records = [];

    private MinorIndexReader(SafeFileHandle file, MinorIndexHeader header)
    {
        _file = file;
        Header = header;
    }

    public MinorIndexHeader Header { get; }

    /// <summary>Opens a file. Returns null if it is missing, is not an index, or has the wrong length.</summary>
    public static MinorIndexReader? TryOpen(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[MinorIndexHeader.Bytes];
            if (RandomAccess.Read(file, bytes, 0) == bytes.Length && MinorIndexHeader.Read(bytes) is { } header
                && RandomAccess.GetLength(file) == header.FileLength)
            {
                var reader = new MinorIndexReader(file, header);
                file = null;
                return reader;
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An index only saves time. Without it, the whole matrix is read.
            return null;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Finds the pieces of a stretch that may have entries at selected indices.</summary>
    /// <param name="first">First entry of the stretch.</param>
    /// <param name="count">Entries in the stretch.</param>
    /// <param name="wanted">The bits of the selected indices, from <see cref="MinorIndex.BitsOf"/>.</param>
    /// <returns>
    /// The parts of the stretch to read, as offset and number of entries. They ascend, and neighbouring pieces are joined.
    /// </returns>
    public List<(int Start, int Count)> Find(long first, int count, ulong[] wanted)
    {
        var found = new List<(int Start, int Count)>();
        var (length, words) = (Header.PieceLength, Header.RecordWords);
        var end = ((first + count - 1) / length) + 1;
        var atOnce = Math.Max(1, MaxBytes / (words * sizeof(ulong)));
        for (var piece = first / length; piece < end; piece += atOnce)
        {
            var read = (int)Math.Min(atOnce, end - piece);
            var records = Read(piece, read);
            for (var i = 0; i < read; i++)
            {
                if (records.IsEmpty || MayContain(records.Slice(i * words, words), piece + i, wanted))
                    Add(found, Math.Max(0, ((piece + i) * length) - first), Math.Min(count, ((piece + i + 1) * length) - first));
            }
        }
        return found;
    }

    public void Dispose() => _file.Dispose();

    private static void Add(List<(int Start, int Count)> found, long start, long end)
    {
        if (found.Count > 0 && found[^1].Start + found[^1].Count == start)
            found[^1] = (found[^1].Start, (int)end - found[^1].Start);
        else
            found.Add(((int)start, (int)(end - start)));
    }

    /// <summary>Reads the records of consecutive pieces. Returns nothing if they cannot be read.</summary>
    private ReadOnlySpan<ulong> Read(long piece, int count)
    {
        var words = count * Header.RecordWords;
        if (_records.Length < words)
            _records = new ulong[words];
        var bytes = MemoryMarshal.AsBytes(_records.AsSpan(0, words));
        try
        {
            if (RandomAccess.Read(_file, bytes, MinorIndexHeader.Bytes + (piece * Header.RecordWords * sizeof(ulong))) != bytes.Length)
                return [];
        }
        catch (IOException)
        {
            return [];
        }
        if (!BitConverter.IsLittleEndian)
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(_records.AsSpan(0, words), _records);
        return _records.AsSpan(0, words);
    }

    // A piece whose record fails its check may have entries anywhere.
    private bool MayContain(ReadOnlySpan<ulong> record, long piece, ulong[] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if ((record[i] & wanted[i]) != 0)
                return true;
        }
        return Header.Check(record[..^1], piece) != record[^1];
    }
}
