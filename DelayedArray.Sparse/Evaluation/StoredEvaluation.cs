using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Evaluates a matrix that has the entries of one stored matrix, as <c>x * 2</c> has those of x: indices and values become arrays of the
/// result as they are, and operations see only values. The operations are elementwise and keep zeros, and the stored matrix has one entry
/// for an element.
/// </summary>
internal sealed class StoredEvaluation<T> where T : unmanaged
{
    private readonly IStoredEntries _stored;
    private readonly Node<T> _values;
    private readonly ExecutionOptions _options;

    private StoredEvaluation(IStoredEntries stored, Node<T> root, ExecutionOptions options)
    {
        _stored = stored;
        _values = (Node<T>)root.ReplaceLeaves(_ => Parts.Values.Root);
        _options = options;
    }

    private CompressedParts Parts => _stored.Parts;

    /// <summary>Evaluates a matrix; null if this is not the way to do it.</summary>
    public static SparseMatrix<T>? TryRun(Node<T> root, ExecutionOptions options)
    {
        if (StoredUnder(root) is not { } stored || !Fits(stored, root, options))
            return null;
        var evaluation = new StoredEvaluation<T>(stored, root, options);
        return EntryStore<T>.IsWide(stored.Parts.MinorLength) ? evaluation.Run<long>() : evaluation.Run<int>();
    }

    /// <summary>
    /// Finds the only matrix that the tree reads. Null if there are several, or if an operation moves elements or does not keep zeros.
    /// </summary>
    private static IStoredEntries? StoredUnder(Node root)
    {
        IStoredEntries? found = null;
        foreach (var node in Node.InputsFirst(root))
        {
            if (!node.IsSparse)
                return null;
            if (node.IsElementwise)
                continue;
            if (node is not ILeaf { Seed: IStoredEntries stored } || (found is not null && !ReferenceEquals(found, stored)))
                return null;
            found = stored;
        }
        return found;
    }

    /// <summary>
    /// Whether all stored entries may be held. Many of them may become zero, and the result would be far smaller: then the budget decides.
    /// </summary>
    private static unsafe bool Fits(IStoredEntries stored, Node root, ExecutionOptions options)
    {
        var entries = stored.Parts.Offsets[^1];
        return entries > 0 && entries <= Array.MaxLength
            && (root.Inputs.IsEmpty || entries <= options.MemoryBudget / (sizeof(long) + sizeof(T)));
    }

    private SparseMatrix<T>? Run<TIndex>() where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var known = _stored.CanonicalIndices<TIndex>();
        var pass = new Pass();
        var values = pass.Add(new MemorySink<T>(_values));
        var read = known is null ? pass.Add(new MemorySink<TIndex>(Parts.Indices.Cast<TIndex>().Node)) : null;
        pass.Run(_options);
        var store = EntryStore<T, TIndex>.Of(Parts.Offsets, Parts.MinorLength, known ?? read!.Values, values.Values);
        // Repeated entries are summed before operations see them, and messages about wrong indices come from the other way.
        return known is not null || store.IsCanonicalInRange() ? new SparseMatrix<T>(Parts.Shape, Parts.Layout, store.Prune()) : null;
    }
}
