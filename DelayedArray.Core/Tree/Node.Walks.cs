namespace DelayedArrays;

// Walks over trees. They do not recurse, and they visit a node once even if it occurs in several places.
public abstract partial class Node
{
    /// <summary>Lists all distinct nodes below the roots, inputs before the nodes that use them.</summary>
    public static IReadOnlyList<Node> InputsFirst(params ReadOnlySpan<Node> roots)
    {
        var order = new List<Node>();
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(Node Node, bool Expanded)>();
        foreach (var root in roots)
            stack.Push((root, false));
        while (stack.TryPop(out var item))
        {
            if (item.Expanded)
            {
                order.Add(item.Node);
                continue;
            }
            if (!seen.Add(item.Node))
                continue;
            stack.Push((item.Node, true));
            for (var i = item.Node.Inputs.Length - 1; i >= 0; i--)
                stack.Push((item.Node.Inputs[i], false));
        }
        return order;
    }

    /// <summary>Finds the nodes that are used more than once, and the leaves whose seed occurs in several leaves.</summary>
    internal static HashSet<Node> Shared(params ReadOnlySpan<Node> roots)
    {
        var shared = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var used = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var bySource = new Dictionary<object, Node>(ReferenceEqualityComparer.Instance);
        foreach (var root in roots)
            Use(root);
        foreach (var node in InputsFirst(roots))
        {
            foreach (var input in node.Inputs)
                Use(input);
            if (!bySource.TryAdd(node.SharingKey, node))
            {
                shared.Add(node);
                shared.Add(bySource[node.SharingKey]);
            }
        }
        return shared;

        void Use(Node node)
        {
            if (!used.Add(node))
                shared.Add(node);
        }
    }

    private static bool AreEqual(Node left, Node right)
    {
        var known = new HashSet<(Node, Node)>(PairComparer.Instance);
        var stack = new Stack<(Node Left, Node Right)>();
        stack.Push((left, right));
        while (stack.TryPop(out var pair))
        {
            if (ReferenceEquals(pair.Left, pair.Right) || !known.Add(pair))
                continue;
            if (!pair.Left.SameOperation(pair.Right))
                return false;
            for (var i = 0; i < pair.Left.Inputs.Length; i++)
                stack.Push((pair.Left.Inputs[i], pair.Right.Inputs[i]));
        }
        return true;
    }

    /// <summary>Rebuilds the tree with other leaves. Unchanged nodes are reused.</summary>
    internal Node ReplaceLeaves(Func<Node, Node> replaceLeaf)
    {
        var replaced = new Dictionary<Node, Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in InputsFirst(this))
        {
            if (node.Inputs.IsEmpty)
            {
                replaced[node] = replaceLeaf(node);
                continue;
            }
            var changed = false;
            foreach (var input in node.Inputs)
                changed |= !ReferenceEquals(replaced[input], input);
            replaced[node] = changed ? node.WithInputs([.. node.Inputs.Select(input => replaced[input])]) : node;
        }
        return replaced[this];
    }

    private sealed class PairComparer : IEqualityComparer<(Node, Node)>
    {
        public static PairComparer Instance { get; } = new();

        public bool Equals((Node, Node) x, (Node, Node) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Node, Node) pair) => HashCode.Combine(
            ReferenceEqualityComparer.Instance.GetHashCode(pair.Item1), ReferenceEqualityComparer.Instance.GetHashCode(pair.Item2));
    }
}
