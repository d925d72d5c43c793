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

/// <summary>CRC-32 as in zlib and gzip (RFC 1952), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[][] s_tables = Tables();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint[][] t = s_tables;
        uint crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            bytes = bytes[8..];
        }
        foreach (byte b in bytes)
            crc = (crc >> 8) ^ t[0][(crc ^ b) & 0xFF];
        return ~crc;
    }

    /// <summary>Table k holds the effect of a byte that k more bytes follow.</summary>
    private static uint[][] Tables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            tables[0][i] = crc;
        }
        for (int k = 1; k < tables.Length; k++)
        {
            for (int i = 0; i < 256; i++)
                tables[k][i] = (tables[k - 1][i] >> 8) ^ tables[0][tables[k - 1][i] & 0xFF];
        }
        return tables;
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
