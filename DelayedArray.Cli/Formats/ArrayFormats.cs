namespace DelayedArrays;

/// <summary>A storage format of the command line.</summary>
internal interface IArrayFormat
{
    /// <summary>The format's name in output.</summary>
    string Name { get; }

    /// <summary>Whether a path looks like a file or store of this format, existing or new.</summary>
    bool Recognizes(string path);

    /// <summary>Whether a whole file or store may be an array, without a name inside.</summary>
    bool HasRootArrays => false;

    /// <summary>Opens an array.</summary>
    DelayedArray Open(ArrayLocation location);

    /// <summary>Describes an array. Without a name inside, describes the content of the container.</summary>
    Description Describe(ArrayLocation location);

    /// <summary>Writes an array.</summary>
    void Write(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution);

    /// <summary>Builds an index of a sparse array.</summary>
    /// <returns>Path of the index.</returns>
    string BuildIndex(ArrayLocation location, MinorIndexPlace place, ExecutionOptions execution);

    /// <summary>Reads all content.</summary>
    /// <returns>What was read, one item per line.</returns>
    IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution);
}

/// <summary>How to store an array.</summary>
/// <param name="Chunks">Lengths of chunks. For a sparse array, entries per chunk.</param>
/// <param name="Codec">Name of the compressor.</param>
/// <param name="Level">Level of the compressor.</param>
/// <param name="Shuffle">Whether to shuffle bytes where that is usual.</param>
/// <param name="Overwrite">Whether to replace existing content.</param>
/// <param name="Sparse">The layout of a sparse array; null for a dense one.</param>
/// <param name="Version">Version of the format, if it has several.</param>
/// <param name="Shards">Lengths of shards, if the format has them.</param>
/// <param name="Copy">Whether to change a copy of an existing file instead of the file itself.</param>
internal sealed record WriteRequest(
    long[]? Chunks, string? Codec, int? Level, bool Shuffle, bool Overwrite, SparseLayout? Sparse = null, int? Version = null,
    long[]? Shards = null, bool Copy = false);

/// <summary>Describes an array or a member of a container.</summary>
/// <param name="Format">Format and version.</param>
/// <param name="Path">Its name.</param>
/// <param name="Kind">Its kind, in a word or two.</param>
/// <param name="Shape">Lengths of the axes of an array.</param>
/// <param name="ElementType">Name of the type of its elements.</param>
/// <param name="Chunks">Lengths of its chunks if they have one shape; with shards, of the chunks inside.</param>
/// <param name="Codecs">Names of its codecs.</param>
/// <param name="StoredBytes">Bytes it takes; null if unknown.</param>
/// <param name="Members">The members of a container.</param>
/// <param name="Sparse">The details of a sparse array.</param>
/// <param name="Damage">Why it cannot be described further.</param>
/// <param name="Shards">Lengths of its shards, if it has any.</param>
/// <param name="IsStoredEstimated">Whether <paramref name="StoredBytes"/> is estimated from some of the chunks.</param>
/// <param name="IsCut">Whether the list of members is incomplete.</param>
internal sealed record Description(
    string Format, string Path, string Kind, long[]? Shape = null, string? ElementType = null, long[]? Chunks = null,
    IReadOnlyList<string>? Codecs = null, long? StoredBytes = null, IReadOnlyList<Description>? Members = null,
    SparseDescription? Sparse = null, string? Damage = null, long[]? Shards = null, bool IsStoredEstimated = false, bool IsCut = false)
{
    /// <summary>Possible problems, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The store inside the named folder or file, if that is not a store itself.</summary>
    public string? Store { get; init; }

    /// <summary>Whether it is an array, and not a container or a link.</summary>
    public bool IsArray => Kind == "dataset" || Sparse is not null;
}

/// <summary>The further details of a sparse array.</summary>
/// <param name="Layout"><c>csr</c> or <c>csc</c>.</param>
/// <param name="Variant">The convention by which it is stored, such as <c>h5ad</c>.</param>
/// <param name="Entries">The number of stored entries.</param>
/// <param name="Density">Their share of all elements.</param>
/// <param name="HasIndex">Whether the uncompressed axis has an index.</param>
internal sealed record SparseDescription(string Layout, string Variant, long Entries, double Density, bool HasIndex);

/// <summary>All formats of the command line. To add one, add a file and a line here.</summary>
internal static class ArrayFormats
{
    private static readonly IArrayFormat[] All = [new Hdf5Format(), new ZarrFormat()];

    public static DelayedArray Open(ArrayLocation location)
    {
        (location, var format) = Find(location);
        return location.Inner is null && !format.HasRootArrays
            ? throw new UsageException($"{location}: expected the name of an array inside, as in {location.Path}::X")
            : format.Open(location);
    }

    /// <summary>Reads all content of a location.</summary>
    public static IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution)
    {
        (location, var format) = Find(location);
        return format.Verify(location, execution);
    }

    /// <summary>Finds a location and its format. In a folder that is not a store, finds the only file or store inside.</summary>
    /// <exception cref="IOException">There is none. The message says what exists instead.</exception>
    public static (ArrayLocation Location, IArrayFormat Format) Find(ArrayLocation location)
    {
        var found = SourceFinder.Find(location);
        return (found, For(found.Path));
    }

    /// <summary>The format of a path, existing or new.</summary>
    public static IArrayFormat For(string path) => Array.Find(All, format => format.Recognizes(path)) ?? All[0];
}
