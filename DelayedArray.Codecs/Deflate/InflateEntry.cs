using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// The 32-bit table entries that are looked up by bits of a deflate stream. The lowest byte holds the number of bits that an entry
/// consumes, including extra bits.
/// </summary>
/// <remarks>
/// Literals and lengths: bits 24 and 25 hold the number of literals. The first literal is in bits 8 to 15. An entry of literals has the
/// second in bits 16 to 23. An entry with <see cref="Length"/> has the smallest length, minus 3, in bits 16 to 23, and the number of bits
/// before its extra bits in bits 26 to 29. Distances: the smallest distance is in bits 16 to 30, and the number of bits before the extra
/// bits in the second byte. Entries with <see cref="Special"/> are a subtable (its start in bits 8 to 20, the bits of its index in 21 to
/// 23), the end of the block, or, without either flag, an unassigned code. Fields that hold a shift count need no masking, because shifts
/// use only 6 bits.
/// </remarks>
internal static class InflateEntry
{
    public const uint Special = 1u << 31;
    public const uint Length = 1u << 30;
    public const uint Subtable = 1u << 30;
    public const uint EndOfBlock = 1u << 29;
    public const int BitsMask = 0xFF;
    public const int LiteralCountShift = 24;
    public const int LiteralShift = 8;
    public const uint MinLength = 3;
    public const int LengthShift = 16;
    public const int LengthCodeShift = 26;
    public const int DistanceShift = 16;
    public const int DistanceCodeShift = 8;
    public const int SubtableShift = 8;
    public const int SubtableBitsShift = 21;

    private static ReadOnlySpan<ushort> LengthBases =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthExtra =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>Entries of the 288 literal and length symbols (RFC 1951, 3.2.5). The length of the code is added to them.</summary>
    public static uint[] LiteralSymbols { get; } = MakeLiteralSymbols();

    /// <summary>Entries of the 32 distance symbols.</summary>
    public static uint[] DistanceSymbols { get; } = MakeDistanceSymbols();

    /// <summary>Entries of the 19 code length symbols. They hold the symbol in the place of a distance.</summary>
    public static uint[] CodeLengthSymbols { get; } = [.. Enumerable.Range(0, 19).Select(s => (uint)s << DistanceShift)];

    /// <summary>Makes an entry that leads to a subtable and consumes the bits that lead there.</summary>
    public static uint OfSubtable(uint start, int indexBits, int bits) =>
        Special | Subtable | (start << SubtableShift) | ((uint)indexBits << SubtableBitsShift) | (uint)bits;

    /// <summary>Looks up the following bits in a subtable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe uint InSubtable(uint* entries, uint entry, ulong bits) =>
        entries[((entry >> SubtableShift) & 0x1FFF) + (uint)BitReader.Low(bits, (entry >> SubtableBitsShift) & 7)];

    /// <summary>Adds the length of the code to the entry of a symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint WithCode(uint symbol, int length, int codeShift)
    {
        // Literals and special entries have no extra bits, and leave the field for the length of the code empty.
        var extra = codeShift == DistanceCodeShift ? (symbol & Special) == 0 : (symbol & (Special | Length)) == Length;
        return symbol + (uint)length + (extra ? (uint)length << codeShift : 0);
    }

    /// <summary>Counts the literals of an entry: none to two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint LiteralCount(uint entry) => (entry >> LiteralCountShift) & 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ValueOfLength(uint entry, ulong bits) =>
        MinLength + (byte)(entry >> LengthShift) + (uint)(BitReader.Low(bits, entry) >> (int)((entry >> LengthCodeShift) & 15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ValueOfDistance(uint entry, ulong bits) =>
        (entry >> DistanceShift) + (uint)(BitReader.Low(bits, entry) >> (int)(entry >> DistanceCodeShift));

    private static uint[] MakeLiteralSymbols()
    {
        var symbols = new uint[288];
        Array.Fill(symbols, Special);
        for (uint i = 0; i < 256; i++)
            symbols[i] = (1u << LiteralCountShift) | (i << LiteralShift);
        symbols[256] = Special | EndOfBlock;
        for (var i = 0; i < LengthBases.Length; i++)
            symbols[257 + i] = Length | ((LengthBases[i] - MinLength) << LengthShift) | LengthExtra[i];
        return symbols;
    }

    private static uint[] MakeDistanceSymbols()
    {
        var symbols = new uint[32];
        uint next = 1;
        for (var i = 0; i < symbols.Length; i++)
        {
            var extra = Math.Max(0, (i / 2) - 1);
            symbols[i] = i < 30 ? (next << DistanceShift) | (uint)extra : Special;
            next += 1u << extra;
        }
        return symbols;
    }
}
