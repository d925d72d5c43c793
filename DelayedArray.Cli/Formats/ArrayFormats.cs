namespace DelayedArrays;

/// <summary>A storage format of the command line.</summary>
internal interface IArrayFormat
{
    /// <summary>The format's name in output.</summary>
    string Name { get; }

    /// <summary>Whether a path looks like a file or store of this format, existing or new.</summary>
    bool Recognizes(string path);

    /// <summary>Whether a location exists and is of this format, whatever its ending.</summary>
    bool Holds(ArrayLocation location);

    /// <summary>Whether messages list an entry of a folder as a file or store of this format. Only a quick look is taken.</summary>
    bool Lists(string path) => Holds(new(path, null));

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
    string BuildIndex(ArrayLocation location, MinorIndexLocation indexLocation, ExecutionOptions execution);

    /// <summary>Reads all content.</summary>
    /// <returns>What was read, one item per line.</returns>
    IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution);
}

/// <summary>All formats of the command line. To add one, add a file and a line here.</summary>
internal static class ArrayFormats
{
    public static IReadOnlyList<IArrayFormat> All { get; } = [new Hdf5Format(), new ZarrFormat()];

    public static DelayedArray Open(ArrayLocation location)
    {
        (location, var format) = Find(location);
        return location.Inner is null && !format.HasRootArrays
            ? throw new UsageException($"{location}: expected the name of an array inside, as in {location.Path}::X{Contents(format, location)}")
            : format.Open(location);
    }

    private static string Contents(IArrayFormat format, ArrayLocation location)
    {
        const int MaxNames = 16;
        return format.Describe(location).Members is { Count: > 0 } members
            ? $"; it contains {string.Join(", ", members.Take(MaxNames).Select(member => member.Path))}{(members.Count > MaxNames ? ", ..." : "")}"
            : "";
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
    public static IArrayFormat For(string path) => All.FirstOrDefault(format => format.Recognizes(path)) ?? All[0];
}
