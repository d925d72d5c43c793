namespace DelayedArrays;

/// <summary>
/// A change of a sparse group: a new matrix, more lines, other values. A format derives from it and says how to create, extend and
/// overwrite parts and how to set attributes; what is done with them, and in which order, is here. Nothing counts before
/// <see cref="Commit"/>, which takes effect in one step, or, where <see cref="SparseGroup.ChangesInSteps"/>, with the shape last.
/// </summary>
public abstract partial class SparseGroupChange : IDisposable
{
    /// <summary>The group for reading, as it was before the change.</summary>
    public abstract SparseGroup Group { get; }

    /// <summary>A path beside which a temporary file may be made for sorting entries.</summary>
    protected internal abstract string SpillPath { get; }

    /// <summary>Evaluates a matrix into a new group. Zeros are left out, the entries of a line are sorted.</summary>
    /// <param name="matrix">A matrix, sparse or not.</param>
    /// <param name="options">Dialect, layout, types.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">There are too many entries for the type of <c>indptr</c> asked for.</exception>
    /// <exception cref="IOException">Something cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Write(DelayedArray matrix, SparseWriteOptions options, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(options);
        options.Check(matrix);
        Create(SparseParts.Data, matrix.ElementType);
        Create(SparseParts.Indices, options.IndexTypeOf(matrix));
        Create(SparseParts.Offsets, options.OffsetElementType);
        var layout = options.LayoutOf(matrix);
        WriteLines(matrix, layout, new PartTypes(options.IndexTypeOf(matrix), options.OffsetElementType), execution ?? ExecutionOptions.Default);
        new SparseGroupInfo(options.Dialect, matrix.Shape, layout).State(this);
    }

    /// <summary>Makes the change count.</summary>
    /// <exception cref="IOException">Something cannot be written.</exception>
    /// <exception cref="ConcurrentChangeException">Others have changed the group meanwhile.</exception>
    public abstract void Commit();

    /// <summary>Ends the change; what was not committed is undone or never counts.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates a part without elements, which can be extended.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="type">Type of its elements.</param>
    protected internal abstract void Create(string part, ElementType type);

    /// <summary>Starts to append to a part, whose elements up to a length stay.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="length">Elements that count; what is behind them is overwritten.</param>
    /// <typeparam name="T">The type stored where that has 32 or 64 bits; else one that the format converts.</typeparam>
    protected internal abstract PartAppender<T> Append<T>(string part, long length) where T : unmanaged;

    /// <summary>Overwrites elements of a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="start">The first element.</param>
    /// <param name="values">The new elements, of the type stored.</param>
    protected internal abstract void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values) where T : unmanaged;

    /// <summary>Sets an attribute of the group to a text.</summary>
    protected internal abstract void SetAttribute(string name, string text);

    /// <summary>Sets an attribute of the group to numbers, in the type that it has where they fit.</summary>
    protected internal abstract void SetAttribute(string name, ReadOnlySpan<long> numbers);

    /// <summary>Stores a small part of numbers, in the type that it has where they fit.</summary>
    protected internal abstract void SetNumbers(string part, ReadOnlySpan<long> numbers);

    /// <summary>
    /// Starts to write the matrix anew: the three parts without elements, stored as those of the group are. The commit of what is
    /// returned puts them in the place of those. Null where the format cannot do that.
    /// </summary>
    protected virtual SparseGroupChange? Rewrite() => null;

    /// <summary>Why elements of a part cannot be overwritten; null if they can.</summary>
    protected virtual string? WhyNotToOverwrite(string part) => null;

    /// <summary>Why a part cannot be extended; null if it can.</summary>
    protected virtual string? WhyNotToGrow(string part) => WhyNotToOverwrite(part);

    /// <summary>Gives back what the change holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private static string? FirstReason(Func<string, string?> why) => SparseParts.Required.Select(why).FirstOrDefault(reason => reason is not null);

    private void Replace<T>(DelayedArray<T> matrix, CompressedParts before, ExecutionOptions execution) where T : unmanaged
    {
        using var anew = Rewrite() ?? throw Group.Source.Error("cannot be rewritten");
        anew.WriteLines(matrix, before.Layout, PartTypes.Of(Group), execution);
        SparseGroupInfo.SetShape(Group, anew, matrix.Shape);
        anew.Commit();
    }

    private void WriteLines(DelayedArray matrix, SparseLayout layout, PartTypes types, ExecutionOptions execution)
    {
        var lines = new LineAppender(this, layout, types, execution);
        AppendOffsets(types.Offsets, 0, lines.Append(matrix, 0));
    }
}
