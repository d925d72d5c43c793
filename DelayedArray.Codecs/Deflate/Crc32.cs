namespace DelayedArrays;

/// <summary>CRC-32 as gzip has it (RFC 1952, 8): polynomial 0xEDB88320, lowest bit first, inverted at both ends.</summary>
internal static class Crc32
{
    public const uint Start = 0;
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;
    private static readonly uint[] s_tables = MakeTables();

    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~checksum;
        if (Crc32Folding.IsSupported) crc = Crc32Folding.Append(crc, ref bytes);
        ReadOnlySpan<uint> tables = s_tables;
        while (bytes.Length >= Slices)
        {
            ulong next = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = 0;
            // A byte that more bytes follow has gone through more zeros.
            for (int i = 0; i < Slices; i++)
            {
                crc ^= tables[((Slices - 1 - i) * 256) + (int)(next & 0xFF)];
                next >>= 8;
            }
            bytes = bytes[Slices..];
        }
        foreach (byte value in bytes) crc = tables[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Row k: what each byte becomes with k zero bytes after it.</summary>
    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            tables[i] = crc;
        }
        for (int i = 256; i < tables.Length; i++) tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xFF];
        return tables;
    }
}
