using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>How an array is written to a Zarr store.</summary>
public sealed record ZarrWriteOptions
{
    /// <summary>
    /// The version of Zarr, 2 or 3. By default the version of the group around the array. Without a group, 3 for arrays with shards and
    /// otherwise 2, which every reader of Zarr knows.
    /// </summary>
    public int? Version { get; init; }

    /// <summary>
    /// Shape of the chunks; by default that of the source's chunks if their size is moderate, otherwise boxes of about 1 MiB. A chunk may be
    /// longer than the array, which then has room to grow.
    /// </summary>
    public ImmutableArray<long> Chunks { get; init; } = [];

    /// <summary>Shape of the shards of Zarr 3, multiples of <see cref="Chunks"/>; none by default.</summary>
    public ImmutableArray<long> Shards { get; init; } = [];

    /// <summary>
    /// The compressor of chunks: one of the choices of <see cref="CodecTable.Zarr2"/> and <see cref="CodecTable.Zarr3"/>, such as
    /// <c>blosc-lz4</c> (the default), <c>zstd</c>, <c>gzip</c>, or <c>none</c>. A codec that Zarr 3 does not name itself is stored under
    /// the name that numcodecs gives it there.
    /// </summary>
    public string Compression { get; init; } = "blosc-lz4";

    /// <summary>Level of compression; by default a fast level of the compressor.</summary>
    public int? Level { get; init; }

    /// <summary>The shuffle; by default of bytes within Blosc, and none for other compressors.</summary>
    public CodecShuffle? Shuffle { get; init; }

    /// <summary>
    /// Codecs in the order of encoding, filters first. They take the place of <see cref="Compression"/> and <see cref="Shuffle"/>. In Zarr 2,
    /// the last codec is the compressor if it takes bytes. In Zarr 3, <c>bytes</c> is added if it is missing.
    /// </summary>
    public ImmutableArray<ZarrCodecSpec>? Codecs { get; init; }

    /// <summary>Whether the first axis varies fastest within chunks: order F of Zarr 2, <c>transpose</c> of Zarr 3.</summary>
    public bool IsFortranOrder { get; init; }

    /// <summary>Whether the most significant byte of numbers comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>
    /// The character between the indices in keys of chunks, <c>.</c> or <c>/</c>; by default the usual one of the version.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>The value of elements that are not stored: a number of the element type, or a boolean; 0 by default.</summary>
    public object? FillValue { get; init; }

    /// <summary>Whether to leave out chunks that hold only the fill value. All NaN count as equal.</summary>
    public bool SkipFillChunks { get; init; }

    /// <summary>Names of the axes. In Zarr 2 they are stored as an attribute, as xarray does.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; } = [];

    /// <summary>The attributes: a JSON object; empty by default.</summary>
    public JsonElement Attributes { get; init; } = ZarrJson.EmptyObject;

    /// <summary>Whether to replace an existing array. It stays until the new one is complete.</summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// Whether to copy an existing zip file, and replace it by the copy once that is complete, instead of extending it; see
    /// <see cref="ZipZarrStore.Update"/>. A copy takes time and space, and drops what replaced arrays have left.
    /// </summary>
    public bool CopyZip { get; init; }

    /// <summary>
    /// Whether to continue an interrupted write. Its finished chunks are not computed again. It must have had the same shape, chunks and
    /// codecs. The caller must make sure that it also had the same values. With this option, a write that fails or is cancelled keeps its
    /// finished chunks, hidden, to be continued.
    /// </summary>
    public bool Resume { get; init; }
}
