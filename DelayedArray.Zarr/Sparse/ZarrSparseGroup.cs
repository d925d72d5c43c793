using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays;

/// <summary>
/// A group that holds a compressed sparse matrix as anndata writes it: attributes <c>encoding-type</c> and <c>shape</c>, arrays
/// <c>data</c>, <c>indices</c> and <c>indptr</c>. What the arrays have beyond the shape is from an append that was interrupted,
/// and does not count.
/// </summary>
internal sealed record ZarrSparseGroup(
    ZarrStore Store, StoreKey Key, MetadataSource Metadata, int Format, JsonElement Attributes, Shape Shape, SparseLayout Layout)
{
    public const string DataName = "data";
    public const string IndicesName = "indices";
    public const string OffsetsName = "indptr";
    private static readonly string[] Parts = [DataName, IndicesName, OffsetsName];
    private const string TypeName = "encoding-type";
    private const string VersionName = "encoding-version";
    private const string ShapeName = "shape";

    /// <summary>The compressed axis.</summary>
    public int MajorAxis => Layout == SparseLayout.Csr ? 0 : 1;

    public SparseSource Source => new("Zarr", Store.Location, Key.Path)
    {
        CanBeIndexed = Store is DirectoryZarrStore or ZipZarrStore { IsWritable: false },
    };

    /// <summary>The group at a key as a sparse matrix, with what the caller knows of it, which goes before what the group says.</summary>
    /// <exception cref="ArrayFormatException">There is no group of three such arrays, or it is not known enough of it.</exception>
    public static ZarrSparseGroup Read(ZarrStore store, StoreKey key, MetadataSource metadata, SparseLayout? layout, Shape? shape)
    {
        ArrayFormatException Problem(string problem) => new(store.Location, key.Path, problem);
        var group = metadata.TryReadGroup(key, default) ?? throw Problem("there is no group; expected one that holds a sparse matrix");
        if (Array.Find(Parts, part => metadata.TryReadArray(key / part, default) is null) is { } missing)
            throw Problem($"the group has no array '{missing}'; a compressed sparse matrix has {string.Join(", ", Parts)}");
        if ((layout ?? StatedLayout(group.Attributes)) is not { } knownLayout)
            throw Problem("does not say whether rows or columns are compressed; tell it by the layout, Csr or Csc (darray: --layout)");
        if ((shape ?? StatedShape(store, key, group.Attributes)) is not { } knownShape)
            throw Problem("does not say the shape of the matrix; tell it by the shape, rows and columns (darray: --shape)");
        return new(store, key, metadata, group.Format, group.Attributes, knownShape, knownLayout);
    }

    /// <summary>Whether a group has the three arrays of a compressed sparse matrix.</summary>
    public static bool HasParts(StoreKey key, MetadataSource metadata) =>
        Array.TrueForAll(Parts, part => metadata.TryReadArray(key / part, default) is not null);

    /// <summary>The group at a key, if it is one that holds a sparse matrix.</summary>
    /// <exception cref="ArrayFormatException">It says it does, but not of which shape.</exception>
    public static ZarrSparseGroup? TryRead(ZarrStore store, StoreKey key, MetadataSource metadata)
    {
        if (metadata.TryReadGroup(key, default) is not { } group || StatedLayout(group.Attributes) is not { } layout)
            return null;
        JsonPart attributes = new(group.Attributes, new MetadataPlace(store.Location, key.Path), "attributes");
        return new(store, key, metadata, group.Format, group.Attributes, Rows(attributes.Member(ShapeName)), layout);
    }

    private static SparseLayout? StatedLayout(JsonElement attributes) =>
        !attributes.TryGetProperty(TypeName, out var type) || type.ValueKind != JsonValueKind.String ? null : type.GetString() switch
        {
            "csr_matrix" or "csr_array" => SparseLayout.Csr,
            "csc_matrix" or "csc_array" => SparseLayout.Csc,
            _ => null,
        };

    private static Shape? StatedShape(ZarrStore store, StoreKey key, JsonElement attributes) =>
        attributes.TryGetProperty(ShapeName, out _)
            ? Rows(new JsonPart(attributes, new MetadataPlace(store.Location, key.Path), "attributes").Member(ShapeName))
            : null;

    private static Shape Rows(JsonPart stated)
    {
        var shape = ZarrChunkGrid.ShapeOf(stated);
        return shape.Rank == 2 ? shape : throw stated.Problem("rows and columns");
    }

    /// <summary>The attributes of a matrix, besides others; version 0.1.0 of anndata's encoding.</summary>
    public static JsonObject Describe(JsonElement others, Shape shape, SparseLayout layout)
    {
        var members = JsonObject.Create(others)!;
        members[TypeName] = layout == SparseLayout.Csr ? "csr_matrix" : "csc_matrix";
        members[VersionName] = "0.1.0";
        members[ShapeName] = new JsonArray([.. shape.Select(length => (JsonNode)length)]);
        return members;
    }

    /// <summary>The matrix.</summary>
    /// <exception cref="ArrayFormatException">Its parts contradict each other.</exception>
    public DelayedArray Open()
    {
        var offsets = ReadOffsets();
        var values = Entries(DataName, offsets[^1]);
        return values.ElementType.Dispatch(new Opener(this, offsets, Entries(IndicesName, offsets[^1]), values));
    }

    /// <summary>Where the lines start and the last one ends.</summary>
    public long[] ReadOffsets()
    {
        var info = Info(OffsetsName);
        var lines = Shape[MajorAxis];
        if (info.Shape.Rank != 1 || info.Shape[0] <= lines || info.DataType.Element is not { } type || type.IsFloat() || type == ElementType.Boolean)
        {
            throw Source.Error(
                $"{OffsetsName} is {info.DataType} of shape {info.Shape}; the shape {Shape} needs {lines + 1} integers");
        }
        StoredOffsets.CheckMemory(lines + 1, Source);
        // Only the elements counted are there: those beyond are as if they were not.
        return StoredOffsets.Read(ZarrArray.Open(Store, Key / OffsetsName, info with { Shape = [lines + 1] }), Source);
    }

    /// <summary>What the metadata of one of the arrays say.</summary>
    public ZarrArrayInfo Info(string name) => ZarrArray.ReadInfo(Store, Key / name, Metadata, default);

    private DelayedArray Entries(string name, long count)
    {
        var info = Info(name);
        if (info.Shape.Rank != 1 || info.Shape[0] < count || count < 0)
            throw Source.Error($"{OffsetsName} ends at {count}, but {name} has the shape {info.Shape}");
        // Elements beyond are as if they were not there: the shape ends before them.
        return ZarrArray.Open(Store, Key / name, info with { Shape = [count] });
    }

    private sealed class Opener(ZarrSparseGroup group, long[] offsets, DelayedArray indices, DelayedArray values)
        : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => Delayed.FromSeed(
            new CompressedSparseSeed<T>(group.Shape, group.MajorAxis, offsets, indices, values.As<T>(), group.Source).WithIndex());
    }
}
