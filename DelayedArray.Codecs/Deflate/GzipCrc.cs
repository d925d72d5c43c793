namespace DelayedArrays;

/// <summary>CRC-32 as gzip has it (RFC 1952, 8): polynomial 0xEDB88320, lowest bit first, inverted at both ends.</summary>
internal static class GzipCrc
{
    public const uint Start = 0;
    public const uint Polynomial = 0xEDB88320;
    private static readonly uint[] s_table = MakeTable();

    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        if (GzipCrcFolding.IsSupported) crc = GzipCrcFolding.Append(crc, ref bytes);
        foreach (var value in bytes) crc = s_table[(int)((crc ^ value) & 0xFF)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            table[i] = crc;
        }
        return table;
    }
}
