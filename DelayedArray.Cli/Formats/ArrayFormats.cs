namespace DelayedArrays;

/// <summary>A storage format of the command line.</summary>
internal interface IArrayFormat
{
    /// <summary>Its name as shown.</summary>
    string Name { get; }

    /// <summary>Whether a path looks like one of its files or stores, there already or to be made.</summary>
    bool Recognizes(string path);

    /// <summary>Whether the file or store itself may be an array, without a name inside.</summary>
    bool HasRootArrays => false;

    /// <summary>Opens an array.</summary>
    DelayedArray Open(ArrayLocation location);

    /// <summary>Describes an array, or what a container holds where no name is given.</summary>
    Description Describe(ArrayLocation location);

    /// <summary>Writes an array.</summary>
    void Write(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution);

    /// <summary>Makes an index of a sparse array.</summary>
    /// <returns>Path of the index.</returns>
    string BuildIndex(ArrayLocation location, MinorIndexPlace place, ExecutionOptions execution);

    /// <summary>Reads everything there is.</summary>
    /// <returns>What was read, a line each.</returns>
    IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution);
}

/// <summary>How an array is to be stored.</summary>
/// <param name="Chunks">Lengths of chunks; of a sparse array, entries of a chunk.</param>
/// <param name="Codec">Name of the compressor.</param>
/// <param name="Level">Its level.</param>
/// <param name="Shuffle">Whether bytes are shuffled where that is usual.</param>
/// <param name="Overwrite">Whether what is there is replaced.</param>
/// <param name="Sparse">The layout of a sparse array; null for a dense one.</param>
/// <param name="Version">Version of the format, where it has several.</param>
/// <param name="Shards">Lengths of shards, where the format has them.</param>
/// <param name="Copy">Whether a copy of a file that is there is changed, instead of the file.</param>
internal sealed record WriteRequest(
    long[]? Chunks, string? Codec, int? Level, bool Shuffle, bool Overwrite, SparseLayout? Sparse = null, int? Version = null,
    long[]? Shards = null, bool Copy = false);

/// <summary>An array, or a member of a container.</summary>
/// <param name="Format">Format and version.</param>
/// <param name="Path">Its name.</param>
/// <param name="Kind">What it is, in a word or two.</param>
/// <param name="Shape">Lengths of the axes of an array.</param>
/// <param name="ElementType">Name of the type of its elements.</param>
/// <param name="Chunks">Lengths of its chunks, if they have one shape; of those inside of shards.</param>
/// <param name="Codecs">Names of its codecs.</param>
/// <param name="StoredBytes">Bytes that it takes, if that is known.</param>
/// <param name="Members">What a container holds.</param>
/// <param name="Sparse">What is to be said of a sparse array.</param>
/// <param name="Damage">Why nothing more can be said of it.</param>
/// <param name="Shards">Lengths of its shards, if it has some.</param>
/// <param name="IsStoredEstimated">Whether <paramref name="StoredBytes"/> is estimated from some of the chunks.</param>
/// <param name="IsCut">Whether there are more members than those told.</param>
internal sealed record Description(
    string Format, string Path, string Kind, long[]? Shape = null, string? ElementType = null, long[]? Chunks = null,
    IReadOnlyList<string>? Codecs = null, long? StoredBytes = null, IReadOnlyList<Description>? Members = null,
    SparseDescription? Sparse = null, string? Damage = null, long[]? Shards = null, bool IsStoredEstimated = false, bool IsCut = false)
{
    /// <summary>What is doubtful of it, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The store inside of the one that was named, if that is none itself.</summary>
    public string? Store { get; init; }

    /// <summary>Whether it is an array, and not what holds or means others.</summary>
    public bool IsArray => Kind == "dataset" || Sparse is not null;
}

/// <summary>What is to be said of a sparse array besides.</summary>
/// <param name="Layout"><c>csr</c> or <c>csc</c>.</param>
/// <param name="Variant">The convention it is stored by, such as <c>h5ad</c>.</param>
/// <param name="Entries">Stored entries.</param>
/// <param name="Density">Their part of all elements.</param>
/// <param name="HasIndex">Whether there is an index of the axis that is not compressed.</param>
internal sealed record SparseDescription(string Layout, string Variant, long Entries, double Density, bool HasIndex);

/// <summary>All formats of the command line. A new one is a file and a line here.</summary>
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

    /// <summary>Reads everything that there is at a place.</summary>
    public static IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution)
    {
        (location, var format) = Find(location);
        return format.Verify(location, execution);
    }

    /// <summary>What is there, and of which format: in a folder that is none itself, the one file or store inside.</summary>
    /// <exception cref="IOException">There is none; the message says what there is.</exception>
    public static (ArrayLocation Location, IArrayFormat Format) Find(ArrayLocation location)
    {
        var found = SourceFinder.Find(location);
        return (found, For(found.Path));
    }

    /// <summary>The format of a path, there already or to be made.</summary>
    public static IArrayFormat For(string path) => Array.Find(All, format => format.Recognizes(path)) ?? All[0];
}
