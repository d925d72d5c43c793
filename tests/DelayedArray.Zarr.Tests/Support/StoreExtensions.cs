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
            foreach (StoreEntry entry in store.List(parent))
            {
                StoreKey key = parent / entry.Name;
                if (entry.HasChildren)
                    Walk(key);
                if (store.Length(key) is not null)
                    keys.Add(key.Path);
            }
        }
    }
}
