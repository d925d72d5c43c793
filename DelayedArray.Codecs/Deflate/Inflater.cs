namespace DelayedArrays;

/// <summary>Inflates a deflate stream (RFC 1951) into a span. It holds the tables and is meant to be reused by one thread.</summary>
internal sealed unsafe partial class Inflater
{
    // The fast loop writes at most this many bytes before the checksum reads them, while they are in the first-level cache.
    private const int Slice = 1 << 14;

    // With fewer bytes left than this, joining literals costs more than it saves.
    private const int WorthJoining = 4096;

    private readonly InflateTables _tables = new();
    private readonly CodeLengths _lengths;

    public Inflater() => _lengths = new CodeLengths(_tables);

    /// <summary>Inflates one stream.</summary>
    /// <param name="framing">Determines the checksum to compute.</param>
    /// <param name="source">The stream, possibly followed by other bytes.</param>
    /// <param name="destination">Receives the data.</param>
    public Inflated Inflate(DeflateFraming framing, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            var state = new InflateState
            {
                Reader = new BitReader(from, from + source.Length),
                First = to,
                Next = to,
                End = to + destination.Length,
            };
            var sum = new RunningChecksum(framing, to);
            var status = Blocks(ref state, ref sum);
            state.Reader.AlignToByte();
            return new(status, sum.Value, (int)(state.Reader.Next - from), (int)(state.Next - to));
        }
    }

    private InflateStatus Blocks(ref InflateState state, ref RunningChecksum sum)
    {
        while (true)
        {
            if (!state.Reader.TryTake(1, out var final) || !state.Reader.TryTake(2, out var kind))
                return InflateStatus.Truncated;
            var status = kind switch
            {
                0 => Stored(ref state),
                1 => Compressed(FixedCodes(), ref state, ref sum),
                2 => Compressed(_lengths.TryRead(ref state.Reader), ref state, ref sum),
                _ => InflateStatus.Invalid,
            };
            if (status != InflateStatus.EndOfBlock)
                return status;
            sum.Advance(state.Next);
            if (final == 1)
                return status;
        }
    }

    private static InflateStatus Stored(ref InflateState state)
    {
        state.Reader.AlignToByte();
        if (!state.Reader.TryTake(16, out var length) || !state.Reader.TryTake(16, out var complement))
            return InflateStatus.Truncated;
        if ((length ^ complement) != 0xFFFF)
            return InflateStatus.Invalid;
        state.Reader.AlignToByte();
        if (length > state.Reader.End - state.Reader.Next)
            return InflateStatus.Truncated;
        if (length > state.End - state.Next)
            return InflateStatus.Full;
        new ReadOnlySpan<byte>(state.Reader.Next, (int)length).CopyTo(new Span<byte>(state.Next, (int)length));
        state.Reader.Next += length;
        state.Next += length;
        return InflateStatus.EndOfBlock;
    }

    private InflateStatus Compressed(InflateStatus status, ref InflateState state, ref RunningChecksum sum)
    {
        if (status != InflateStatus.Going)
            return status;
        if (state.Reader.End - state.Reader.Next >= WorthJoining)
            _tables.Literal.JoinLiterals();
        while (state.End - state.Next > Margin && state.Reader.End - state.Reader.Next >= sizeof(ulong))
        {
            var limit = state.End - Margin;
            if (limit - state.Next > Slice)
                limit = state.Next + Slice;
            status = Fast(ref state, _tables.Start, limit);
            if (status != InflateStatus.Going)
                return status;
            sum.Advance(state.Next);
        }
        return Careful(ref state, _tables);
    }

    /// <summary>Uses the fixed codes of RFC 1951, 3.2.6.</summary>
    private InflateStatus FixedCodes()
    {
        Span<byte> lengths = stackalloc byte[InflateEntry.LiteralSymbols.Length];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _tables.Literal.TryBuild(lengths);
        lengths[..32].Fill(5);
        _tables.Distance.TryBuild(lengths[..32]);
        return InflateStatus.Going;
    }
}
