using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// All byte codecs. A new codec takes a file, whose <see cref="CodecEntry"/> declares everything that formats and users need to know, and a
/// line here. <see cref="Add"/> adds a codec from outside the library.
/// </summary>
public static class CodecTable
{
    /// <summary>The name that stands for no codec.</summary>
    public const string None = "none";

    private static ImmutableArray<CodecEntry> _entries =
    [
        DeflateCodec.Entry,
        GzipCodec.Entry,
        ZstdCodec.Entry,
        BloscCodec.Entry,
        Lz4Codec.Entry,
        LzfCodec.Entry,
        Bz2Codec.Entry,
        ShuffleCodec.Entry,
        BitshuffleCodec.Entry,
        Fletcher32Codec.Entry,
        ChecksumCodec.Crc32,
        Crc32C.Entry,
        Adler32.Entry,
        LossyFilterCodec.BitGroom,
        LossyFilterCodec.GranularBitRound,
    ];

    /// <summary>The codecs of this library, followed by those added.</summary>
    public static ImmutableArray<CodecEntry> Entries => _entries;

    /// <summary>The filters of HDF5, by their registered numbers.</summary>
    public static FormatCodecs<int, Hdf5CodecForm> Hdf5 { get; } = new("HDF5", entry => [entry.Hdf5]);

    /// <summary>The bytes-to-bytes codecs of Zarr 2, by their ids.</summary>
    public static FormatCodecs<string, ZarrCodecForm> Zarr2 { get; } = new("Zarr 2", entry => [entry.Zarr2]);

    /// <summary>The bytes-to-bytes codecs of Zarr 3, by their names.</summary>
    public static FormatCodecs<string, ZarrCodecForm> Zarr3 { get; } = new("Zarr 3", entry => [entry.Zarr3, entry.Zarr2?.Prefixed]);

    /// <summary>
    /// Adds a codec until the process ends. All formats and <c>darray</c> then know it. Safe for use by many threads.
    /// </summary>
    /// <exception cref="ArgumentException">Its name, or its id in a format, is already taken.</exception>
    public static void Add(CodecEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ImmutableInterlocked.Update(ref _entries, entries => entries.FirstOrDefault(known => Collides(known, entry)) is { } taken
            ? throw new ArgumentException($"the codec '{entry.Name}' has a name or number of the codec '{taken.Name}', which is in the table already", nameof(entry))
            : entries.Add(entry));
    }

    /// <summary>Finds a codec by its name; null if there is none.</summary>
    public static CodecEntry? FindName(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Gets a codec by its name.</summary>
    /// <exception cref="CodecException">There is no such codec. The message lists all codecs.</exception>
    public static CodecEntry ForName(string name) => FindName(name) ?? throw new CodecException(
        $"the codec '{name}' is not supported. Supported: " + string.Join(", ", Entries.Select(entry => entry.Name)));

    private static bool Collides(CodecEntry known, CodecEntry added) => added.Name is None || added.Name == known.Name
        || (added.Hdf5 is { } filter && known.Hdf5?.Id == filter.Id)
        || (added.Zarr2 is { } v2 && known.Zarr2?.Id == v2.Id)
        || (added.Zarr3 is { } v3 && (known.Zarr3?.Id == v3.Id || known.Zarr2?.Prefixed.Id == v3.Id));
}
