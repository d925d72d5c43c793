using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>The groups that an array or group is in.</summary>
internal static class Hierarchy
{
    /// <summary>The version of Zarr of the innermost group there is above a target; null if there is none.</summary>
    /// <exception cref="IOException">Something above is an array.</exception>
    public static int? Version(ZarrTarget target)
    {
        var documents = new StoreMetadata(target.Store);
        int? version = null;
        foreach (var above in target.Ancestors())
        {
            if (documents.TryReadGroup(above, default) is { } group)
                version = group.Format;
            else if (documents.TryReadArray(above, default) is not null)
                throw new IOException($"{target}: {(above.IsRoot ? "the store itself" : $"'{above}'")} is an array; expected a group, or nothing yet");
        }
        return version;
    }

    /// <summary>Makes the groups that are missing.</summary>
    /// <param name="target">What they are above of.</param>
    /// <param name="version">The version of Zarr they have.</param>
    /// <param name="made">Receives them before each is made, outermost first.</param>
    public static void CreateGroups(ZarrTarget target, int version, List<StoreKey> made)
    {
        var documents = new StoreMetadata(target.Store);
        foreach (var above in target.Ancestors())
        {
            if (documents.TryReadGroup(above, default) is not null)
                continue;
            made.Add(above);
            WriteGroup(target.Store, above, version, []);
        }
    }

    /// <summary>Removes groups that were made for an object that did not come, unless somebody else has put something there.</summary>
    public static void DeleteGroups(ZarrStore store, IEnumerable<StoreKey> made)
    {
        foreach (var group in made.Reverse())
        {
            if (store.CanList && store.List(group).Any(entry => entry.HasChildren && !(group.IsRoot && StagingKeys.Is(entry.Name))))
                return;
            foreach (var name in (ReadOnlySpan<string>)[V3Metadata.Name, V2Metadata.GroupName, V2Metadata.AttributesName])
                store.Delete(group / name);
            if (!group.IsRoot && store.CanList && !store.List(group).Any())
                store.DeleteAll(group);
        }
    }

    /// <summary>Writes the metadata of a group, attributes first.</summary>
    public static void WriteGroup(ZarrStore store, StoreKey key, int version, JsonObject attributes)
    {
        if (version == 3)
        {
            store.Write(key / V3Metadata.Name, ZarrJson.Write(json => V3Metadata.WriteGroup(attributes, json)));
            return;
        }
        WriteAttributes(store, key, attributes);
        store.Write(key / V2Metadata.GroupName, ZarrJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("zarr_format", 2);
            json.WriteEndObject();
        }));
    }

    /// <summary>Writes the attributes of a group that is there, in one step.</summary>
    public static void WriteGroupAttributes(ZarrStore store, StoreKey key, int version, JsonObject attributes)
    {
        if (version == 3)
            WriteGroup(store, key, version, attributes);
        else
            WriteAttributes(store, key, attributes);
    }

    /// <summary>Writes the metadata of an array, attributes first.</summary>
    public static void WriteArray(ZarrStore store, StoreKey key, ZarrArrayInfo info)
    {
        if (info.Format == 2)
            WriteAttributes(store, key, JsonObject.Create(info.Attributes)!);
        store.Write(key / (info.Format == 2 ? V2Metadata.ArrayName : V3Metadata.Name), info.ToJson());
    }

    private static void WriteAttributes(ZarrStore store, StoreKey key, JsonObject attributes)
    {
        var name = key / V2Metadata.AttributesName;
        if (attributes.Count > 0)
            store.Write(name, ZarrJson.Write(json => json.WriteAsFound(attributes)));
        else if (store.Length(name) is not null)
            store.Delete(name);
    }
}
