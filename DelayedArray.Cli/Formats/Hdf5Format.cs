namespace DelayedArrays;

/// <summary>HDF5 files.</summary>
internal sealed class Hdf5Format : IArrayFormat
{
    private static readonly string[] Endings = [".h5", ".hdf5", ".h5ad", ".h5mu", ".loom", ".hdf", ".nc"];

    public string Name => "hdf5";

    public bool Recognizes(string path) => Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    public bool Holds(ArrayLocation location) => File.Exists(location.Path) && Hdf5File.IsHdf5(location.Path);

    public DelayedArray Open(ArrayLocation location) => location.StatesLayout
        ? Hdf5SparseMatrix.Open(location.Path, location.Inner!, location.Layout, location.Shape)
        : Hdf5Array.Open(location.Path, location.Inner!);

    public Description Describe(ArrayLocation location)
    {
        using var file = Hdf5File.OpenRead(location.Path);
        var inner = location.Inner ?? "/";
        return location.StatesLayout ? DescribeSparse(file.OpenGroup(inner), location.Layout, location.Shape) : Describe(file.Open(inner));
    }

    public void Write(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution)
    {
        if (location.Inner is null)
            throw new UsageException($"{location}: expected the name of the dataset to write, as in {location.Path}::X");
        if (request.Version is not null || request.Shards is not null)
            throw new UsageException("--zarr-version and --shards are for Zarr stores");
        if (request.Sparse is not null)
        {
            WriteSparse(array, location, request, execution);
            return;
        }
        array.WriteHdf5(location.Path, location.Inner, new Hdf5WriteOptions
        {
            Chunks = request.Chunks is null ? [] : [.. request.Chunks],
            Compression = Compression(request.Codec),
            Level = request.Level,
            Shuffle = request.Shuffle,
            Overwrite = request.Overwrite,
            ChangeMode = request.Copy ? Hdf5ChangeMode.Copy : Hdf5ChangeMode.Journal,
        }, execution);
    }

    private static void WriteSparse(DelayedArray array, ArrayLocation location, WriteRequest request, ExecutionOptions execution) =>
        array.WriteHdf5Sparse(location.Path, location.Inner!, new Hdf5SparseWriteOptions
        {
            Layout = request.Sparse,
            ChunkLength = request.Chunks switch
            {
                null => SparseWriteOptions.DefaultChunkLength,
                [var length and > 0 and <= int.MaxValue] => (int)length,
                _ => throw new UsageException("--chunks: a sparse array takes one number, the entries in each of its chunks"),
            },
            Compression = Compression(request.Codec),
            Level = request.Level,
            Shuffle = request.Shuffle,
            Overwrite = request.Overwrite,
            ChangeMode = request.Copy ? Hdf5ChangeMode.Copy : Hdf5ChangeMode.Journal,
        }, execution);

    public string BuildIndex(ArrayLocation location, MinorIndexLocation indexLocation, ExecutionOptions execution) =>
        Hdf5SparseMatrix.BuildIndex(location.Path, location.Inner!, indexLocation, location.Layout, location.Shape, execution);

    public IEnumerable<Verified> Verify(ArrayLocation location, ExecutionOptions execution)
    {
        using var file = Hdf5File.OpenRead(location.Path);
        var start = file.Open(location.Inner ?? "/");
        if (start is not Hdf5Group group || location.StatesLayout)
        {
            yield return Verified.Of(() => start is Hdf5Group ? VerifySparse(file.OpenGroup(start.Path), location, execution) : Verify(start, location, execution));
            yield break;
        }
        if (Hdf5SparseMatrix.Of(group).IsMatrix)
            yield return Verified.Of(() => VerifySparse(group, location, execution));
        foreach (var member in group.Descendants().Where(member => member.Link == Hdf5LinkKind.Hard))
        {
            if (member.Damage is { } damage)
                yield return Verified.Failed(damage);
            else if (member.Kind == Hdf5ObjectKind.Dataset || (member.Kind == Hdf5ObjectKind.Group && HoldsMatrix(group, member)))
                yield return Verified.Of(() => Verify(group, member, execution));
        }
    }

    private static bool HoldsMatrix(Hdf5Group start, Hdf5Member member)
    {
        using var group = start.OpenGroup(Below(start, member));
        return Hdf5SparseMatrix.Of(group).IsMatrix;
    }

    private static Verified Verify(Hdf5Group start, Hdf5Member member, ExecutionOptions execution)
    {
        using var found = start.Open(Below(start, member));
        if (found is not Hdf5Group group)
            return Verify(found, null, execution);
        return Hdf5SparseMatrix.Of(group).IsStated
            ? VerifySparse(group, null, execution)
            : Verified.Unread($"{group.Path}: not checked as a sparse matrix, because it does not state its layout and shape (--layout, --shape)");
    }

    /// <summary>The path of a member relative to the start of the listing, which may lie in another file than the root.</summary>
    private static string Below(Hdf5Group start, Hdf5Member member) => member.Path[(start.Path.TrimEnd('/').Length + 1)..];

    /// <summary>Checks the parts of a sparse group against each other. Its datasets are read separately, like all others.</summary>
    private static Verified VerifySparse(Hdf5Group group, ArrayLocation? location, ExecutionOptions execution) =>
        Verified.OfSparse(group.Path, Hdf5SparseMatrix.Verify(group, location?.Layout, location?.Shape, execution.Cancellation));

