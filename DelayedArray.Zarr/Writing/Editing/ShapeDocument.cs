using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>Changes the shape in the metadata of an array, and nothing else.</summary>
internal static class ShapeDocument
{
    /// <summary>Writes the metadata with the shape given.</summary>
    /// <exception cref="ArrayFormatException">The metadata have gone or are damaged.</exception>
    public static void Write(ZarrStore store, StoreKey key, ZarrArrayInfo info)
    {
        var name = key / (info.Format == 2 ? V2Metadata.ArrayName : V3Metadata.Name);
        var document = new StoreMetadata(store).TryRead(name, default) ?? throw info.Location.Problem("the metadata have gone");
        var changed = JsonObject.Create(document.Object().Value)!;
        changed["shape"] = new JsonArray([.. info.Shape.Select(length => (JsonNode)length)]);
        store.Write(name, ZarrJson.Write(json => json.WriteAsFound(changed)));
    }
}
