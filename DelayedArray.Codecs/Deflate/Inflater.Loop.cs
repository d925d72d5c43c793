using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Decodes the symbols of a block: fast while there is room on both sides, and carefully near the ends.</summary>
internal sealed unsafe partial class Inflater
{
    /// <summary>Bytes before the end of the destination where the fast loop stops: the most that one iteration writes.</summary>
    private const int Margin = 2 + 258 + MatchCopy.Width;

    private const ulong LiteralMask = (1 << InflateTables.LiteralBits) - 1;
    private const ulong DistanceMask = (1 << InflateTables.DistanceBits) - 1;

    /// <summary>
    /// Decodes until the limit, which is at least <see cref="Margin"/> before the end of the destination, or until the end of the input is
    /// near.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SuppressMessage("Design", "MA0051", Justification = "One loop, so that its state stays in registers.")]
    private static InflateStatus Fast(ref InflateState state, byte* tables, byte* limit)
    {
        var next = state.Reader.Next;
        if (state.Reader.End - next < sizeof(ulong) || state.Next >= limit)
            return InflateStatus.Going;
        var last = state.Reader.End - sizeof(ulong);
        var first = state.First;
        var to = state.Next;
        var bits = state.Reader.Bits;
        // Only the lowest 6 bits of the count matter, so that whole entries can be subtracted from it.
        nint count = state.Reader.Count;
        var recent = MatchCopy.Start(first, to);
        var status = InflateStatus.Going;
        // Between refills: at most 20 bits for literals and a length and 28 for a distance, or 37 for literals and 11 to look up
        // the next entry.
        while (next <= last && to < limit)
        {
            Refill(ref next, ref bits, ref count);
            var entry = ((uint*)tables)[bits & LiteralMask];
        Look:
            var before = bits;
            to += TakeLiterals(entry, to, ref bits, ref count);
            if (entry < InflateEntry.Length)
            {
                recent = MatchCopy.Literals(tables, recent, entry);
                for (var more = 0; more < 2; more++)
                {
                    entry = ((uint*)tables)[bits & LiteralMask];
                    if (entry >= InflateEntry.Length)
                        break;
                    to += TakeLiterals(entry, to, ref bits, ref count);
                    recent = MatchCopy.Literals(tables, recent, entry);
                }
                if (next > last || to >= limit)
                    break;
                entry = ((uint*)tables)[bits & LiteralMask];
                Refill(ref next, ref bits, ref count);
                goto Look;
            }
            if ((int)entry < 0)
            {
                if ((entry & InflateEntry.Subtable) == 0)
                {
                    status = (entry & InflateEntry.EndOfBlock) != 0 ? InflateStatus.EndOfBlock : InflateStatus.Invalid;
                    break;
                }
                entry = InflateEntry.InSubtable((uint*)tables, entry, bits);
                goto Look;
            }
            nuint length = InflateEntry.ValueOfLength(entry, before);
            var distance = TakeDistance((uint*)tables + InflateTables.Distances, ref bits, ref count);
            // A distance of 0 is invalid, and wraps to the largest number.
            if (distance - 1 >= (nuint)(to - first))
            {
                status = InflateStatus.Invalid;
                break;
            }
            recent = MatchCopy.Match(tables, recent, to, entry, distance, length);
            to += length;
        }
        state.Reader.Next = next;
        state.Reader.Count = (int)count & 63;
        state.Reader.Bits = BitReader.Low(bits, (uint)count & 63);
        state.Next = to;
        return status;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ref byte* next, ref ulong bits, ref nint count)
    {
        bits |= Unsafe.ReadUnaligned<ulong>(next) << (int)count;
        next += (~count >> 3) & 7;
        count |= 56;
    }

    /// <summary>Consumes the bits of an entry and writes its literals, up to two. Returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint TakeLiterals(uint entry, byte* to, ref ulong bits, ref nint count)
    {
        bits >>= (int)entry;
        count -= (nint)entry;
        Unsafe.WriteUnaligned(to, (ushort)(entry >> InflateEntry.LiteralShift));
        return InflateEntry.LiteralCount(entry);
    }

    /// <summary>Reads a distance; 0 if the bits are invalid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint TakeDistance(uint* distances, ref ulong bits, ref nint count)
    {
        var far = distances[bits & DistanceMask];
        if ((int)far < 0)
        {
            if ((far & InflateEntry.Subtable) == 0)
                return 0;
            bits >>= InflateTables.DistanceBits;
            count -= InflateTables.DistanceBits;
            far = InflateEntry.InSubtable(distances, far, bits);
            if ((int)far < 0)
                return 0;
        }
        var before = bits;
        bits >>= (int)far;
        count -= (nint)far;
        return InflateEntry.ValueOfDistance(far, before);
    }

    /// <summary>Decodes to the end of the block byte by byte, with a check of each.</summary>
    private static InflateStatus Careful(ref InflateState state, InflateTables tables)
    {
        while (true)
        {
            state.Reader.Fill();
            var before = state.Reader.Bits;
            var status = Take(ref state.Reader, tables.Literal, out var entry, ref before);
            if (status != InflateStatus.Going)
                return status;
            var pending = (int)InflateEntry.LiteralCount(entry);
            if (pending > state.End - state.Next)
                return InflateStatus.Full;
            if (pending > 0)
                *state.Next++ = (byte)(entry >> InflateEntry.LiteralShift);
            if (pending > 1)
                *state.Next++ = (byte)(entry >> (InflateEntry.LiteralShift + 8));
            if (entry < InflateEntry.Length)
                continue;
            var length = InflateEntry.ValueOfLength(entry, before);
            status = Take(ref state.Reader, tables.Distance, out entry, ref before);
            if (status == InflateStatus.EndOfBlock)
                status = InflateStatus.Invalid;
            if (status != InflateStatus.Going)
                return status;
            var distance = InflateEntry.ValueOfDistance(entry, before);
            if (distance > state.Next - state.First)
                return InflateStatus.Invalid;
            if (length > state.End - state.Next)
                return InflateStatus.Full;
            Copy(ref state.Next, distance, length);
        }
    }

    private static InflateStatus Take(ref BitReader reader, InflateTable table, out uint entry, ref ulong before)
    {
        before = reader.Bits;
        entry = table.Entries[BitReader.Low(reader.Bits, (uint)table.Bits)];
        if ((entry & (InflateEntry.Special | InflateEntry.Subtable)) == (InflateEntry.Special | InflateEntry.Subtable))
        {
            if (reader.Count < table.Bits)
                return InflateStatus.Truncated;
            reader.Skip(table.Bits);
            before = reader.Bits;
            entry = InflateEntry.InSubtable(table.Entries, entry, reader.Bits);
        }
        var used = (int)entry & InflateEntry.BitsMask;
        if (used > reader.Count)
            return InflateStatus.Truncated;
        reader.Skip(used);
        if ((entry & InflateEntry.Special) == 0)
            return InflateStatus.Going;
        return (entry & InflateEntry.EndOfBlock) != 0 ? InflateStatus.EndOfBlock : InflateStatus.Invalid;
    }

    private static void Copy(ref byte* next, uint distance, uint length)
    {
        if (distance == 1)
            new Span<byte>(next, (int)length).Fill(next[-1]);
        else
        {
            for (uint i = 0; i < length; i++)
                next[i] = next[(nint)i - (nint)distance];
        }
        next += length;
    }
}
