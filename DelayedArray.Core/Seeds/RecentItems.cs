using System.Diagnostics.CodeAnalysis;

namespace DelayedArrays;

/// <summary>Items in the order of their last use, and the bytes they take.</summary>
internal sealed class RecentItems<TKey, TItem> where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TItem Item, long Bytes)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TItem Item, long Bytes)> _order = new();

    /// <summary>Bytes of all items.</summary>
    public long Bytes { get; private set; }

    /// <summary>The keys, least recently used first.</summary>
    public IEnumerable<TKey> Keys => _order.Select(item => item.Key);

    /// <summary>Finds an item and makes it the most recently used.</summary>
    public bool TryUse(TKey key, [MaybeNullWhen(false)] out TItem item)
    {
        item = default;
        if (!_nodes.TryGetValue(key, out var node))
            return false;
        _order.Remove(node);
        _order.AddLast(node);
        item = node.Value.Item;
        return true;
    }

    /// <summary>Adds an item as the most recently used.</summary>
    public void Add(TKey key, TItem item, long bytes)
    {
        _nodes.Add(key, _order.AddLast((key, item, bytes)));
        Bytes += bytes;
    }

    /// <summary>Removes an item, if present.</summary>
    public void Remove(TKey key)
    {
        if (!_nodes.Remove(key, out var node))
            return;
        _order.Remove(node);
        Bytes -= node.Value.Bytes;
    }

    /// <summary>Removes the least recently used item if all items together exceed the limit.</summary>
    public bool TryTrim(long limit, [MaybeNullWhen(false)] out TItem removed)
    {
        removed = default;
        if (Bytes <= limit || _order.First is not { } oldest)
            return false;
        removed = oldest.Value.Item;
        Remove(oldest.Value.Key);
        return true;
    }
}
