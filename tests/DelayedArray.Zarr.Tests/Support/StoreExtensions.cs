using System.Buffers;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Short forms of what tests do with stores.</summary>
internal static class StoreExtensions
{
    /// <summary>Reads a value or a part of it; null if it is not there.</summary>
    public static byte[]? Read(this ZarrStore store, string key, ByteRange range = default, long limit = 1 << 24)
    {
        var destination = new ArrayBufferWriter<byte>();
        return store.TryRead(new StoreKey(key), range, limit, destination) ? destination.WrittenSpan.ToArray() : null;
    }

    /// <summary>Writes a text.</summary>
    public static void WriteText(this ZarrStore store, string key, string text) =>
        store.Write(new StoreKey(key), Encoding.UTF8.GetBytes(text));

    /// <summary>All keys of a store, in order, found by listing.</summary>
    public static IReadOnlyList<string> AllKeys(this ZarrStore store)
    {
        var keys = new List<string>();
        Walk(StoreKey.Root);
        keys.Sort(StringComparer.Ordinal);
        return keys;

        void Walk(StoreKey parent)
        {
            foreach (var entry in store.List(parent))
            {
                var key = parent / entry.Name;
                if (entry.HasChildren)
                    Walk(key);
                if (store.Length(key) is not null)
                    keys.Add(key.Path);
            }
        }
    }

    /// <summary>Writes the metadata of all members into one document at the root, with a list of numbers as an attribute.</summary>
    public static void Consolidate(this ZarrStore store, int version, int numbers = 0)
    {
        string[] documents = [.. store.AllKeys().Where(key => key.EndsWith(version == 2 ? "" : "/zarr.json", StringComparison.Ordinal))
            .Where(key => version == 3 || key.Split('/')[^1] is ".zarray" or ".zgroup")];
        var members = string.Join(",", documents.Select(
            key => $"\"{key.Replace("/zarr.json", "", StringComparison.Ordinal)}\":{Encoding.UTF8.GetString(store.Read(key)!)}"));
        var attributes = $$"""{"numbers":[{{string.Join(',', Enumerable.Repeat(1, numbers))}}]}""";
        if (version == 2)
            store.WriteText(".zmetadata", $$$"""{"zarr_consolidated_format":1,"metadata":{".zattrs":{{{attributes}}},{{{members}}} } }""");
        else
            store.WriteText("zarr.json", $$$"""{"zarr_format":3,"node_type":"group","attributes":{{{attributes}}},"consolidated_metadata":{"kind":"inline","must_understand":false,"metadata":{ {{{members}}} } } }""");
    }
}
