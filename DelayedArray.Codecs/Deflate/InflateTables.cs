using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>All look-up tables for inflating in one block of memory, so that one register holds their address.</summary>
internal sealed unsafe class InflateTables
{
    public const int LiteralBits = 11;
    public const int DistanceBits = 9;
    public const int CodeLengthBits = 7;

    /// <summary>The position of the distance table, in entries. The literal table comes first.</summary>
    public const int Distances = (1 << LiteralBits) + (288 / 2 << (InflateTable.MaximumCodeLength - LiteralBits));

    public const int CodeLengths = Distances + (1 << DistanceBits) + (32 / 2 << (InflateTable.MaximumCodeLength - DistanceBits));

    /// <summary>The position of the tables of <see cref="MatchCopy"/>, in bytes.</summary>
    public const int Copying = (CodeLengths + (1 << CodeLengthBits)) * sizeof(uint);

    private const int Alignment = 64;
    private readonly byte[] _memory;

    public InflateTables()
    {
        var copying = MatchCopy.Tables;
        _memory = GC.AllocateArray<byte>(Copying + copying.Length + Alignment, pinned: true);
        Start = (byte*)(((nuint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));
        copying.CopyTo(new Span<byte>(Start + Copying, copying.Length));
        var entries = (uint*)Start;
        Literal = new InflateTable(entries, LiteralBits, InflateEntry.LiteralSymbols, InflateEntry.LengthCodeShift);
        Distance = new InflateTable(entries + Distances, DistanceBits, InflateEntry.DistanceSymbols, InflateEntry.DistanceCodeShift);
        CodeLength = new InflateTable(
            entries + CodeLengths, CodeLengthBits, InflateEntry.CodeLengthSymbols, InflateEntry.DistanceCodeShift);
    }

    public byte* Start { get; }

    public InflateTable Literal { get; }

    public InflateTable Distance { get; }

    public InflateTable CodeLength { get; }
}
