using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How chunks are compressed.</summary>
public enum Hdf5Compression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>zlib's deflate, which every HDF5 library reads.</summary>
    Deflate,

    /// <summary>LZF, which h5py and this library read.</summary>
    Lzf,

    /// <summary>Zstandard; other readers need its plugin.</summary>
    Zstd,

    /// <summary>LZ4; other readers need its plugin.</summary>
    Lz4,

    /// <summary>Blosc with LZ4 inside; other readers need its plugin.</summary>
    Blosc,
}

/// <summary>How an array is written to an HDF5 dataset.</summary>
public sealed record Hdf5WriteOptions
{
    /// <summary>Shape of the chunks; by default that of the source's where it is moderate, else boxes of about 1 MiB.</summary>
    public ImmutableArray<long> Chunks { get; init; } = [];

    /// <summary>Whether the dataset is stored in one piece, without chunks and so without compression.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>How chunks are compressed; deflate by default.</summary>
    public Hdf5Compression Compression { get; init; } = Hdf5Compression.Deflate;

    /// <summary>Level of compression, from 0 or 1 up to 9 (22 for zstd); by default a fast one of each compressor.</summary>
    public int? Level { get; init; }

    /// <summary>Whether bytes are shuffled before they are compressed, which helps numbers of more than one byte.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a dataset that is already there is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How a file that is there already is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }
}

/// <summary>The filters of each compression.</summary>
internal static class Hdf5Compressions
{
    /// <summary>The filters for chunks of the given size, in the order of writing.</summary>
    public static ImmutableArray<Hdf5Filter> Filters(Hdf5WriteOptions options, int elementSize, long chunkBytes)
    {
        if (options.Compression == Hdf5Compression.None || options.IsContiguous)
            return [];
        var compressor = Compressor(options, elementSize, chunkBytes);
        // Blosc shuffles by itself.
        return options.Shuffle && elementSize > 1 && options.Compression != Hdf5Compression.Blosc
            ? [Hdf5Filter.Shuffle with { ClientData = [(uint)elementSize] }, compressor]
            : [compressor];
    }

    private static Hdf5Filter Compressor(Hdf5WriteOptions options, int elementSize, long chunkBytes) => options.Compression switch
    {
        Hdf5Compression.Deflate => Hdf5Filter.Deflate(options.Level ?? 4),
        // Revision of h5py's filter, version of liblzf, bytes of a chunk.
        Hdf5Compression.Lzf => new(32000, "lzf", IsOptional: true, [4, 0x0105, (uint)chunkBytes]),
        Hdf5Compression.Zstd => new(32015, "zstd", IsOptional: true, [(uint)Level(options, 3, 22)]),
        Hdf5Compression.Lz4 => new(32004, "lz4", IsOptional: true, []),
        // Revision of the filter, version of the format, element size, bytes of a chunk, level, shuffle, LZ4.
        Hdf5Compression.Blosc => new(32001, "blosc", IsOptional: true,
            [2, 2, (uint)elementSize, (uint)chunkBytes, (uint)Level(options, 5, 9), options.Shuffle ? 1u : 0u, 1]),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Compression, "unknown compression"),
    };

    private static int Level(Hdf5WriteOptions options, int usual, int most) => options.Level is not { } level ? usual
        : level >= 0 && level <= most ? level
        : throw new ArgumentOutOfRangeException(nameof(options), level, $"{options.Compression} has the levels 0 to {most}");
}
