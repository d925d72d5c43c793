namespace DelayedArrays;

/// <summary>Zarr stores: folders, zip files, and web servers.</summary>
internal sealed class ZarrFormat : IArrayFormat
{
    // The most names to check for files without a key. Checking all names of a large array takes long.
    private const long MaxNames = 10_000;

    private static readonly string[] Markers = [".zarray", ".zgroup", "zarr.json", ".zmetadata"];

    public string Name => "zarr";

    public bool HasRootArrays => true;

    public bool Recognizes(string path) => IsRemote(path) || HasEnding(path) || IsStore(path) || IsZip(path);

    // A folder without metadata may hold arrays if it has the ending.
    public bool Holds(ArrayLocation location) => IsRemote(location.Path) || (Directory.Exists(location.Path)
        ? IsStore(location.Path) || (HasEnding(location.Path) && location.Inner is not null)
        : File.Exists(location.Path) && (HasEnding(location.Path) || IsZip(location.Path)));

    // Looking for zip files under other names would read the end of every file.
    public bool Lists(string path) => Directory.Exists(path) ? IsStore(path) : HasEnding(path);

    /// <summary>Whether a path is the address of a store on a web server.</summary>
    private static bool IsRemote(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path has an ending that stores use.</summary>
    private static bool HasEnding(string path) =>
        Path.TrimEndingDirectorySeparator(path).EndsWith(".zarr", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a folder contains Zarr metadata.</summary>
    public static bool IsStore(string path) => Directory.Exists(path) && Array.Exists(Markers, marker => File.Exists(Path.Combine(path, marker)));

    /// <summary>
    /// Whether a file is a zip file under another name, such as a self-extractor. An HDF5 file never is, even if its end looks like one.
    /// </summary>
    private static bool IsZip(string path)
    {
        if (!File.Exists(path) || Hdf5File.IsHdf5(path))
            return false;
        try
        {
            ZipZarrStore.Open(path).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public DelayedArray Open(ArrayLocation location) => location.StatesLayout
        ? ZarrSparseMatrix.Open(location.Path, Inner(location), location.Layout, location.Shape, location.Stores)
        : ZarrArray.Open(location.Path, Inner(location), location.Stores);

    public Description Describe(ArrayLocation location)
    {
        using var store = ZarrStores.Open(location.Path, location.Stores);
        var inner = Inner(location);
        var path = ZarrStores.Resolve(store, inner);
        var describer = new ZarrDescriber(Name, store, MaxNames);
        var start = path.Length == 0 ? inner : path;
        var description = location.StatesLayout ? describer.Sparse(start, location.Layout, location.Shape) : describer.Describe(start);
        var named = inner.Trim('/');
        return path == named ? description : description with { Store = path[..^named.Length].TrimEnd('/') };
    }

    // Names in stores are plain text, whereas names in locations are escaped.
    private static string Inner(ArrayLocation location) => EscapedName.ToText(location.Inner ?? "");

    public void Write(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution)
    {
        var storage = new ZarrWriteOptions
        {
            Version = request.Version,
            Compression = Compression(request.Codec),
            Level = request.Level,
            Shuffle = request.Shuffle ? null : CodecShuffle.None,
            Overwrite = request.Overwrite,
            CopyZip = request.Copy,
        };
        if (request.Sparse is not null)
            WriteSparse(array, location, request, storage, execution);
        else
            WriteDense(array, location, request, storage, execution);
    }

    private static void WriteDense(
        DelayedArray array, ArrayLocation location, WriteRequest request, ZarrWriteOptions storage, ExecutionOptions execution) =>
        array.WriteZarr(location.Path, Inner(location), storage with
        {
            Chunks = request.Chunks is null ? [] : [.. request.Chunks],
            Shards = request.Shards is null ? [] : [.. request.Shards],
        }, execution);

    private static void WriteSparse(
        DelayedArray array, ArrayLocation location, WriteRequest request, ZarrWriteOptions storage, ExecutionOptions execution)
    {
        array.WriteZarrSparse(location.Path, Inner(location), new ZarrSparseWriteOptions
        {
            Layout = request.Sparse,
            ChunkLength = Entries(request.Chunks, "chunks") ?? SparseWriteOptions.DefaultChunkLength,
            ShardLength = Entries(request.Shards, "shards"),
            Storage = storage,
        }, execution);
    }

    private static int? Entries(long[]? lengths, string what) => lengths switch
    {
        null => null,
        [var length and > 0 and <= int.MaxValue] => (int)length,
        _ => throw new UsageException($"--{what}: a sparse array takes one number, the entries in each of its {what}"),
    };

    public string BuildIndex(ArrayLocation location, MinorIndexLocation indexLocation, ExecutionOptions execution)
    {
        using var store = ZarrStores.Open(location.Path, location.Stores);
        return ZarrSparseMatrix.BuildIndex(
            store, ZarrStores.Resolve(store, Inner(location)), indexLocation, location.Layout, location.Shape, execution);
    }

    public IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution)
    {
        using var store = ZarrStores.Open(location.Path, location.Stores);
        var describer = new ZarrDescriber(Name, store, 0);
        var start = ZarrStores.Resolve(store, Inner(location));
        var arrays = location.StatesLayout ? [describer.Sparse(start, location.Layout, location.Shape)] : describer.Arrays(start);
        foreach (var found in arrays)
        {
            yield return found.Damage is { } damage
                ? Verified.Failed(damage)
                : Verified.Of(() => WithWarnings(Verify(store, found, location, execution), store, found, execution));
        }
    }

    private static Verified WithWarnings(Verified verified, ZarrStore store, Description found, ExecutionOptions execution)
    {
        var max = long.MaxValue;
        var start = found.Path.Length == 0 ? "" : $"{found.Path}: ";
        var warnings = ZarrDescriber.Warnings(store, found, "", ref max, execution.Cancellation).Select(warning => start + warning);
        return verified with { Warnings = [.. verified.Warnings, .. warnings] };
    }

    private static Verified Verify(ZarrStore store, Description found, ArrayLocation location, ExecutionOptions execution)
    {
        var path = found.Path;
        var name = path.Length == 0 ? "the array" : path;
        if (found.Sparse is not null)
            return Verified.OfSparse(name, ZarrSparseMatrix.Verify(store, path, location.Layout, location.Shape, execution.Cancellation));
        var info = ZarrArray.ReadInfo(store, path);
        if (info.Shape.Count == 0)
            return $"{name}: empty";
        if (info.DataType.Element is null)
            return Verified.Unread($"{name}: not read, its elements are {info.DataType}");
        WholeReading.Check(ZarrArray.Open(store, path), execution);
        return $"{name}: {info.Shape.Count} elements read";
    }

    /// <summary>
    /// The name in the write options of the codec that the command line names. Writing finds out whether the version has the codec.
    /// </summary>
    private static string Compression(string? codec) => codec is null ? new ZarrWriteOptions().Compression
        : CodecTable.Zarr2.CanChoose(codec) || CodecTable.Zarr3.CanChoose(codec) ? codec
        : throw new UsageException($"--codec {codec}: Zarr has {string.Join(", ", CodecTable.Zarr2.Choices.Union(CodecTable.Zarr3.Choices, StringComparer.Ordinal))}");
}
