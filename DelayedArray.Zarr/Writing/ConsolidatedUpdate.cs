using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays;

/// <summary>
/// Keeps documents that hold the metadata of a whole group in step with a change below it. They are removed before the change, as
/// no reader is to believe them while it happens, and written anew after it.
/// </summary>
internal sealed class ConsolidatedUpdate
{
    private readonly ZarrTarget _target;
    private readonly List<(StoreKey Group, int Version, JsonObject Document)> _documents = [];

    private ConsolidatedUpdate(ZarrTarget target) => _target = target;

    /// <summary>Reads and removes the documents of the groups above.</summary>
    public static ConsolidatedUpdate Begin(ZarrTarget target)
    {
        ConsolidatedUpdate update = new(target);
        StoreMetadata documents = new(target.Store);
        // The folder around the one that the user named may be a group, too.
        foreach (StoreKey group in target.Ancestors().Prepend(StoreKey.Root).Distinct().Where(group => group != target.Key))
            update.Take(group, documents);
        return update;
    }

    /// <summary>Writes the documents again, as the metadata are now.</summary>
    public void Finish()
    {
        foreach ((StoreKey group, int version, JsonObject document) in _documents)
        {
            JsonObject members = Members(document, version);
            string target = Relative(group, _target.Key);
            foreach (string gone in members.Select(member => member.Key).Where(name => IsAtOrUnder(name, target)).ToList())
                members.Remove(gone);
            foreach (StoreKey above in _target.Ancestors().Where(above => above != group && IsAtOrUnder(above.Path, group.Path)))
                Add(members, group, above, version);
            AddAll(members, group, _target.Key, version);
            Write(group, version, document);
        }
    }

    private void Take(StoreKey group, StoreMetadata documents)
    {
        if (documents.TryRead(group / V2Metadata.ConsolidatedName, default) is { } v2 && v2.Has("metadata", out JsonPart m2) && m2.IsObject)
        {
            _documents.Add((group, 2, JsonObject.Create(v2.Value)!));
            _target.Store.Delete(group / V2Metadata.ConsolidatedName);
        }
        if (documents.TryRead(group / V3Metadata.Name, default) is { } v3 && v3.Optional("consolidated_metadata") is { } inline
            && inline.Has("metadata", out JsonPart m3) && m3.IsObject)
        {
            JsonObject whole = JsonObject.Create(v3.Value)!;
            _documents.Add((group, 3, whole));
            JsonObject bare = (JsonObject)whole.DeepClone();
            bare.Remove("consolidated_metadata");
            Write(group, 3, bare);
        }
    }

    private static JsonObject Members(JsonObject document, int version) =>
        (JsonObject)(version == 2 ? document["metadata"]! : document["consolidated_metadata"]!["metadata"]!);

    private void Write(StoreKey group, int version, JsonObject document) => _target.Store.Write(
        group / (version == 2 ? V2Metadata.ConsolidatedName : V3Metadata.Name),
        ZarrJson.Write(json => document.WriteTo(json)));

    /// <summary>Adds the documents of a key and of all that is under it.</summary>
    private void AddAll(JsonObject members, StoreKey group, StoreKey key, int version)
    {
        bool isArray = Add(members, group, key, version);
        if (isArray || !_target.Store.CanList)
            return;
        foreach (StoreEntry entry in _target.Store.List(key).Where(entry => entry.HasChildren))
            AddAll(members, group, key / entry.Name, version);
    }

    private bool Add(JsonObject members, StoreKey group, StoreKey key, int version)
    {
        StoreMetadata documents = new(_target.Store);
        string path = Relative(group, key);
        if (version == 3)
        {
            if (documents.TryRead(key / V3Metadata.Name, default) is not { } document)
                return false;
            members[path] = Node(document);
            return V3Metadata.IsArray(document);
        }
        bool isArray = false;
        foreach (string name in (ReadOnlySpan<string>)[V2Metadata.ArrayName, V2Metadata.GroupName, V2Metadata.AttributesName])
        {
            if (documents.TryRead(key / name, default) is not { } document)
                continue;
            members[$"{path}/{name}"] = Node(document);
            isArray |= name == V2Metadata.ArrayName;
        }
        return isArray;
    }

    private static JsonNode? Node(JsonPart document) => JsonSerializer.SerializeToNode(document.Value);

    private static string Relative(StoreKey group, StoreKey key) => group.IsRoot ? key.Path : key.Path[(group.Path.Length + 1)..];

    private static bool IsAtOrUnder(string path, string above) =>
        above.Length == 0 || path == above || path.StartsWith(above + "/", StringComparison.Ordinal);
}
