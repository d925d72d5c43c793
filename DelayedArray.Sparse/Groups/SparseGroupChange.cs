namespace DelayedArrays;

/// <summary>
/// A change of a sparse group: a new matrix, additional lines, or other values. Formats derive from it and create, extend and overwrite
/// parts, and set attributes. This class decides what is written and in which order. Nothing takes effect before <see cref="Commit"/>. It
/// takes effect in one step, or with the shape last if the group <see cref="SparseGroup.ChangesInSteps"/>.
/// </summary>
public abstract partial class SparseGroupChange : IDisposable
{
    /// <summary>The group as it was before the change, for reading.</summary>
    public abstract SparseGroup Group { get; }

    /// <summary>A path. A temporary file for sorting entries may be created beside it.</summary>
    protected internal abstract string SpillPath { get; }

    /// <summary>Evaluates a matrix into a new group. Leaves out zeros, and sorts the entries of each line.</summary>
    /// <param name="matrix">A matrix, sparse or not.</param>
    /// <param name="options">Dialect, layout, types.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">The requested type of <c>indptr</c> cannot count all entries.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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

    /// <summary>Makes the change take effect.</summary>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="ConcurrentChangeException">Another change of the group came first.</exception>
    public abstract void Commit();

    /// <summary>Ends the change. Anything not committed is undone or has no effect.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates an empty part that can be extended.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="type">Type of its elements.</param>
    protected internal abstract void Create(string part, ElementType type);

    /// <summary>Begins to append to a part. Its elements up to the given length stay.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="length">The number of elements that count. Any beyond them are overwritten.</param>
    /// <typeparam name="T">The stored type if it has 32 or 64 bits; otherwise a type that the format converts.</typeparam>
    protected internal abstract PartAppender<T> Append<T>(string part, long length) where T : unmanaged;

    /// <summary>Overwrites elements of a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="start">The first element.</param>
    /// <param name="values">The new elements, of the stored type.</param>
    protected internal abstract void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values) where T : unmanaged;

    /// <summary>Sets an attribute of the group to a text.</summary>
    protected internal abstract void SetAttribute(string name, string text);

    /// <summary>Sets an attribute of the group to numbers. It keeps its existing type if they fit.</summary>
    protected internal abstract void SetAttribute(string name, ReadOnlySpan<long> numbers);

    /// <summary>Stores a small part of numbers. It keeps its existing type if they fit.</summary>
    protected internal abstract void SetNumbers(string part, ReadOnlySpan<long> numbers);

    /// <summary>
    /// Begins to rewrite the matrix: creates three empty parts, stored like those of the group. Committing the returned change puts them in
    /// the place of the old ones. Returns null if the format cannot do that.
    /// </summary>
    protected virtual SparseGroupChange? Rewrite() => null;

    /// <summary>The reason why elements of a part cannot be overwritten; null if they can.</summary>
    protected virtual string? OverwriteObstacle(string part) => null;

    /// <summary>The reason why a part cannot be extended; null if it can.</summary>
    protected virtual string? GrowObstacle(string part) => OverwriteObstacle(part);

    /// <summary>Releases what the change holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private static string? FirstReason(Func<string, string?> why) => SparseParts.Required.Select(why).FirstOrDefault(reason => reason is not null);

    private void Replace<T>(DelayedArray<T> matrix, CompressedParts before, ExecutionOptions execution) where T : unmanaged
    {
        using var anew = Rewrite() ?? throw Group.Location.Error("cannot be rewritten");
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
