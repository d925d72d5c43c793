using System.Buffers;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>The metadata of everything in a group: <c>.zmetadata</c> of Zarr 2, or a part of the document of a group of Zarr 3.</summary>
internal sealed class ConsolidatedDocument : IDisposable
{
    // Room for the metadata of one more array or group.
    private const int Growth = 64 << 10;
    private const string Inline = "consolidated_metadata";

    private readonly ZarrStore _store;
    private readonly StoreKey _group;
    private byte[] _old;
    private JsonObject _content;
    private ValueState _state;
    private ValueRoom? _room;
    private bool _isMissing;

    private ConsolidatedDocument(ZarrStore store, StoreKey group, int version, JsonObject content, byte[] old, ValueState state)
    {
        _store = store;
        _group = group;
        Version = version;
        _content = content;
        _old = old;
        _state = state;
    }

    /// <summary>The version of Zarr.</summary>
    public int Version { get; }

    /// <summary>Its content now or, once it is removed, before.</summary>
    public JsonObject Content => _content;

    /// <summary>Keys whose metadata have changed or will change.</summary>
    public HashSet<StoreKey> Changed { get; } = [];

    private StoreKey Key => KeyOf(_group, Version);

    /// <summary>Finds the documents of a group.</summary>
    /// <param name="store">The store.</param>
    /// <param name="group">The group.</param>
    /// <param name="left">The note of an interrupted change, with documents that it may have removed.</param>
    public static List<ConsolidatedDocument> Find(ZarrStore store, StoreKey group, ConsolidatedNote? left)
    {
        List<ConsolidatedDocument> found = [];
        foreach (var version in (ReadOnlySpan<int>)[2, 3])
        {
            if (TryFind(store, group, version, left?.Document(version)) is not { } document)
                continue;
            foreach (var key in left?.Changed ?? [])
                document.Changed.Add(key);
            found.Add(document);
        }
        return found;
    }

    /// <summary>Reserves space to write the document again.</summary>
    /// <exception cref="IOException">There is not enough space.</exception>
    public void Reserve() =>
        // The form written here may be longer than the one found.
        _room = _store.Reserve(Key, Math.Max(_old.Length, Bytes(_content).Length) + Growth);

    /// <summary>Removes the document. Readers then take the metadata one by one.</summary>
    public void Remove()
    {
        if (Version == 2)
        {
            _store.Delete(Key);
        }
        else
        {
            var bare = (JsonObject)_content.DeepClone();
            bare.Remove(Inline);
            _store.Write(Key, Bytes(bare));
        }
        _isMissing = true;
        _state = _store.StateOf(Key);
    }

    /// <summary>Writes the document with the changed metadata. What others have written in it meanwhile stays.</summary>
    /// <param name="groups">The groups above the change.</param>
    public void Write(IEnumerable<StoreKey> groups)
    {
        if (_store.StateOf(Key) != _state && !TakeOver())
            return;
        var differs = Update(groups);
        if (differs || _isMissing)
            _room!.Write(!differs && _old.Length > 0 ? _old : Bytes(_content));
    }

    /// <summary>Restores the document.</summary>
    public void PutBack()
    {
        if (_isMissing)
            _room!.Write(_old.Length > 0 ? _old : Bytes(_content));
    }

    /// <inheritdoc/>
    public void Dispose() => _room?.Dispose();

    private static ConsolidatedDocument? TryFind(ZarrStore store, StoreKey group, int version, JsonObject? left)
    {
        var key = KeyOf(group, version);
        var state = store.StateOf(key);
        var found = new StoreMetadata(store).TryRead(key, default);
        if (found is { } document && IsConsolidated(document, version))
        {
            var old = new ArrayBufferWriter<byte>();
            store.TryRead(key, ByteRange.All, StoreMetadata.MaxConsolidatedBytes, old);
            return new(store, group, version, JsonObject.Create(document.Value)!, old.WrittenSpan.ToArray(), state);
        }
        if (left is null || (version == 3 && found is null))
            return null;
        // A killed program has removed it. The group's own metadata may have changed since.
        var content = version == 2 ? left : JsonObject.Create(found!.Value.Value)!;
        if (version == 3)
            content[Inline] = left[Inline]?.DeepClone();
        return new(store, group, version, content, [], state) { _isMissing = true };
    }

    private static bool IsConsolidated(JsonPart document, int version) => version == 2
        ? document.Has("metadata", out var all) && all.IsObject
        : document.Optional(Inline) is { } inline && inline.Has("metadata", out var members) && members.IsObject;

    /// <summary>Starts from a document that others have written meanwhile; false if it must be left alone.</summary>
    private bool TakeOver()
    {
        JsonPart theirs;
        try
        {
            if (new StoreMetadata(_store).TryRead(Key, default) is not { } found)
                return false;
            theirs = found;
        }
        catch (ArrayFormatException)
        {
            // They may still be writing it.
            return false;
        }
        var content = JsonObject.Create(theirs.Value)!;
        if (!IsConsolidated(theirs, Version))
        {
            if (Version == 2 || !_isMissing)
                return false;
            content[Inline] = _content[Inline]?.DeepClone();
        }
        _content = content;
        _isMissing = true;
        _old = [];
        return true;
    }

    /// <summary>Updates the content; tells whether that changed it.</summary>
    private bool Update(IEnumerable<StoreKey> groups)
    {
        var members = (JsonObject)(Version == 2 ? _content["metadata"]! : _content[Inline]!["metadata"]!);
        var before = members.DeepClone();
        foreach (var key in Changed)
        {
            var changed = Relative(key);
            foreach (var gone in members.Select(member => member.Key).Where(name => IsAtOrUnder(name, changed)).ToList())
                members.Remove(gone);
        }
        foreach (var above in groups.Where(above => above != _group && IsAtOrUnder(above.Path, _group.Path)))
            Add(members, above);
        foreach (var key in Changed)
            AddAll(members, key);
        return !JsonNode.DeepEquals(before, members);
    }

    /// <summary>Adds the documents of a key and of everything under it.</summary>
    private void AddAll(JsonObject members, StoreKey key)
    {
        var isArray = Add(members, key);
        if (isArray || !_store.CanList)
            return;
        foreach (var entry in _store.List(key).Where(entry => entry.HasChildren))
            AddAll(members, key / entry.Name);
    }

    private bool Add(JsonObject members, StoreKey key)
    {
        var documents = new StoreMetadata(_store);
        var path = Relative(key);
        if (Version == 3)
        {
            if (documents.TryRead(key / DocumentName.V3, default) is not { } document)
                return false;
            members[path] = JsonObject.Create(document.Value);
            return ZarrArrayInfo.IsV3Array(document);
        }
        var isArray = false;
        foreach (var name in (ReadOnlySpan<string>)[DocumentName.V2Array, DocumentName.V2Group, DocumentName.V2Attributes])
        {
            if (documents.TryRead(key / name, default) is not { } document)
                continue;
            members[$"{path}/{name}"] = JsonObject.Create(document.Value);
            isArray |= name == DocumentName.V2Array;
        }
        return isArray;
    }

    private static StoreKey KeyOf(StoreKey group, int version) => group / (version == 2 ? DocumentName.V2Consolidated : DocumentName.V3);

    private static byte[] Bytes(JsonObject document) => ZarrJson.Write(json => json.WriteAsFound(document));

    private string Relative(StoreKey key) => _group.IsRoot ? key.Path : key.Path[(_group.Path.Length + 1)..];

    private static bool IsAtOrUnder(string path, string above) =>
        above.Length == 0 || path == above || path.StartsWith(above + "/", StringComparison.Ordinal);
}