    private static Verified Verify(Hdf5Object found, ArrayLocation? location, ExecutionOptions execution)
    {
        if (location is { StatesLayout: true })
            throw new UsageException($"{location}: --layout and --shape are for groups that hold a sparse matrix");
        if (found is not Hdf5Dataset dataset)
            return Verified.Unread($"{found.Path}: not read, it is a datatype and has no elements");
        if (dataset.IsNull || dataset.Length == 0)
            return $"{dataset.Path}: empty";
        if (dataset.Type.Element is not null)
        {
            WholeReading.Check(Hdf5Array.Open(dataset), execution);
            return $"{dataset.Path}: {dataset.Length} elements read";
        }
        if (dataset.Type.Class != Hdf5TypeClass.String)
            return Verified.Unread($"{dataset.Path}: not read, its elements are {dataset.Type}");
        return $"{dataset.Path}: {dataset.ReadStrings().Length} strings read";
    }

    /// <summary>The name in the write options of the codec that the command line names.</summary>
    private static string Compression(string? codec) => codec is null ? new Hdf5WriteOptions().Compression
        : CodecTable.Hdf5.CanChoose(codec) ? codec
        : throw new UsageException($"--codec {codec}: HDF5 has {string.Join(", ", CodecTable.Hdf5.Choices)}");

    private Description Describe(Hdf5Object found) => found switch
    {
        Hdf5Dataset dataset => Describe(dataset),
        Hdf5Group group when Hdf5SparseMatrix.Of(group).IsMatrix => DescribeSparse(group),
        Hdf5Group group => new Description(Name, group.Path, "group") { Members = [.. group.Members.Select(member => Describe(group, member))] },
        Hdf5NamedType type => new Description(Name, type.Path, "type") { ElementType = type.Type.Element?.Name() ?? type.Type.ToString() },
        _ => new Description(Name, found.Path, "object"),
    };

    private Description Describe(Hdf5Dataset dataset)
    {
        var (bytes, isExact) = dataset.EstimateStorageSize();
        return new(Name, dataset.Path, "dataset")
        {
            Shape = dataset.IsNull ? null : [.. dataset.Shape],
            ElementType = dataset.Type is { Time: null, Element: { } element } ? element.Name() : dataset.Type.ToString(),
            Chunks = dataset.ChunkShape.IsEmpty ? null : [.. dataset.ChunkShape],
            Codecs = [.. dataset.Filters.Select(NameOf)],
            StoredBytes = bytes,
            IsStoredEstimated = !isExact,
        };
    }

    private static string NameOf(Hdf5Filter filter) => CodecTable.Hdf5.Find(filter.Id)?.Codec.Name
        ?? (filter.Name.Length > 0 ? filter.Name : $"filter {filter.Id}");

    private Description Describe(Hdf5Group group, Hdf5Member member)
    {
        var link = member.Link switch
        {
            Hdf5LinkKind.Soft => $" -> {member.TargetPath}",
            Hdf5LinkKind.External => $" -> {member.TargetFile}::{member.TargetPath}",
            _ => "",
        };
        if (member.Damage is { } damage)
            return new Description(Name, member.Path, "damaged") { Damage = damage };
        if (member.Kind == Hdf5ObjectKind.Dangling)
            return new Description(Name, member.Path + link, "dangling link");
        return TryDescribe(group, member) with { Path = member.Path + link };
    }

    /// <summary>Describes a member. Damage to one member does not hide the others.</summary>
    private Description TryDescribe(Hdf5Group group, Hdf5Member member)
    {
        try
        {
            using var found = group.Open(member.Name);
            return found switch
            {
                Hdf5Group sparse when Hdf5SparseMatrix.Of(sparse).IsMatrix => TryDescribeSparse(sparse),
                Hdf5Group inner => new Description(Name, inner.Path, "group"),
                _ => Describe(found),
            };
        }
        catch (Exception e) when (e is IOException or NotSupportedException or OverflowException)
        {
            return new Description(Name, member.Path, "damaged") { Damage = e.Message };
        }
    }

    /// <summary>Describes a sparse group. In a listing, one that does not say enough still counts as a group.</summary>
    private Description TryDescribeSparse(Hdf5Group group)
    {
        try
        {
            return DescribeSparse(group);
        }
        catch (Exception e) when (e is ArrayFormatException or NotSupportedException)
        {
            return new Description(Name, group.Path, "sparse group");
        }
    }

    private Description DescribeSparse(Hdf5Group group, SparseLayout? knownLayout = null, Shape? knownShape = null)
    {
        var found = Hdf5SparseMatrix.Detect(group, knownLayout, knownShape);
        using var data = group.OpenDataset("data");
        using var indices = group.OpenDataset("indices");
        using var offsets = group.OpenDataset("indptr");
        var elements = (double)found.Shape[0] * found.Shape[1];
        Hdf5Dataset[] parts = [data, indices, offsets];
        var sizes = parts.Select(part => part.EstimateStorageSize()).ToList();
        return Describe(data) with
        {
            Path = group.Path,
            Kind = "sparse group",
            Shape = [.. found.Shape],
            StoredBytes = sizes.Sum(size => size.Bytes),
            IsStoredEstimated = !sizes.TrueForAll(size => size.IsExact),
            Sparse = new SparseDescription(found.Layout.Name().ToLowerInvariant(), found.DialectName, data.Length, elements == 0 ? 0 : data.Length / elements,
                Hdf5SparseMatrix.HasIndex(group, knownLayout, knownShape)),
        };
    }
}
