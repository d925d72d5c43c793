using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// Sorts the entries of lines by index. Entries with the same index keep their order, so their sum does not depend on the algorithm.
/// </summary>
/// <typeparam name="TIndex">Type of the indices. They must not be negative.</typeparam>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class LineSorter<TIndex, T> where TIndex : unmanaged, IBinaryInteger<TIndex> where T : unmanaged
{
    private T[] _copy = [];
    private ulong[] _narrow = [];
    private UInt128[] _wide = [];

    /// <summary>Whether indices ascend. Equal indices are allowed.</summary>
    public static bool IsAscending(ReadOnlySpan<TIndex> indices)
    {
        for (var i = 1; i < indices.Length; i++)
        {
            if (indices[i] < indices[i - 1])
                return false;
        }
        return true;
    }

    /// <summary>Sorts one line.</summary>
    public void Sort(Span<TIndex> indices, Span<T> values)
    {
        if (IsAscending(indices))
            return;
        if (Unsafe.SizeOf<TIndex>() == sizeof(int))
            Sort(indices, values, ref _narrow);
        else
            Sort(indices, values, ref _wide);
    }

    // A key holds an index in the upper bits, and the position of its entry in the lower.
    private void Sort<TKey>(Span<TIndex> indices, Span<T> values, ref TKey[] room) where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        if (room.Length < indices.Length)
        {
            var length = (int)Math.Min(Math.Max(indices.Length, 2L * room.Length), Array.MaxLength);
            (room, _copy) = (new TKey[length], new T[length]);
        }
        var keys = room.AsSpan(0, indices.Length);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (TKey.CreateTruncating(indices[i]) << 32) | TKey.CreateTruncating((uint)i);
        keys.Sort();
        values.CopyTo(_copy);
        for (var i = 0; i < keys.Length; i++)
        {
            indices[i] = TIndex.CreateTruncating(keys[i] >> 32);
            values[i] = _copy[int.CreateTruncating(keys[i])];
        }
    }
}
