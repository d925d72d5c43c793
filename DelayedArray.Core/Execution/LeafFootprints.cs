using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>What an evaluation requests from each seed as a whole, not cut into blocks.</summary>
internal sealed class LeafFootprints
{
    // Evaluations that make more requests than this are sampled instead of counted.
    private const int MaxVisited = 50_000;

    private readonly Dictionary<ISeed, List<Footprint>> _bySeed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(object Source, Footprint Footprint, EquatableArray<int> Order)> _asked = [];

    private readonly HashSet<Node> _shared;
    private int _visited;

    private LeafFootprints(HashSet<Node> shared) => _shared = shared;

    /// <summary>The footprints on each seed. Equal parts that a block reads once appear once.</summary>
    public IReadOnlyDictionary<ISeed, List<Footprint>> BySeed => _bySeed;

    /// <summary>Whether no footprint is missing.</summary>
    public bool IsComplete => _visited <= MaxVisited;

    /// <summary>Walks down the trees of all sinks.</summary>
    public static LeafFootprints Of(IReadOnlyList<IBlockSink> sinks)
    {
        var found = new LeafFootprints(Node.Shared([.. sinks.Select(sink => sink.Root)]));
        foreach (var sink in sinks)
            found.Walk(sink.Root, sink.MemoryOrder);
        return found;
    }

    private void Walk(Node root, ImmutableArray<int> order)
    {
        var stack = new Stack<(Node, Footprint)>();
        stack.Push((root, Footprint.Whole(root.Shape)));
        while (IsComplete && stack.TryPop(out var item))
        {
            var (node, footprint) = item;
            if (footprint.Root.Any(range => range.Count == 0))
                continue;
            if (_shared.Contains(node) && !_asked.Add((node.SharingKey, footprint, new(order))))
                continue;
            _visited++;
            if (node is ILeaf leaf)
                Add(leaf.Seed, footprint);
            node.Trace(footprint, (input, part) => stack.Push((input, part)));
        }
    }

    private void Add(ISeed seed, Footprint footprint)
    {
        if (!_bySeed.TryGetValue(seed, out var footprints))
            _bySeed.Add(seed, footprints = []);
        footprints.Add(footprint);
    }
}
