namespace DelayedArrays;

/// <summary>
/// A lazy array: a handle on an immutable expression tree. Its element type is known only at run time. Nothing is read until a result
/// is requested.
/// </summary>
public abstract partial class DelayedArray
{
    private protected DelayedArray() { }

    /// <summary>The root of the expression tree.</summary>
    public abstract Node Root { get; }

    /// <summary>Shape of the array.</summary>
    public Shape Shape => Root.Shape;

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Element type of the array.</summary>
    public ElementType ElementType => Root.ElementType;

    /// <summary>
    /// The meaning of the elements if they are dates or durations, like NumPy's <c>datetime64</c> and <c>timedelta64</c>; null for plain
    /// numbers. The elements are 64-bit integers in either case. Selection, transposition and concatenation of equal units keep the
    /// meaning; computations use the integers and lose it.
    /// </summary>
    public TimeType? Time => Root.Time;

    /// <summary>The name of the type to display: that of the dates or durations, otherwise that of the element type.</summary>
    public string TypeName => Root.TypeName;

    /// <summary>Whether most elements are zero by construction.</summary>
    public bool IsSparse => Root.IsSparse;

    /// <summary>Gives the typed handle on this array.</summary>
    /// <exception cref="UnsupportedElementTypeException">
    /// The elements have another type. Use <see cref="Cast"/> to convert them.
    /// </exception>
    public DelayedArray<T> As<T>() where T : unmanaged => this as DelayedArray<T>
        ?? throw new UnsupportedElementTypeException(
            $"the array has elements of type {ElementType.Name()}, not {ElementTypes.Of<T>().Name()}; Cast converts them");

    /// <summary>Marks 64-bit integers as dates or durations, which affects how they are printed and written.</summary>
    /// <param name="time">Their meaning; null for plain integers.</param>
    /// <exception cref="UnsupportedElementTypeException">The elements are not 64-bit integers.</exception>
    public DelayedArray<long> WithTime(TimeType? time) => new(Timed.Of(As<long>().Node, time));

    /// <summary>The seeds at the leaves of the tree, from left to right, each once.</summary>
    public IReadOnlyList<ISeed> Seeds =>
        [.. Node.InputsFirst(Root).OfType<ILeaf>().Select(leaf => leaf.Seed).Distinct(ReferenceEqualityComparer.Instance).Cast<ISeed>()];

    /// <summary>Paths of the files and stores that the array reads, each once.</summary>
    public IReadOnlyList<string> Paths => [.. Seeds.Select(seed => seed.Path).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Makes the handle on a node.</summary>
    public static DelayedArray Of(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return root.ToArray();
    }
}
