namespace DelayedArrays;

/// <summary>
/// A lazy array whose element type is known only at run time: a handle on an immutable expression tree. Nothing is read until a
/// result is asked for.
/// </summary>
public abstract partial class DelayedArray
{
    private protected DelayedArray() { }

    /// <summary>The expression.</summary>
    public abstract Node Root { get; }

    /// <summary>Shape of the array.</summary>
    public Shape Shape => Root.Shape;

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Element type of the array.</summary>
    public ElementType ElementType => Root.ElementType;

    /// <summary>Whether most elements are zero by construction.</summary>
    public bool IsSparse => Root.IsSparse;

    /// <summary>The typed handle on the same array.</summary>
    /// <exception cref="UnsupportedElementTypeException">The elements are of another type; <see cref="Cast"/> converts.</exception>
    public DelayedArray<T> As<T>() where T : unmanaged => this as DelayedArray<T>
        ?? throw new UnsupportedElementTypeException(
            $"the array has elements of type {ElementType.Name()}, not {ElementTypes.Of<T>().Name()}; Cast converts them");

    /// <summary>The seeds at the leaves, each once, from left to right.</summary>
    public IReadOnlyList<ISeed> Seeds =>
        [.. TreeWalk.InputsFirst(Root).OfType<ILeaf>().Select(leaf => leaf.Seed).Distinct(ReferenceEqualityComparer.Instance).Cast<ISeed>()];

    /// <summary>Paths of the files and stores underneath, each once.</summary>
    public IReadOnlyList<string> Paths => [.. Seeds.Select(seed => seed.Path).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The handle on a node.</summary>
    public static DelayedArray Of(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return root.ToArray();
    }
}
