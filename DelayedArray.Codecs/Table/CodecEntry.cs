using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The declaration of a codec: its name for users, and its form in each format. A null form means that the format lacks the codec.
/// </summary>
/// <param name="Name">The codec's name in this library.</param>
public sealed record CodecEntry(string Name)
{
    /// <summary>The codec as a filter of HDF5.</summary>
    public Hdf5CodecForm? Hdf5 { get; init; }

    /// <summary>The codec in metadata of Zarr 2.</summary>
    public ZarrCodecForm? Zarr2 { get; init; }

    /// <summary>The codec in metadata of Zarr 3. If null, the form of Zarr 2 is used, with <c>numcodecs.</c> before its id.</summary>
    public ZarrCodecForm? Zarr3 { get; init; }

    /// <summary>
    /// The variants of the codec, default first. Users append one to the name with a dash: <c>lz4</c> makes <c>blosc-lz4</c>.
    /// </summary>
    public ImmutableArray<string> Variants { get; init; } = [];

    /// <summary>Whether the codec is a step before or after a compressor, which users cannot choose instead of one.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether the codec shuffles bytes itself, so that no shuffle is added before it.</summary>
    public bool ShufflesItself { get; init; }
}
