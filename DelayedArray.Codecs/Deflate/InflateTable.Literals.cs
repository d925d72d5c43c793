using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

internal sealed unsafe partial class InflateTable
{
    // The fields of a second literal that are added: its bits and its count.
    private const uint Literal = 0xFF | (3u << InflateEntry.LiteralCountShift);

    /// <summary>Extends entries of single literals by the code that follows, if the table's index holds both.</summary>
    /// <remarks>
    /// The code that follows is a second literal or the length of a match. Literals between matches then cost no look-up.
    /// </remarks>
    public void JoinLiterals()
    {
        // The entry that follows has a smaller index, made of the remaining bits. Going down, it has not been extended yet.
        var i = (1 << Bits) - 1;
        if (Avx2.IsSupported)
        {
            for (var start = (1 << Bits) - Vector256<int>.Count; start >= Vector256<int>.Count; start -= Vector256<int>.Count)
                JoinVector(Entries, start, Bits);
            i = Vector256<int>.Count - 1;
        }
        for (; i >= 0; i--)
            Entries[i] = Joined(Entries[i], Entries[i >> (int)(Entries[i] & 15)], Bits);
    }

    private static uint Joined(uint first, uint second, int bits)
    {
        if (first >= InflateEntry.Length || (second & InflateEntry.Special) != 0)
            return first;
        var used = (int)first & InflateEntry.BitsMask;
        var match = (second & InflateEntry.Length) != 0;
        var more = (int)(match ? second >> InflateEntry.LengthCodeShift : second) & 15;
        if (used + more > bits)
            return first;
        return match
            ? first + second + ((uint)used << InflateEntry.LengthCodeShift)
            : first + (second & Literal) + ((second & 0xFF00) << InflateEntry.LiteralShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinVector(uint* entries, int start, int bits)
    {
        var first = Vector256.Load(entries + start);
        var used = first & Vector256.Create(15u);
        var index = Vector256.Create((uint)start) + Vector256<uint>.Indices;
        var second = Avx2.GatherVector256(
            entries, Avx2.ShiftRightLogicalVariable(index, used).AsInt32(), sizeof(uint));
        var match = (second.AsInt32() << 1 >> 31).AsUInt32();
        var more = Vector256.ConditionalSelect(match, second >> InflateEntry.LengthCodeShift, second) & Vector256.Create(15u);
        var literals = (second & Vector256.Create(Literal)) + ((second & Vector256.Create(0xFF00u)) << InflateEntry.LiteralShift);
        var added = Vector256.ConditionalSelect(match, second + (used << InflateEntry.LengthCodeShift), literals);
        var fits = Vector256.LessThanOrEqual((used + more).AsInt32(), Vector256.Create(bits)).AsUInt32()
            & Vector256.GreaterThanOrEqual(second.AsInt32(), Vector256<int>.Zero).AsUInt32()
            & Vector256.Equals(first >> 30, Vector256<uint>.Zero);
        (first + (added & fits)).Store(entries + start);
    }
}
