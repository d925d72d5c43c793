using System.Buffers;
using System.Text.Json.Nodes;

namespace DelayedArrays;

/// <summary>
/// Keeps documents that hold the metadata of a whole group in step with a change below it. They are removed before the change, as
/// no reader is to believe them while it happens, and written anew after it, in room that is taken before anything is removed.
/// </summary>
internal sealed class ConsolidatedUpdate
{
    // What the metadata of an array or group below may add to a document.
    private const int Growth = 64 << 10;

    private readonly ZarrTarget _target;
    private readonly List<Document> _documents = [];

    private ConsolidatedUpdate(ZarrTarget target) => _target = target;

    private sealed record Document(StoreKey Group, int Version, JsonObject Content, byte[] Old, ValueRoom Room);

    /// <summary>Reads and removes the documents of the groups above.</summary>
    /// <exception cref="IOException">One cannot be removed, or there is no room to write it again; they are as they were.</exception>
    public static ConsolidatedUpdate Begin(ZarrTarget target)
    {
        ConsolidatedUpdate update = new(target);
        StoreMetadata documents = new(target.Store);
        try
        {
            // The folder around the one that the user named may be a group, too.
            foreach (var group in target.Ancestors().Prepend(StoreKey.Root).Distinct().Where(group => group != target.Key))
                update.Find(group, documents);
            foreach (var document in update._documents)
                update.Remove(document);
            return update;
        }
        catch (IOException)
        {
            update.PutBack();
            throw;
        }
    }

    /// <summary>Writes the documents again, as the metadata are now.</summary>
    public void Finish()
    {
        try
        {
            foreach (var document in _documents)
                document.Room.Write(Update(document) ? Bytes(document.Content) : document.Old);
        }
        finally
        {
            GiveBack();
        }
    }

    /// <summary>Brings what a document says in step; tells whether that made a difference.</summary>
    private bool Update(Document document)
    {
        (var group, var version) = (document.Group, document.Version);
        var members = Members(document.Content, version);
        var before = members.DeepClone();
        var target = Relative(group, _target.Key);
        foreach (var gone in members.Select(member => member.Key).Where(name => IsAtOrUnder(name, target)).ToList())
            members.Remove(gone);
        foreach (var above in _target.Ancestors().Where(above => above != group && IsAtOrUnder(above.Path, group.Path)))
            Add(members, group, above, version);
        AddAll(members, group, _target.Key, version);
        return !JsonNode.DeepEquals(before, members);
    }

    private void Find(StoreKey group, StoreMetadata documents)
    {
        if (documents.TryRead(group / V2Metadata.ConsolidatedName, default) is { } v2 && v2.Has("metadata", out var m2) && m2.IsObject)
            Keep(group, 2, v2);
        if (documents.TryRead(group / V3Metadata.Name, default) is { } v3 && v3.Optional("consolidated_metadata") is { } inline
            && inline.Has("metadata", out var m3) && m3.IsObject)
        {
            Keep(group, 3, v3);
        }
    }

    private void Keep(StoreKey group, int version, JsonPart content)
    {
        ArrayBufferWriter<byte> old = new();
        _target.Store.TryRead(KeyOf(group, version), ByteRange.All, MetadataFile.MostConsolidatedBytes, old);
        // As it is written here it may be longer than as it was found.
        var document = JsonObject.Create(content.Value)!;
        var length = Math.Max(old.WrittenCount, Bytes(document).Length) + Growth;
        _documents.Add(new Document(group, version, document, old.WrittenSpan.ToArray(), _target.Store.Reserve(KeyOf(group, version), length)));
    }

    private void Remove(Document document)
    {
        var key = KeyOf(document.Group, document.Version);
        if (document.Version == 2)
        {
            _target.Store.Delete(key);
            return;
        }
        var bare = (JsonObject)document.Content.DeepClone();
        bare.Remove("consolidated_metadata");
        _target.Store.Write(key, Bytes(bare));
    }

    /// <summary>Writes the documents as they were. Errors are not reported, for another one is the reason.</summary>
    private void PutBack()
    {
        try
        {
            foreach (var document in _documents)
                document.Room.Write(document.Old);
        }
        catch (IOException)
        {
            // Readers then take the metadata one by one.
        }
        finally
        {
            GiveBack();
        }
    }

    private void GiveBack()
    {
        foreach (var document in _documents)
            document.Room.Dispose();
    }

    private static StoreKey KeyOf(StoreKey group, int version) => group / (version == 2 ? V2Metadata.ConsolidatedName : V3Metadata.Name);

    private static byte[] Bytes(JsonObject document) => ZarrJson.Write(json => json.WriteAsFound(document));

    private static JsonObject Members(JsonObject document, int version) =>
        (JsonObject)(version == 2 ? document["metadata"]! : document["consolidated_metadata"]!["metadata"]!);

    /// <summary>Adds the documents of a key and of all that is under it.</summary>
    private void AddAll(JsonObject members, StoreKey group, StoreKey key, int version)
    {
        var isArray = Add(members, group, key, version);
        if (isArray || !_target.Store.CanList)
            return;
        foreach (var entry in _target.Store.List(key).Where(entry => entry.HasChildren))
            AddAll(members, group, key / entry.Name, version);
    }

    private bool Add(JsonObject members, StoreKey group, StoreKey key, int version)
    {
        StoreMetadata documents = new(_target.Store);
        var path = Relative(group, key);
        if (version == 3)
        {
            if (documents.TryRead(key / V3Metadata.Name, default) is not { } document)
                return false;
            members[path] = Node(document);
            return V3Metadata.IsArray(document);
        }
        var isArray = false;
        foreach (var name in (ReadOnlySpan<string>)[V2Metadata.ArrayName, V2Metadata.GroupName, V2Metadata.AttributesName])
        {
            if (documents.TryRead(key / name, default) is not { } document)
                continue;
            members[$"{path}/{name}"] = Node(document);
            isArray |= name == V2Metadata.ArrayName;
        }
        return isArray;
    }

    private static JsonObject? Node(JsonPart document) => JsonObject.Create(document.Value);

    private static string Relative(StoreKey group, StoreKey key) => group.IsRoot ? key.Path : key.Path[(group.Path.Length + 1)..];

    private static bool IsAtOrUnder(string path, string above) =>
        above.Length == 0 || path == above || path.StartsWith(above + "/", StringComparison.Ordinal);
}
