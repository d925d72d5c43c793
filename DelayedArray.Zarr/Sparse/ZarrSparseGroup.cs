using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>The parts and attributes of a sparse group of a store.</summary>
/// <param name="store">The store.</param>
/// <param name="key">Key of the group.</param>
/// <param name="metadata">The source of its metadata.</param>
/// <param name="group">Its version of Zarr and its attributes.</param>
internal sealed class ZarrSparseGroup(ZarrStore store, StoreKey key, MetadataSource metadata, (int Format, JsonElement Attributes) group) : SparseGroup
{
    private const int ShownLength = 80;

    private readonly Dictionary<string, ZarrArrayInfo?> _infos = new(StringComparer.Ordinal);

    public override SparseLocation Location => new("Zarr", store.Location, key.Path)
    {
        CanBeIndexed = store is DirectoryZarrStore or ZipZarrStore { IsWritable: false },
    };

    // A store replaces one value at a time.
    public override bool ChangesInSteps => true;

    /// <summary>The version of Zarr.</summary>
    public int Format => group.Format;

    /// <summary>The attributes, an object.</summary>
    public JsonElement Attributes => group.Attributes;

    /// <summary>Reads the group at a key; null if there is none.</summary>
    public static ZarrSparseGroup? TryRead(ZarrStore store, StoreKey key, MetadataSource metadata) =>
        metadata.TryReadGroup(key, default) is { } group ? new(store, key, metadata, group) : null;

    /// <summary>Reads the group at a key.</summary>
    /// <exception cref="ArrayFormatException">There is no group.</exception>
    public static ZarrSparseGroup Read(ZarrStore store, StoreKey key, MetadataSource metadata) => TryRead(store, key, metadata)
        ?? throw new ArrayFormatException(store.Location, key.Path, "there is no group; expected one that holds a sparse matrix");

    public override bool Has(string part) => TryInfo(part) is not null;

    public override DelayedArray Open(string part) => ZarrArray.Open(store, key / part, Info(part));

    /// <summary>Reads the metadata of a part.</summary>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    public ZarrArrayInfo Info(string part) => TryInfo(part) ?? ZarrArray.ReadInfo(store, key / part, metadata, default);

    public override SparseStatement? FindStatement(string name)
    {
        if (!group.Attributes.TryGetProperty(name, out var value))
            return null;
        var json = value.GetRawText();
        var isNumbers = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number);
        return new(
            json.Length <= ShownLength ? json : $"{json[..ShownLength]}...",
            value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            isNumbers ? [.. value.EnumerateArray().Select(item => item.GetDouble())] : null);
    }

    protected override CompressedSparseSeed<T> CreateSeed<T>(CompressedParts parts) => new ZarrCompressedSparseSeed<T>(parts);

    private ZarrArrayInfo? TryInfo(string part)
    {
        if (!_infos.TryGetValue(part, out var info))
            _infos.Add(part, info = metadata.TryReadArray(key / part, default));
        return info;
    }
}
