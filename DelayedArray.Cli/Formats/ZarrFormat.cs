namespace DelayedArrays;

/// <summary>Zarr stores: folders, zip files, and web servers.</summary>
internal sealed class ZarrFormat : IArrayFormat
{
    // Of files that no key names; to look at all of a large array's takes long.
    private const long MostNames = 10_000;

    private static ReadOnlySpan<byte> Hdf5Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    private static readonly string[] Markers = [".zarray", ".zgroup", "zarr.json"];

    public string Name => "zarr";

    public bool HasRootArrays => true;

    public bool Recognizes(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || Path.TrimEndingDirectorySeparator(path).EndsWith(".zarr", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        || (Directory.Exists(path) && Array.Exists(Markers, marker => File.Exists(Path.Combine(path, marker))))
        || (File.Exists(path) && IsZip(path));

    /// <summary>Whether a file is a zip file by another name, such as a self-extractor. An HDF5 file is none, whatever its end looks like.</summary>
    private static bool IsZip(string path)
    {
        try
        {
            using (var file = File.OpenRead(path))
            {
                var start = new byte[Hdf5Signature.Length];
                if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || start.AsSpan().SequenceEqual(Hdf5Signature))
                    return false;
            }
            ZipZarrStore.Open(path).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public DelayedArray Open(ArrayLocation location) => ZarrArray.Open(location.Path, location.Inner ?? "", location.Stores);

    public Description Describe(ArrayLocation location)
    {
        using var store = ZarrStores.Open(location.Path, location.Stores);
        var inner = location.Inner ?? "";
        var path = ZarrStores.Resolve(store, inner);
        var description = new ZarrDescriber(Name, store, MostNames).Describe(path.Length == 0 ? inner : path);
        var named = inner.Trim('/');
        return path == named ? description : description with { Store = path[..^named.Length].TrimEnd('/') };
    }

    public void Write(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution)
    {
        var storage = new ZarrWriteOptions
        {
            Version = request.Version,
            Compression = Compression(request.Codec),
            BloscCompressor = Inner(request.Codec),
            Level = request.Level,
            Shuffle = request.Shuffle ? null : ZarrShuffle.None,
            Overwrite = request.Overwrite,
        };
        if (request.Sparse is not null)
            WriteSparse(array, location, request, storage, execution);
        else
            WriteDense(array, location, request, storage, execution);
    }

    private static void WriteDense(
        DelayedArray array, ArrayLocation location, WriteRequest request, ZarrWriteOptions storage, ExecutionOptions execution) =>
        array.WriteZarr(location.Path, location.Inner ?? "", storage with
        {
            Chunks = request.Chunks is null ? [] : [.. request.Chunks],
            Shards = request.Shards is null ? [] : [.. request.Shards],
        }, execution);

    private static void WriteSparse(
        DelayedArray array, ArrayLocation location, WriteRequest request, ZarrWriteOptions storage, ExecutionOptions execution)
    {
        array.WriteZarrSparse(location.Path, location.Inner ?? "", new ZarrSparseWriteOptions
        {
            Layout = request.Sparse,
            ChunkLength = Entries(request.Chunks, "chunks") ?? ZarrSparseWriteOptions.UsualChunkLength,
            ShardLength = Entries(request.Shards, "shards"),
            Storage = storage,
        }, execution);
    }

    private static int? Entries(long[]? lengths, string what) => lengths switch
    {
        null => null,
        [var length and > 0 and <= int.MaxValue] => (int)length,
        _ => throw new UsageException($"--{what}: a sparse array has {what} of so many entries, one number"),
    };

    public string BuildIndex(ArrayLocation location, MinorIndexPlace place, ExecutionOptions execution) =>
        ZarrSparseIndex.Build(location.Path, location.Inner ?? "", place, execution, location.Stores);

    public IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution)
    {
        using var store = ZarrStores.Open(location.Path, location.Stores);
        foreach (var found in new ZarrDescriber(Name, store, 0).Arrays(ZarrStores.Resolve(store, location.Inner ?? "")))
            yield return Verify(store, found, execution) with { Warnings = Warnings(store, found, execution) };
    }

    private static List<string> Warnings(ZarrStore store, Description found, ExecutionOptions execution)
    {
        var most = long.MaxValue;
        var start = found.Path.Length == 0 ? "" : $"{found.Path}: ";
        return [.. ZarrDescriber.Warnings(store, found, "", ref most, execution.Cancellation).Select(warning => start + warning)];
    }

    private static Verified Verify(ZarrStore store, Description found, ExecutionOptions execution)
    {
        var path = found.Path;
        var name = path.Length == 0 ? "the array" : path;
        if (found.Damage is { } damage)
            throw new ArrayFormatException(damage);
        if (found.Sparse is { } sparse)
        {
            WholeReading.Check(ZarrArray.Open(store, path), execution);
            return $"{name}: sparse {sparse.Layout} {new Shape(found.Shape!)}, {sparse.Entries} entries read";
        }
        var info = ZarrArray.ReadInfo(store, path);
        if (info.Shape.Count == 0)
            return $"{name}: empty";
        if (info.DataType.Element is null)
            return new($"{name}: not read, its elements are {info.DataType}", IsRead: false);
        WholeReading.Check(ZarrArray.Open(store, path), execution);
        return $"{name}: {info.Shape.Count} elements read";
    }

    private static ZarrCompression Compression(string? codec) => codec switch
    {
        null or "blosc" => ZarrCompression.Blosc,
        _ when codec.StartsWith("blosc-", StringComparison.Ordinal) && Inner(codec).Length > 0 => ZarrCompression.Blosc,
        "none" => ZarrCompression.None,
        "zlib" => ZarrCompression.Zlib,
        "gzip" => ZarrCompression.Gzip,
        "bz2" => ZarrCompression.Bz2,
        "lz4" => ZarrCompression.Lz4,
        "zstd" => ZarrCompression.Zstd,
        _ => throw new UsageException($"--codec {codec}: Zarr has blosc-lz4 (and blosc-zstd, blosc-zlib ...), gzip, zlib, zstd, lz4, bz2, none"),
    };

    private static string Inner(string? codec) => codec is not null && codec.StartsWith("blosc-", StringComparison.Ordinal) ? codec[6..] : "lz4";
}
