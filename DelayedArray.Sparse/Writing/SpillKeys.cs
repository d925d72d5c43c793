using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>An entry that is being reordered: its line, counted from the first of its bucket, its index and its value.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct SpilledEntry<T, TKey>(TKey Key, T Value)
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>;

/// <summary>Combines the line and the index of an entry in one number to save memory. The line is in the upper bits.</summary>
/// <param name="minorBits">Bits of an index. At least one bit of the key must be left for lines.</param>
internal readonly struct SpillKeys<TKey>(int minorBits) where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly int _shift = minorBits;
    private readonly TKey _mask = (TKey.One << minorBits) - TKey.One;

    /// <summary>Makes the key of an entry.</summary>
    public TKey Of(long line, long minor) => OfLine(line) | TKey.CreateTruncating(minor);

    /// <summary>Gets the share of a line in a key.</summary>
    public TKey OfLine(long line) => TKey.CreateTruncating(line) << _shift;

    /// <summary>Gets the line from a key.</summary>
    public int Line(TKey key) => int.CreateTruncating(key >> _shift);

    /// <summary>Gets the index from a key.</summary>
    public TIndex Minor<TIndex>(TKey key) where TIndex : unmanaged, IBinaryInteger<TIndex> => TIndex.CreateTruncating(key & _mask);
}
