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

    /// <summary>
    /// The dates or durations that the elements are, where they are, as files of NumPy's <c>datetime64</c> and <c>timedelta64</c>
    /// have them; null for plain numbers. The elements are 64-bit integers all the same: selection, transposition and concatenation
    /// of equal units keep the meaning, and everything that computes works on the integers and loses it.
    /// </summary>
    public TimeType? Time => Root.Time;

    /// <summary>The type of the elements as it is shown: that of dates and durations, or the element type.</summary>
    public string TypeName => Root.TypeName;

    /// <summary>Whether most elements are zero by construction.</summary>
    public bool IsSparse => Root.IsSparse;

    /// <summary>The typed handle on the same array.</summary>
    /// <exception cref="UnsupportedElementTypeException">The elements are of another type; <see cref="Cast"/> converts.</exception>
    public DelayedArray<T> As<T>() where T : unmanaged => this as DelayedArray<T>
        ?? throw new UnsupportedElementTypeException(
            $"the array has elements of type {ElementType.Name()}, not {ElementTypes.Of<T>().Name()}; Cast converts them");

    /// <summary>Gives 64-bit integers the meaning of dates or durations, to be printed and written as such.</summary>
    /// <param name="time">What they are; null for plain integers.</param>
    /// <exception cref="UnsupportedElementTypeException">The elements are of another type.</exception>
    public DelayedArray<long> WithTime(TimeType? time) => new(Timed.Of(As<long>().Node, time));

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
