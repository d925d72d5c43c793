using System.Text.Json;

namespace DelayedArrays;

/// <summary>A group of a Zarr store, of version 2 or 3.</summary>
public sealed class ZarrGroup
{
    private readonly MetadataSource _metadata;
    private readonly StoreKey _key;

    private ZarrGroup(ZarrStore store, StoreKey key, MetadataSource metadata, int format, JsonElement attributes)
    {
        Store = store;
        _key = key;
        _metadata = metadata;
        Format = format;
        Attributes = attributes;
    }

    /// <summary>The store, which must stay open while the group is in use.</summary>
    public ZarrStore Store { get; }

    /// <summary>Path of the group within the store; empty for the root.</summary>
    public string Path => _key.Path;

    /// <summary>The version of Zarr: 2 or 3.</summary>
    public int Format { get; }

    /// <summary>The attributes: a JSON object.</summary>
    public JsonElement Attributes { get; }

    /// <summary>Whether the metadata come from one document for the whole group.</summary>
    public bool IsConsolidated => _metadata is ConsolidatedMetadata;

    /// <summary>Opens a group.</summary>
    /// <param name="store">The store, which must stay open.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="useConsolidated">Whether to read the metadata of everything in the group from the consolidated document, if there is
    /// one. It may be older than the metadata it repeats. By default it is used if the store cannot list.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">There is no such group, or its metadata are damaged.</exception>
    public static ZarrGroup Open(
        ZarrStore store, string path = "", bool? useConsolidated = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var key = StoreKey.Of(path);
        return Open(store, key, SourceOf(store, key, useConsolidated, cancellation), cancellation);
    }

    /// <summary>Opens a group; null if there is none, or an array instead.</summary>
    /// <param name="store">The store, which must stay open.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">The metadata are damaged.</exception>
    public static ZarrGroup? TryOpen(ZarrStore store, string path = "", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var key = StoreKey.Of(path);
        var metadata = SourceOf(store, key, null, cancellation);
        return metadata.TryReadGroup(key, cancellation) is { } group
            ? new ZarrGroup(store, key, metadata, group.Format, group.Attributes)
            : null;
    }

    /// <summary>
    /// The arrays and groups in the group, by name. Members with unreadable metadata are included and state their
    /// <see cref="ZarrMember.Damage"/>.
    /// </summary>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="NotSupportedException">The store cannot list, and there are no consolidated metadata.</exception>
    /// <exception cref="IOException">Listing failed.</exception>
    public IReadOnlyList<ZarrMember> Members(CancellationToken cancellation = default)
    {
        List<ZarrMember> members = [];
        foreach (var name in _metadata.Names(_key).Order(StringComparer.Ordinal))
        {
            if (Member(name, cancellation) is { } member)
                members.Add(member);
        }
        return members;
    }

    /// <summary>Whether a path below the group leads to an array.</summary>
    /// <param name="path">Path from the group.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public bool HasArray(string path, CancellationToken cancellation = default) =>
        _metadata.TryReadArray(Below(path), cancellation) is not null;

    /// <summary>Whether a path below the group leads to a group.</summary>
    /// <param name="path">Path from the group.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public bool HasGroup(string path, CancellationToken cancellation = default) =>
        _metadata.TryReadGroup(Below(path), cancellation) is not null;

    /// <summary>Opens a group below this one.</summary>
    /// <param name="path">Path from the group.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">There is no such group, or its metadata are damaged.</exception>
    public ZarrGroup OpenGroup(string path, CancellationToken cancellation = default) =>
        Open(Store, Below(path), _metadata, cancellation);

    /// <summary>The parts and attributes of the group, as sparse matrices of all formats have them.</summary>
    public SparseGroup AsSparse() => new ZarrSparseGroup(Store, _key, _metadata, (Format, Attributes));

    /// <summary>Opens an array below the group, with its own element type.</summary>
    /// <inheritdoc cref="ZarrArray.Open(ZarrStore, string)"/>
    public DelayedArray OpenArray(string path) => ZarrArray.Open(Store, Below(path), _metadata);

    /// <summary>Opens a field of an array of records below the group.</summary>
    /// <inheritdoc cref="ZarrArray.OpenField(ZarrStore, string, string)"/>
    public DelayedArray OpenField(string path, string field) => ZarrArray.OpenField(Store, Below(path), _metadata, field);

    /// <summary>Reads an array of strings below the group.</summary>
    /// <param name="path">Path from the group.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <inheritdoc cref="ZarrStrings.Read(ZarrStore, string, long, CancellationToken)"/>
    public string[] ReadStrings(string path, CancellationToken cancellation = default) =>
        ZarrStrings.Read(Store, Below(path), _metadata, null, ZarrStrings.DefaultMaxElements, cancellation);

    /// <summary>Reads the metadata of an array below the group.</summary>
    /// <param name="path">Path from the group.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    public ZarrArrayInfo ReadInfo(string path, CancellationToken cancellation = default) =>
        ZarrArray.ReadInfo(Store, Below(path), _metadata, cancellation);

    /// <summary>The location of the store and the path of the group.</summary>
    public override string ToString() => _key.IsRoot ? Store.Location : $"{Store.Location}::{_key}";

    private ZarrMember? Member(string name, CancellationToken cancellation)
    {
        var key = _key / name;
        try
        {
            return _metadata.TryReadGroup(key, cancellation) is not null ? new ZarrMember(name, IsArray: false)
                : _metadata.TryReadArray(key, cancellation) is not null ? new ZarrMember(name, IsArray: true)
                : null;
        }
        catch (IOException damage)
        {
            return new ZarrMember(name, IsArray: false, damage.Message);
        }
    }

    private StoreKey Below(string path)
    {
        var below = StoreKey.Of(path);
        return below.IsRoot ? _key : _key / below.Path;
    }

    private static MetadataSource SourceOf(ZarrStore store, StoreKey key, bool? useConsolidated, CancellationToken cancellation) =>
        (useConsolidated ?? !store.CanList ? ConsolidatedMetadata.TryRead(store, key, cancellation) : null) ?? (MetadataSource)new StoreMetadata(store);

    private static ZarrGroup Open(ZarrStore store, StoreKey key, MetadataSource metadata, CancellationToken cancellation)
    {
        if (metadata.TryReadGroup(key, cancellation) is { } group)
            return new ZarrGroup(store, key, metadata, group.Format, group.Attributes);
        var isArray = metadata.TryReadArray(key, cancellation) is not null;
        throw isArray
            ? new ArrayFormatException(store.Location, key.Path, "is an array; expected a group")
            : store.Missing(key, "group", DocumentName.V3, DocumentName.V2Group);
    }
}
