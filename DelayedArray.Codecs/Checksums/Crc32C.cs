using System.Buffers.Binary;
using System.Numerics;

namespace DelayedArrays;

/// <summary>CRC-32C (Castagnoli), RFC 3720. Uses the processor's instruction if it has one.</summary>
public static class Crc32C
{
    internal static CodecEntry Entry { get; } = new("crc32c")
    {
        IsStep = true,
        Zarr2 = new("crc32c", stored => ChecksumCodec.Create("crc32c", Compute, ChecksumCodec.IsAtStart(stored, absent: false))) { Write = _ => [] },
        Zarr3 = new("crc32c", _ => ChecksumCodec.Create("crc32c", Compute, isAtStart: false)) { Write = _ => [] },
    };

    /// <summary>Computes the checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
