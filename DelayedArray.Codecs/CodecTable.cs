using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>What a codec is created from.</summary>
/// <param name="ElementSize">Bytes per element of the array, used where the parameters do not say.</param>
/// <param name="Parameters">The parameters stored with the data: the client data values of an HDF5 filter.</param>
public sealed record CodecConfiguration(int ElementSize, ImmutableArray<uint> Parameters)
{
    /// <summary>A configuration of single bytes with no parameters.</summary>
    public static CodecConfiguration Default { get; } = new(1, []);

    /// <summary>The parameter at an index, or a default where there are not so many.</summary>
    public uint Parameter(int index, uint defaultValue) =>
        Parameters.IsDefault || index >= Parameters.Length ? defaultValue : Parameters[index];

    /// <summary>The element size that a parameter states; where it is absent or 0, that of the array. In bytes.</summary>
    internal int ElementSizeAt(int index)
    {
        var size = Parameter(index, 0);
        return size == 0 ? ElementSize : (int)Math.Min(size, int.MaxValue);
    }
}

/// <summary>One line of the table of codecs.</summary>
/// <param name="Name">Name by which the codec is looked up.</param>
/// <param name="Hdf5FilterId">Its registered HDF5 filter number, if it is one.</param>
/// <param name="Create">Creates it. Throws <see cref="CodecException"/> for impossible parameters; loads no library.</param>
public sealed record CodecEntry(string Name, int? Hdf5FilterId, Func<CodecConfiguration, IByteCodec> Create)
{
    /// <summary>Whether the codec can run on this machine. Looks for its native library on the first call.</summary>
    /// <param name="configuration">Its parameters, which may say what it needs; by default none.</param>
    /// <exception cref="CodecException">The parameters are not possible.</exception>
    public bool IsAvailable(CodecConfiguration? configuration = null) =>
        Create(configuration ?? CodecConfiguration.Default).IsAvailable;
}

/// <summary>All byte codecs. A new one is a file and a line here.</summary>
public static class CodecTable
{
    /// <summary>The codecs, each with its HDF5 filter number, if it has one.</summary>
    public static ImmutableArray<CodecEntry> Entries { get; } =
    [
        new("deflate", 1, c => new DeflateCodec(DeflateCodec.LevelOf(c))),
        new("shuffle", 2, c => new ShuffleCodec(c.ElementSizeAt(0))),
        new("fletcher32", 3, _ => new Fletcher32Codec()),
        new("bz2", 307, c => new Bz2Codec((int)Math.Min(c.Parameter(0, Bz2Codec.DefaultLevel), int.MaxValue))),
        new("lzf", 32000, _ => new LzfCodec()),
        new("blosc", 32001, c => new BloscCodec(
            c.ElementSizeAt(2), (int)c.Parameter(4, 5), (int)c.Parameter(5, 1), (int)c.Parameter(6, 0))),
        new("lz4", 32004, c => new Lz4Codec(c.Parameter(0, 0))),
        new("bitshuffle", 32008, c => new BitshuffleCodec(
            c.ElementSizeAt(2), c.Parameter(3, 0), (BitshuffleCompression)c.Parameter(4, 0),
            (int)c.Parameter(5, ZstdCodec.DefaultLevel))),
        new("zstd", 32015, c => new ZstdCodec((int)c.Parameter(0, ZstdCodec.DefaultLevel))),
        new("bitgroom", 32022, _ => new LossyFilterCodec("bitgroom")),
        new("granular-bitround", 32023, _ => new LossyFilterCodec("granular-bitround")),
        new("gzip", null, c => new GzipCodec(DeflateCodec.LevelOf(c))),
    ];

    /// <summary>The codec of an HDF5 filter, or null where there is none here.</summary>
    public static CodecEntry? FindHdf5Filter(int id) => Entries.FirstOrDefault(e => e.Hdf5FilterId == id);

    /// <summary>The codec of an HDF5 filter.</summary>
    /// <exception cref="CodecException">There is none; the message lists those there are.</exception>
    public static CodecEntry ForHdf5Filter(int id) => FindHdf5Filter(id) ?? throw new CodecException(
        $"HDF5 filter {id}: no codec here. Known: " +
        string.Join(", ", Entries.Where(e => e.Hdf5FilterId is not null).Select(e => $"{e.Hdf5FilterId} {e.Name}")));

    /// <summary>The codec of a name, or null where there is none.</summary>
    public static CodecEntry? FindName(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>The codec of a name.</summary>
    /// <exception cref="CodecException">There is none; the message lists those there are.</exception>
    public static CodecEntry ForName(string name) => FindName(name) ?? throw new CodecException(
        $"codec '{name}' is not known. Known: " + string.Join(", ", Entries.Select(e => e.Name)));
}
