using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>Reads the bits of a deflate stream, lowest bit first (RFC 1951, 3.1.1). Never reads beyond <see cref="End"/>.</summary>
internal unsafe struct BitReader
{
    public byte* Next;
    public byte* End;
    public ulong Bits;

    /// <summary>The number of valid bits in <see cref="Bits"/>. Those above are 0.</summary>
    public int Count;

    public BitReader(byte* start, byte* end)
    {
        Next = start;
        End = end;
    }

    /// <summary>Reads bytes until there are at least 56 bits or no more bytes.</summary>
    public void Fill()
    {
        while (Count < 56 && Next < End)
        {
            Bits |= (ulong)*Next++ << Count;
            Count += 8;
        }
    }

    /// <summary>Takes up to 16 bits, if there are that many.</summary>
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

    /// <summary>Skips to the next whole byte, and returns bytes that were read but not used.</summary>
    public void AlignToByte()
    {
        Next -= Count >> 3;
        Bits = 0;
        Count = 0;
    }

    /// <summary>Gets the lowest bits of a value. The lowest byte of the count gives their number, at most 63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong bits, uint count) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, count) : bits & ((1UL << (int)count) - 1);
}
