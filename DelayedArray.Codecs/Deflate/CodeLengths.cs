namespace DelayedArrays;

/// <summary>Reads the code lengths at the start of a block with dynamic codes (RFC 1951, 3.2.7).</summary>
internal sealed class CodeLengths(InflateTables tables)
{
    public const int MaximumLiterals = 286;
    public const int MaximumDistances = 30;
    private const int EndOfBlock = 256;
    private readonly byte[] _lengths = new byte[MaximumLiterals + MaximumDistances];

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    public InflateStatus TryRead(ref BitReader reader)
    {
        if (!reader.TryTake(5, out var moreLiterals) || !reader.TryTake(5, out var moreDistances) || !reader.TryTake(4, out var more))
            return InflateStatus.Truncated;
        var literalCount = (int)moreLiterals + 257;
        var distanceCount = (int)moreDistances + 1;
        if (literalCount > MaximumLiterals || distanceCount > MaximumDistances)
            return InflateStatus.Invalid;
        var status = ReadOwnTable(ref reader, (int)more + 4);
        if (status != InflateStatus.Going)
            return status;
        var lengths = _lengths.AsSpan(0, literalCount + distanceCount);
        status = ReadLengths(ref reader, lengths);
        if (status != InflateStatus.Going)
            return status;
        var valid = lengths[EndOfBlock] != 0
            && tables.Literal.TryBuild(lengths[..literalCount]) && tables.Distance.TryBuild(lengths[literalCount..]);
        return valid ? InflateStatus.Going : InflateStatus.Invalid;
    }

    private InflateStatus ReadOwnTable(ref BitReader reader, int count)
    {
        Span<byte> lengths = stackalloc byte[Order.Length];
        lengths.Clear();
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryTake(3, out var length))
                return InflateStatus.Truncated;
            lengths[Order[i]] = (byte)length;
        }
        return tables.CodeLength.TryBuild(lengths) && tables.CodeLength.IsComplete ? InflateStatus.Going : InflateStatus.Invalid;
    }

    private unsafe InflateStatus ReadLengths(ref BitReader reader, Span<byte> lengths)
    {
        var i = 0;
        while (i < lengths.Length)
        {
            if (reader.Count < 16)
                reader.Fill();
            var entry = tables.CodeLength.Entries[BitReader.Low(reader.Bits, (uint)tables.CodeLength.Bits)];
            var used = (int)entry & InflateEntry.BitsMask;
            if (used > reader.Count)
                return InflateStatus.Truncated;
            reader.Skip(used);
            var symbol = entry >> InflateEntry.DistanceShift;
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }
            (var bits, var min) = symbol == 16 ? (2, 3) : symbol == 17 ? (3, 3) : (7, 11);
            if (!reader.TryTake(bits, out var more))
                return InflateStatus.Truncated;
            var run = min + (int)more;
            if (run > lengths.Length - i || (symbol == 16 && i == 0))
                return InflateStatus.Invalid;
            lengths.Slice(i, run).Fill(symbol == 16 ? lengths[i - 1] : (byte)0);
            i += run;
        }
        return InflateStatus.Going;
    }
}
