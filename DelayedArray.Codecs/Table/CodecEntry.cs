using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The one declaration of a codec: how each format stores it, and what users call it. A format that is null has no such codec.</summary>
/// <param name="Name">The codec's name here.</param>
public sealed record CodecEntry(string Name)
{
    /// <summary>The codec as a filter of HDF5.</summary>
    public Hdf5CodecForm? Hdf5 { get; init; }

    /// <summary>The codec in metadata of Zarr 2.</summary>
    public ZarrCodecForm? Zarr2 { get; init; }

    /// <summary>The codec in metadata of Zarr 3. Without it, Zarr 3 has the form of Zarr 2, with <c>numcodecs.</c> before its id.</summary>
    public ZarrCodecForm? Zarr3 { get; init; }

    /// <summary>What may follow the name and a dash to say what works inside, the default first: <c>lz4</c> makes <c>blosc-lz4</c>.</summary>
    public ImmutableArray<string> Variants { get; init; } = [];

    /// <summary>Whether this is a step before or after a compressor, which users do not choose in place of one.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether the codec shuffles bytes itself, so that no shuffle is put before it.</summary>
    public bool ShufflesItself { get; init; }
}
