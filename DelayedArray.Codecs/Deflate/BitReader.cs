using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>The bits of a deflate stream, the first one lowest (RFC 1951, 3.1.1). Never reads beyond <see cref="End"/>.</summary>
internal unsafe struct BitReader
{
    public byte* Next;
    public byte* End;
    public ulong Bits;

    /// <summary>How many of <see cref="Bits"/> are there; those above are 0.</summary>
    public int Count;

    public BitReader(byte* start, byte* end)
    {
        Next = start;
        End = end;
    }

    /// <summary>Takes in bytes until there are at least 56 bits or no more bytes.</summary>
    public void Fill()
    {
        while (Count < 56 && Next < End)
        {
            Bits |= (ulong)*Next++ << Count;
            Count += 8;
        }
    }

    /// <summary>Takes up to 16 bits, where so many are there.</summary>
    public bool TryTake(int count, out uint value)
    {
        if (Count < count)
            Fill();
        value = (uint)Low(Bits, (uint)count);
        if (Count < count)
            return false;
        Skip(count);
        return true;
    }

    public void Skip(int count)
    {
        Bits >>= count;
        Count -= count;
    }

    /// <summary>Goes to the next whole byte and gives back the bytes that were taken in but not used.</summary>
    public void AlignToByte()
    {
        Next -= Count >> 3;
        Bits = 0;
        Count = 0;
    }

    /// <summary>The lowest bits of a value; how many, at most 63, is said by the lowest byte of the count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong bits, uint count) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, count) : bits & ((1UL << (int)count) - 1);
}
