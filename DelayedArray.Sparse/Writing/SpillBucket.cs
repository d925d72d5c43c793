using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// The entries of a bucket. The latest are in a buffer, which is a part of one that all buckets share. Earlier ones are in pieces of a
/// file, each of which was a full buffer. Many threads may add entries.
/// </summary>
internal sealed class SpillBucket<T, TKey>(SpillFile file, int capacity)
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly Lock _gate = new();
    private List<int> _pieces = [];
    private int _filled;

    /// <summary>Number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of the entries.</summary>
    public unsafe long Bytes => Count * sizeof(SpilledEntry<T, TKey>);

    /// <summary>Whether some entries are in the file.</summary>
    public bool HasPieces => _pieces.Count > 0;

    /// <summary>Adds entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="buffer">The buffer of this bucket.</param>
    public void Add(ReadOnlySpan<SpilledEntry<T, TKey>> entries, Span<SpilledEntry<T, TKey>> buffer)
    {
        lock (_gate)
        {
            Count += entries.Length;
            while (!entries.IsEmpty)
            {
                if (_filled == capacity)
                    Spill(buffer);
                var count = Math.Min(entries.Length, capacity - _filled);
                entries[..count].CopyTo(buffer[_filled..]);
                _filled += count;
                entries = entries[count..];
            }
        }
    }

    /// <summary>Writes the content of the buffer to the file.</summary>
    public void Spill(ReadOnlySpan<SpilledEntry<T, TKey>> buffer)
    {
        if (_filled > 0)
            _pieces.Add(file.Append(MemoryMarshal.AsBytes(buffer[.._filled])));
        _filled = 0;
    }

    /// <summary>Reads a piece from the file.</summary>
    /// <param name="first">Number of its first entry, in the order of adding.</param>
    /// <param name="entries">Receives the entries.</param>
    /// <returns>Whether the piece is in the file, and not in the buffer.</returns>
    public bool TryRead(long first, Span<SpilledEntry<T, TKey>> entries)
    {
        var piece = (int)(first / capacity);
        if (piece == _pieces.Count)
            return false;
        file.Read(_pieces[piece], MemoryMarshal.AsBytes(entries));
        return true;
    }

    /// <summary>Removes all entries.</summary>
    public void Clear() => (Count, _filled, _pieces) = (0, 0, []);
}
