using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Converts numbers from their stored form to that of this machine.</summary>
public static class StoredNumbers
{
    /// <summary>Reverses the bytes of each element in place if the file has the other byte order, and makes booleans 0 or 1.</summary>
    public static unsafe void ToNative<T>(Span<T> values, bool swap) where T : unmanaged
    {
        if (typeof(T) == typeof(bool))
            Normalize(MemoryMarshal.AsBytes(values));
        if (!swap)
            return;
        var bytes = MemoryMarshal.AsBytes(values);
        switch (sizeof(T))
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }

    private static void Normalize(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
            value = value == 0 ? (byte)0 : (byte)1;
    }
}
