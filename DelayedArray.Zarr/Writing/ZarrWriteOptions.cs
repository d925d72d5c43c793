using System.Collections.Immutable;
using System.Text.Json;

namespace DelayedArrays;

/// <summary>How an array is written to a Zarr store.</summary>
public sealed record ZarrWriteOptions
{
    /// <summary>
    /// The version of Zarr, 2 or 3. By default that of the group the array goes into; where there is none, 3 for arrays with
    /// shards and otherwise 2, which every reader of Zarr knows.
    /// </summary>
    public int? Version { get; init; }

    /// <summary>
    /// Shape of the chunks; by default that of the source's where it is moderate, else boxes of about 1 MiB. They may be longer
    /// than the array, which then has room to grow.
    /// </summary>
    public ImmutableArray<long> Chunks { get; init; } = [];

    /// <summary>Shape of the shards of Zarr 3, multiples of <see cref="Chunks"/>; none by default.</summary>
    public ImmutableArray<long> Shards { get; init; } = [];

    /// <summary>
    /// How chunks are compressed: one of the choices of <see cref="CodecTable.Zarr2"/> and <see cref="CodecTable.Zarr3"/>, such as
    /// <c>blosc-lz4</c> (by default), <c>zstd</c>, <c>gzip</c>, or <c>none</c>. What Zarr 3 has no name of its own for has the name
    /// that numcodecs gives it there.
    /// </summary>
    public string Compression { get; init; } = "blosc-lz4";

    /// <summary>Level of compression; by default a fast one of each compressor.</summary>
    public int? Level { get; init; }

    /// <summary>The shuffle; by default of bytes within Blosc, and none elsewhere.</summary>
    public CodecShuffle? Shuffle { get; init; }

    /// <summary>
    /// Codecs in the order of writing, instead of <see cref="Compression"/> and <see cref="Shuffle"/>: filters first. In Zarr 2 the
    /// last one is the compressor if it takes bytes; in Zarr 3 <c>bytes</c> is added where it is missing.
    /// </summary>
    public ImmutableArray<ZarrCodecSpec>? Codecs { get; init; }

    /// <summary>Whether the first axis runs fastest within chunks: order F of Zarr 2, <c>transpose</c> in Zarr 3.</summary>
    public bool IsFortranOrder { get; init; }

    /// <summary>Whether the most significant byte of numbers comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>What stands between the numbers in keys of chunks, <c>.</c> or <c>/</c>; by default as usual in each version.</summary>
    public char? Separator { get; init; }

    /// <summary>The value of elements that are not stored: a number that the element type holds, or a boolean; 0 by default.</summary>
    public object? FillValue { get; init; }

    /// <summary>Whether chunks that hold nothing but the fill value are left out; all NaN are taken for the same.</summary>
    public bool SkipFillChunks { get; init; }

    /// <summary>Names of the axes; in Zarr 2 they are an attribute, as xarray writes it.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; } = [];

    /// <summary>Attributes, a JSON object; none by default.</summary>
    public JsonElement Attributes { get; init; } = ZarrJson.EmptyObject;

    /// <summary>Whether what is already there is replaced; it stays until the new array is complete.</summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// Whether a zip file that is there is copied, and the copy put in its place when it is complete, instead of being extended; see
    /// <see cref="ZipZarrStore.Update"/>. Costs a copy, and drops what replaced arrays have left.
    /// </summary>
    public bool CopyZip { get; init; }

    /// <summary>
    /// Whether a write that was interrupted is continued: chunks it has finished are not computed again. It must have been of the
    /// same shape, chunks and codecs; that it was of the same values is up to the caller. With this set, a write that fails or is
    /// cancelled leaves what it has finished, hidden, to be continued.
    /// </summary>
    public bool Resume { get; init; }
}
