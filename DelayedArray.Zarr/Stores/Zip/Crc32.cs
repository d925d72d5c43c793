using System.Buffers.Binary;

namespace DelayedArrays;

/// <summary>The CRC-32 of zip files (ISO 3309, reflected polynomial EDB88320), eight bytes at a time by tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Rows = 8;
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of some bytes and others that follow.</summary>
    /// <param name="checksum">That of the first ones.</param>
    /// <param name="bytes">The others.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        var crc = ~checksum;
        for (; bytes.Length >= Rows; bytes = bytes[Rows..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = tables[(7 << 8) | (byte)word]
                ^ tables[(6 << 8) | (byte)(word >> 8)]
                ^ tables[(5 << 8) | (byte)(word >> 16)]
                ^ tables[(4 << 8) | (byte)(word >> 24)]
                ^ tables[(3 << 8) | (byte)(word >> 32)]
                ^ tables[(2 << 8) | (byte)(word >> 40)]
                ^ tables[(1 << 8) | (byte)(word >> 48)]
                ^ tables[(byte)(word >> 56)];
        }
        foreach (var value in bytes)
            crc = tables[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[Rows << 8];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            tables[value] = crc;
        }
        for (var at = 256; at < tables.Length; at++)
            tables[at] = tables[(byte)tables[at - 256]] ^ (tables[at - 256] >> 8);
        return tables;
    }
}
