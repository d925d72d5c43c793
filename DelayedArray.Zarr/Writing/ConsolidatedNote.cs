using System.Text.Json;
using System.Text.Json.Nodes;

namespace DelayedArrays.Zarr;

/// <summary>
/// A note that a change of consolidated metadata keeps in the group until it ends: the keys that it changes, and the documents that it
/// has removed. A change that finds one, and holds the lock, knows that another program was killed.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="group">The group.</param>
internal sealed class ConsolidatedNote(ZarrStore store, StoreKey group)
{
    private const string Name = ".delayedarray-consolidated.json";

    private JsonObject? _documents;

    /// <summary>The changed keys.</summary>
    public List<StoreKey> Changed { get; } = [];

    /// <summary>Reads the note of a group; null if there is none, or if it makes no sense.</summary>
    public static ConsolidatedNote? TryRead(ZarrStore store, StoreKey group)
    {
        try
        {
            // Twice the document, once for each version of Zarr.
            if (store.TryReadDocument(group / Name, 2 * StoreMetadata.MaxConsolidatedBytes, default) is not { } found)
                return null;
            var note = new ConsolidatedNote(store, group) { _documents = JsonObject.Create(found.Member("documents").Object().Value) };
            foreach (var path in found.Member("changed").Items(int.MaxValue))
                note.Changed.Add(group / path.Text());
            return note;
        }
        catch (Exception problem) when (problem is ArrayFormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The document of a version of Zarr that the change has removed or was about to remove; null if there was none.</summary>
    public JsonObject? Document(int version) => _documents?[$"{version}"] as JsonObject;

    /// <summary>Writes the note.</summary>
    /// <param name="documents">The documents of the group.</param>
    /// <param name="removed">Whether the change removes them meanwhile.</param>
    public void Write(List<ConsolidatedDocument> documents, bool removed)
    {
        JsonObject kept = [];
        foreach (var document in documents.Where(_ => removed))
            kept[$"{document.Version}"] = document.Content.DeepClone();
        var note = new JsonObject
        {
            ["changed"] = new JsonArray([.. documents.SelectMany(document => document.Changed).Distinct().Select(key => (JsonNode)Relative(key))]),
            ["documents"] = kept,
        };
        store.WriteDocument(group / Name, note);
    }

    /// <summary>Removes the note.</summary>
    public void Delete() => store.Delete(group / Name);

    private string Relative(StoreKey key) => group.IsRoot ? key.Path : key.Path[(group.Path.Length + 1)..];
}
