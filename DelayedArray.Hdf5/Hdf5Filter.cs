using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>One step of a dataset's filter pipeline, as stored with the dataset. Ids are those registered with The HDF Group.</summary>
/// <param name="Id">Registered number: 1 deflate, 2 shuffle, 3 fletcher32, 32000 lzf, 32001 blosc, 32004 lz4, 32008 bitshuffle, 32015 zstd.</param>
/// <param name="Name">Its name, where stored or known; empty else.</param>
/// <param name="IsOptional">
/// Whether chunks may go without the filter. A filter this HDF5 library lacks must be optional when a dataset is created; its chunks
/// are then encoded by the caller and written with <see cref="Hdf5Dataset.WriteChunkRaw"/>.
/// </param>
/// <param name="ClientData">The filter's parameters.</param>
public sealed record Hdf5Filter(int Id, string Name, bool IsOptional, ImmutableArray<uint> ClientData)
{
    /// <summary>Compression by zlib.</summary>
    /// <param name="level">0 (none) to 9 (most).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside 0 to 9.</exception>
    public static Hdf5Filter Deflate(int level)
    {
        if (level is < 0 or > 9)
            throw new ArgumentOutOfRangeException(nameof(level), level, $"deflate has the levels 0 to 9, not {level}");
        return new(1, "deflate", IsOptional: true, [(uint)level]);
    }

    /// <summary>First all first bytes, then all second bytes and so on; helps the compressor behind it.</summary>
    public static Hdf5Filter Shuffle { get; } = new(2, "shuffle", IsOptional: true, []);

    /// <summary>A checksum behind each chunk.</summary>
    public static Hdf5Filter Fletcher32 { get; } = new(3, "fletcher32", IsOptional: false, []);

    /// <summary>Whether ids, flags and parameters agree.</summary>
    /// <param name="other">The other filter.</param>
    public bool Equals(Hdf5Filter? other) => other is not null && Id == other.Id && IsOptional == other.IsOptional
        && ClientData.AsSpan().SequenceEqual(other.ClientData.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, IsOptional, ClientData.Length);
}
