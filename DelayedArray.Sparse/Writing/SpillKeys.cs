using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>An entry on its way to another order: its line, counted from the first of its bucket, its index and its value.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct SpilledEntry<T, TKey>(TKey Key, T Value)
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>;

/// <summary>Puts the line of an entry and its index into one number, the line above the index, for there are many of them.</summary>
/// <param name="minorBits">Bits of an index; at least one bit of the key is left for lines.</param>
internal readonly struct SpillKeys<TKey>(int minorBits) where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly int _shift = minorBits;
    private readonly TKey _mask = (TKey.One << minorBits) - TKey.One;

    /// <summary>The key of an entry.</summary>
    public TKey Of(long line, long minor) => OfLine(line) | TKey.CreateTruncating(minor);

    /// <summary>What a line adds to a key.</summary>
    public TKey OfLine(long line) => TKey.CreateTruncating(line) << _shift;

    /// <summary>The line.</summary>
    public int Line(TKey key) => int.CreateTruncating(key >> _shift);

    /// <summary>The index.</summary>
    public TIndex Minor<TIndex>(TKey key) where TIndex : unmanaged, IBinaryInteger<TIndex> => TIndex.CreateTruncating(key & _mask);
}
