using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The entries of one row (CSR) or one column (CSC) of a sparse matrix, as stored.</summary>
public readonly ref struct SparseLine<T> where T : unmanaged
{
    private readonly ReadOnlySpan<int> _narrow;
    private readonly ReadOnlySpan<long> _wide;
    private readonly bool _isWide;

    private SparseLine(ReadOnlySpan<int> narrow, ReadOnlySpan<long> wide, bool isWide, ReadOnlySpan<T> values)
    {
        _narrow = narrow;
        _wide = wide;
        _isWide = isWide;
        Values = values;
    }

    /// <summary>Number of entries.</summary>
    public int Count => Values.Length;

    /// <summary>Values of the entries.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Columns (CSR) or rows (CSC) of the entries, if <see cref="SparseMatrix{T}.HasWideIndices"/> is false.</summary>
    /// <exception cref="InvalidOperationException">The matrix has 64-bit indices.</exception>
    public ReadOnlySpan<int> Indices => !_isWide ? _narrow
        : throw new InvalidOperationException("this matrix has 64-bit indices; ask for WideIndices");

    /// <summary>Columns (CSR) or rows (CSC) of the entries, if <see cref="SparseMatrix{T}.HasWideIndices"/> is true.</summary>
    /// <exception cref="InvalidOperationException">The matrix has 32-bit indices.</exception>
    public ReadOnlySpan<long> WideIndices => _isWide ? _wide
        : throw new InvalidOperationException("this matrix has 32-bit indices; ask for Indices");

    /// <summary>Gets the column (CSR) or row (CSC) of an entry, for indices of either width.</summary>
    public long Index(int entry) => _isWide ? _wide[entry] : _narrow[entry];

    /// <summary>Finds the entry with an index in a line in ascending order; negative if there is none.</summary>
    internal int Find(long index) => _isWide ? _wide.BinarySearch(index) : _narrow.BinarySearch((int)index);

    internal static SparseLine<T> Of<TIndex>(ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> values)
        where TIndex : unmanaged, IBinaryInteger<TIndex> => Unsafe.SizeOf<TIndex>() == sizeof(int)
            ? new(MemoryMarshal.Cast<TIndex, int>(indices), default, false, values)
            : new(default, MemoryMarshal.Cast<TIndex, long>(indices), true, values);
}
