using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// Looks up the entries of a canonical prefix code (RFC 1951, 3.2.2) by the next bits of a stream. A main table is followed by subtables
/// for codes that are longer than its index.
/// </summary>
internal sealed unsafe partial class InflateTable
{
    public const int MaximumCodeLength = 15;
    private readonly uint[] _symbols;
    private readonly ushort[] _sorted;
    private readonly int _codeShift;

    /// <param name="entries">
    /// Memory for the table. Each subtable has at least two codes, and as many entries as the bits of its longest code require. The
    /// subtables therefore take at most half as many times that number as there are symbols.
    /// </param>
    /// <param name="bits">Bits of the main table's index.</param>
    /// <param name="symbols">The entry of each symbol.</param>
    /// <param name="codeShift">Position of the code length in entries; see <see cref="InflateEntry.WithCode"/>.</param>
    public InflateTable(uint* entries, int bits, uint[] symbols, int codeShift)
    {
        Entries = entries;
        Bits = bits;
        _symbols = symbols;
        _sorted = new ushort[symbols.Length];
        _codeShift = codeShift;
    }

    public int Bits { get; }

    public uint* Entries { get; }

    /// <summary>Whether every bit pattern is assigned in the table built last.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Builds the table. Returns false if no complete prefix code has these lengths.</summary>
    /// <remarks>As in zlib, a single code of length 1 or no code at all is accepted. The other bits are then invalid.</remarks>
    [SkipLocalsInit]
    public bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        var counts = stackalloc int[MaximumCodeLength + 1];
        var longest = Count(lengths, counts, out var left);
        if (left < 0 || (left > 0 && longest > 1))
            return false;
        Sort(lengths, counts);
        IsComplete = left == 0;
        if (left > 0)
            BuildSingle(counts[1]);
        else
            BuildComplete(counts, longest);
        return true;
    }

    /// <summary>
    /// Counts the codes of each length. Returns the greatest length, and how many more codes of 15 bits would be possible.
    /// </summary>
    private static int Count(ReadOnlySpan<byte> lengths, int* counts, out int left)
    {
        new Span<int>(counts, MaximumCodeLength + 1).Clear();
        foreach (var length in lengths)
            counts[length]++;
        counts[0] = 0;
        var longest = 0;
        left = 1 << MaximumCodeLength;
        for (var length = 1; length <= MaximumCodeLength; length++)
        {
            left -= counts[length] << (MaximumCodeLength - length);
            if (counts[length] > 0)
                longest = length;
        }
        return longest;
    }

    /// <summary>Sorts the symbols with codes by their codes.</summary>
    [SkipLocalsInit]
    private void Sort(ReadOnlySpan<byte> lengths, int* counts)
    {
        var next = stackalloc int[MaximumCodeLength + 2];
        next[1] = 0;
        for (var length = 1; length <= MaximumCodeLength; length++)
            next[length + 1] = next[length] + counts[length];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
                _sorted[next[lengths[symbol]]++] = (ushort)symbol;
        }
    }

    private void BuildSingle(int codes)
    {
        for (var i = 0; i < 1 << Bits; i++)
            Entries[i] = InflateEntry.Special;
        if (codes == 0)
            return;
        for (var i = 0; i < 1 << Bits; i += 2)
            Entries[i] = Entry(_sorted[0], 1);
    }

    /// <remarks>
    /// Codes enter the stream from their highest bit on, so the table is indexed by reversed codes, and a longer code that follows differs
    /// only in its upper part. A table for one more bit begins with two copies of the table so far.
    /// </remarks>
    private void BuildComplete(int* counts, int longest)
    {
        uint code = 0;
        var symbol = 0;
        for (var length = 1; length <= Bits; length++)
        {
            for (var end = symbol + counts[length]; symbol < end; symbol++)
            {
                Entries[code] = Entry(_sorted[symbol], length);
                code = Following(code, length);
            }
            if (length < Bits)
                Unsafe.CopyBlockUnaligned(Entries + (1 << length), Entries, 4u << length);
        }
        if (longest > Bits)
            BuildSubtables(counts, longest, code, symbol);
    }

    private void BuildSubtables(int* counts, int longest, uint code, int symbol)
    {
        var bits = longest - Bits;
        var mask = (1u << Bits) - 1;
        var prefix = uint.MaxValue;
        var start = (1u << Bits) - (1u << bits);
        for (var length = Bits + 1; length <= longest; length++)
        {
            for (var end = symbol + counts[length]; symbol < end; symbol++)
            {
                if ((code & mask) != prefix)
                {
                    prefix = code & mask;
                    start += 1u << bits;
                    Entries[prefix] = InflateEntry.OfSubtable(start, bits, Bits);
                }
                var entry = Entry(_sorted[symbol], length - Bits);
                for (var i = code >> Bits; i < 1u << bits; i += 1u << (length - Bits))
                    Entries[start + i] = entry;
                code = Following(code, length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Entry(int symbol, int length) => InflateEntry.WithCode(_symbols[symbol], length, _codeShift);

    /// <summary>Gets the next code of the given length, both reversed; 0 after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Following(uint code, int length)
    {
        var zeros = ~code & ((1u << length) - 1);
        if (zeros == 0)
            return 0;
        var highest = 1u << BitOperations.Log2(zeros);
        return (code & (highest - 1)) | highest;
    }
}
