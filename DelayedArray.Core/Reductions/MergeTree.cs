namespace DelayedArrays;

/// <summary>
/// Merges partial results 0 .. n-1 along a fixed tree, in whatever order they arrive. Inner nodes are the aligned ranges
/// [k*2^j, (k+1)*2^j), cut at n; left comes before right. Each worker holds at most log2 n partials.
/// </summary>
internal sealed class MergeTree<TPartial>(long count, Func<TPartial, TPartial, TPartial> merge) where TPartial : class
{
    private readonly Dictionary<(int Level, long Index), TPartial> _waiting = [];
    private readonly Lock _gate = new();
    private TPartial? _root;

    /// <summary>The result of all partials; null until the last one arrives.</summary>
    public TPartial? Root => Volatile.Read(ref _root);

    /// <summary>Adds a partial result, and merges the ranges that are now complete.</summary>
    public void Add(long index, TPartial partial)
    {
        var level = 0;
        while (true)
        {
            if (index == 0 && (1L << level) >= count)
            {
                Volatile.Write(ref _root, partial);
                return;
            }
            var siblingStart = (index ^ 1) << level;
            if (siblingStart >= count)
            {
                // The sibling lies beyond n, so the node stands for its parent.
                (level, index) = (level + 1, index >> 1);
                continue;
            }
            TPartial? sibling;
            lock (_gate)
            {
                if (!_waiting.Remove((level, index ^ 1), out sibling))
                {
                    _waiting.Add((level, index), partial);
                    return;
                }
            }
            partial = (index & 1) == 0 ? merge(partial, sibling) : merge(sibling, partial);
            (level, index) = (level + 1, index >> 1);
        }
    }
}
