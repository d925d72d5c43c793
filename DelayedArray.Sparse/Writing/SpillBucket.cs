using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// The entries of a bucket: the last ones in a buffer, which is a part of one that all buckets share, those before in pieces of a
/// file, each of which was a full buffer. Entries may be added by many threads.
/// </summary>
internal sealed class SpillBucket<T, TKey>(SpillFile file, int capacity)
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly Lock _gate = new();
    private List<int> _pieces = [];
    private int _filled;

    /// <summary>Number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of them.</summary>
    public unsafe long Bytes => Count * sizeof(SpilledEntry<T, TKey>);

    /// <summary>Whether some are in the file.</summary>
    public bool HasPieces => _pieces.Count > 0;

    /// <summary>Adds entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="buffer">The buffer.</param>
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

    /// <summary>Writes what is in the buffer to the file.</summary>
    public void Spill(ReadOnlySpan<SpilledEntry<T, TKey>> buffer)
    {
        if (_filled > 0)
            _pieces.Add(file.Append(MemoryMarshal.AsBytes(buffer[.._filled])));
        _filled = 0;
    }

    /// <summary>Reads a piece from the file.</summary>
    /// <param name="first">Its first entry, in the order in which they were added.</param>
    /// <param name="entries">Receives the entries.</param>
    /// <returns>Whether it is in the file, not in the buffer.</returns>
    public bool TryRead(long first, Span<SpilledEntry<T, TKey>> entries)
    {
        var piece = (int)(first / capacity);
        if (piece == _pieces.Count)
            return false;
        file.Read(_pieces[piece], MemoryMarshal.AsBytes(entries));
        return true;
    }

    /// <summary>Forgets all entries.</summary>
    public void Clear() => (Count, _filled, _pieces) = (0, 0, []);
}
