using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How an array is written to an HDF5 dataset.</summary>
public sealed record Hdf5WriteOptions
{
    /// <summary>
    /// Shape of the chunks; by default that of the source's chunks if their size is moderate, otherwise boxes of about 1 MiB.
    /// </summary>
    public ImmutableArray<long> Chunks { get; init; } = [];

    /// <summary>Whether the dataset is contiguous: without chunks, and so without compression.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>
    /// The compressor of chunks: one of the choices of <see cref="CodecTable.Hdf5"/>, such as <c>gzip</c> (the default, which every HDF5
    /// library reads), <c>lzf</c> (which h5py also reads), <c>zstd</c>, <c>blosc-lz4</c>, or <c>none</c>.
    /// </summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>Level of compression, from 0 or 1 up to 9 (22 for zstd); by default a fast level of the compressor.</summary>
    public int? Level { get; init; }

    /// <summary>Whether to shuffle bytes before compression. This helps with numbers of more than one byte.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether to replace an existing dataset.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How to change an existing file.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }

    /// <summary>Makes the filters for elements and chunks of the given sizes, in the order of encoding.</summary>
    /// <exception cref="ArgumentException">The compressor is unknown, or does not have the level.</exception>
    internal ImmutableArray<Hdf5Filter> Filters(int elementSize, long chunkLength)
    {
        if (IsContiguous || CodecTable.Hdf5.Choose(Compression) is not { } chosen)
            return [];
        var shuffles = Shuffle && elementSize > 1;
        var choice = new CodecChoice
        {
            Variant = chosen.Variant,
            Level = Level,
            Shuffle = Shuffle ? CodecShuffle.Bytes : CodecShuffle.None,
            ElementSize = elementSize,
            ChunkLength = chunkLength,
        };
        var compressor = Hdf5Filter.Of(chosen.Codec, choice);
        return shuffles && !chosen.Codec.ShufflesItself ? [Hdf5Filter.Of(ShuffleCodec.Entry, choice), compressor] : [compressor];
    }
}
