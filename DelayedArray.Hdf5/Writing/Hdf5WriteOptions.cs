using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>How an array is written to an HDF5 dataset.</summary>
public sealed record Hdf5WriteOptions
{
    /// <summary>Shape of the chunks; by default that of the source's where it is moderate, else boxes of about 1 MiB.</summary>
    public ImmutableArray<long> Chunks { get; init; } = [];

    /// <summary>Whether the dataset is stored in one piece, without chunks and so without compression.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>
    /// How chunks are compressed: one of the choices of <see cref="CodecTable.Hdf5"/>, such as <c>gzip</c> (by default; every HDF5
    /// library reads it), <c>lzf</c> (h5py reads it, too), <c>zstd</c>, <c>blosc-lz4</c>, or <c>none</c>.
    /// </summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>Level of compression, from 0 or 1 up to 9 (22 for zstd); by default a fast one of each compressor.</summary>
    public int? Level { get; init; }

    /// <summary>Whether bytes are shuffled before they are compressed, which helps numbers of more than one byte.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a dataset that is already there is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How a file that is there already is changed.</summary>
    public Hdf5ChangeMode ChangeMode { get; init; }

    /// <summary>The filters for chunks of so many bytes, in the order of writing.</summary>
    /// <exception cref="ArgumentException">There is no such compression, or it has no such level.</exception>
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
