using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Checksums (CRC-32C) of the sectors of a page. Disks write whole sectors.</summary>
[InlineArray(Sectors)]
internal struct PageSums : IEquatable<PageSums>
{
    /// <summary>Bytes of a sector.</summary>
    public const int SectorSize = 512;

    /// <summary>Sectors of a page.</summary>
    public const int Sectors = PageOverlay.PageSize / SectorSize;

    private uint _first;

    /// <summary>The checksums of a page.</summary>
    public static PageSums Of(ReadOnlySpan<byte> page)
    {
        PageSums sums = default;
        for (var k = 0; k < Sectors; k++)
            sums[k] = Sum(page.Slice(k * SectorSize, SectorSize));
        return sums;
    }

    /// <summary>The checksum of bytes, whose length is a multiple of eight.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            sum = BitOperations.Crc32C(sum, word);
        return ~sum;
    }

    /// <summary>Whether each sector is in one of two states.</summary>
    public readonly bool IsMixOf(PageSums one, PageSums other)
    {
        for (var k = 0; k < Sectors; k++)
        {
            if (this[k] != one[k] && this[k] != other[k])
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public readonly bool Equals(PageSums other) => ((ReadOnlySpan<uint>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is PageSums other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => (int)this[0];
}
