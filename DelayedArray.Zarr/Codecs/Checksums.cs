using System.Buffers.Binary;
using System.Numerics;

namespace DelayedArrays;

/// <summary>CRC-32C (Castagnoli), RFC 3720, with the processor's instruction where it has one.</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}

/// <summary>Adler-32 (RFC 1950).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // The most steps after which the second sum still fits in 32 bits.
    private const int MostSteps = 5552;

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint sum = 1;
        uint sums = 0;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, MostSteps)];
            foreach (byte b in part)
            {
                sum += b;
                sums += sum;
            }
            sum %= Modulus;
            sums %= Modulus;
            bytes = bytes[part.Length..];
        }
        return (sums << 16) | sum;
    }
}
