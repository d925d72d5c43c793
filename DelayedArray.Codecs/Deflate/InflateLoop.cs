using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Decodes the symbols of a block: fast where there is room on both sides, carefully near the ends.</summary>
internal static unsafe class InflateLoop
{
    /// <summary>Bytes before the end of the destination where the fast loop stops: the most one round writes.</summary>
    public const int Margin = 2 + 258 + MatchCopy.Width;

    private const ulong LiteralMask = (1 << InflateTables.LiteralBits) - 1;
    private const ulong DistanceMask = (1 << InflateTables.DistanceBits) - 1;

    /// <summary>Decodes until the limit, which is <see cref="Margin"/> before the end or earlier, or the end of the input is near.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SuppressMessage("Design", "MA0051", Justification = "The state has to stay in registers.")]
    public static InflateStatus Fast(ref InflateState state, byte* tables, byte* limit)
    {
        var next = state.Reader.Next;
        if (state.Reader.End - next < sizeof(ulong) || state.Next >= limit) return InflateStatus.Going;
        var last = state.Reader.End - sizeof(ulong);
        var first = state.First;
        var to = state.Next;
        var bits = state.Reader.Bits;
        // Only the lowest 6 bits of the count mean something, so that whole entries can be taken from it.
        nint count = state.Reader.Count;
        var recent = MatchCopy.Start(first, to);
        var status = InflateStatus.Going;
        uint entry;
    Refill:
        // From here to the next refill: at most 20 bits for literals and a length, 28 for a distance; or 37 for literals, and
        // 11 to look up what follows.
        if (next > last || to >= limit) goto Leave;
        bits |= Unsafe.ReadUnaligned<ulong>(next) << (int)count;
        next += (~count >> 3) & 7;
        count |= 56;
        entry = ((uint*)tables)[bits & LiteralMask];
    Look:
        var before = bits;
        bits >>= (int)entry;
        count -= (nint)entry;
        nuint pending = (entry >> InflateEntry.LiteralCountShift) & 3;
        Unsafe.WriteUnaligned(to, (ushort)(entry >> InflateEntry.LiteralShift));
        to += pending;
        if (entry < InflateEntry.Length)
        {
            recent = MatchCopy.Literals(tables, recent, entry >> InflateEntry.LiteralShift, pending);
            for (var more = 0; more < 2; more++)
            {
                entry = ((uint*)tables)[bits & LiteralMask];
                if (entry >= InflateEntry.Length) break;
                bits >>= (int)entry;
                count -= (nint)entry;
                pending = (entry >> InflateEntry.LiteralCountShift) & 3;
                Unsafe.WriteUnaligned(to, (ushort)(entry >> InflateEntry.LiteralShift));
                to += pending;
                recent = MatchCopy.Literals(tables, recent, entry >> InflateEntry.LiteralShift, pending);
            }
            if (next > last || to >= limit) goto Leave;
            entry = ((uint*)tables)[bits & LiteralMask];
            bits |= Unsafe.ReadUnaligned<ulong>(next) << (int)count;
            next += (~count >> 3) & 7;
            count |= 56;
            goto Look;
        }
        if ((int)entry < 0)
        {
            if ((entry & InflateEntry.Subtable) != 0)
            {
                entry = InflateEntry.InSubtable((uint*)tables, entry, bits);
                goto Look;
            }
            status = (entry & InflateEntry.EndOfBlock) != 0 ? InflateStatus.EndOfBlock : InflateStatus.Invalid;
            goto Leave;
        }
        nuint length = InflateEntry.ValueOfLength(entry, before);
        var far = ((uint*)tables + InflateTables.Distances)[bits & DistanceMask];
        if ((int)far < 0)
        {
            if ((far & InflateEntry.Subtable) == 0)
            {
                status = InflateStatus.Invalid;
                goto Leave;
            }
            bits >>= InflateTables.DistanceBits;
            count -= InflateTables.DistanceBits;
            far = InflateEntry.InSubtable((uint*)tables + InflateTables.Distances, far, bits);
            if ((int)far < 0)
            {
                status = InflateStatus.Invalid;
                goto Leave;
            }
        }
        before = bits;
        bits >>= (int)far;
        count -= (nint)far;
        nuint distance = InflateEntry.ValueOfDistance(far, before);
        if (distance > (nuint)(to - first))
        {
            status = InflateStatus.Invalid;
            goto Leave;
        }
        recent = MatchCopy.Match(tables, recent, to, entry >> InflateEntry.LiteralShift, pending, distance, length);
        to += length;
        goto Refill;
    Leave:
        state.Reader.Next = next;
        state.Reader.Count = (int)count & 63;
        state.Reader.Bits = BitReader.Low(bits, (uint)count & 63);
        state.Next = to;
        return status;
    }

    /// <summary>Decodes to the end of the block, byte by byte, with a check of each.</summary>
    public static InflateStatus Careful(ref InflateState state, InflateTables tables)
    {
        while (true)
        {
            state.Reader.Fill();
            var before = state.Reader.Bits;
            var status = Take(ref state.Reader, tables.Literal, out var entry, ref before);
            if (status != InflateStatus.Going) return status;
            var pending = (int)(entry >> InflateEntry.LiteralCountShift) & 3;
            if (pending > state.End - state.Next) return InflateStatus.Full;
            if (pending > 0) *state.Next++ = (byte)(entry >> InflateEntry.LiteralShift);
            if (pending > 1) *state.Next++ = (byte)(entry >> (InflateEntry.LiteralShift + 8));
            if (entry < InflateEntry.Length) continue;
            var length = InflateEntry.ValueOfLength(entry, before);
            status = Take(ref state.Reader, tables.Distance, out entry, ref before);
            if (status == InflateStatus.EndOfBlock) status = InflateStatus.Invalid;
            if (status != InflateStatus.Going) return status;
            var distance = InflateEntry.ValueOfDistance(entry, before);
            if (distance > state.Next - state.First) return InflateStatus.Invalid;
            if (length > state.End - state.Next) return InflateStatus.Full;
            Copy(ref state.Next, distance, length);
        }
    }

    private static InflateStatus Take(ref BitReader reader, InflateTable table, out uint entry, ref ulong before)
    {
        before = reader.Bits;
        entry = table.Entries[BitReader.Low(reader.Bits, (uint)table.Bits)];
        if ((entry & (InflateEntry.Special | InflateEntry.Subtable)) == (InflateEntry.Special | InflateEntry.Subtable))
        {
            if (reader.Count < table.Bits) return InflateStatus.Truncated;
            reader.Skip(table.Bits);
            before = reader.Bits;
            entry = InflateEntry.InSubtable(table.Entries, entry, reader.Bits);
        }
        var used = (int)entry & InflateEntry.BitsMask;
        if (used > reader.Count) return InflateStatus.Truncated;
        reader.Skip(used);
        if ((entry & InflateEntry.Special) == 0) return InflateStatus.Going;
        return (entry & InflateEntry.EndOfBlock) != 0 ? InflateStatus.EndOfBlock : InflateStatus.Invalid;
    }

    private static void Copy(ref byte* next, uint distance, uint length)
    {
        if (distance == 1) new Span<byte>(next, (int)length).Fill(next[-1]);
        else
        {
            for (uint i = 0; i < length; i++) next[i] = next[(nint)i - (nint)distance];
        }
        next += length;
    }
}
