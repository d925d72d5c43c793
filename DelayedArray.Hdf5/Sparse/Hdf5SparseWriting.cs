namespace DelayedArrays;

/// <summary>Writes delayed arrays, sparse or not, to sparse groups, in one pass, in parallel, in bounded memory.</summary>
public static class Hdf5SparseWriting
{
    /// <summary>
    /// Evaluates a matrix into a new sparse group of a file, which is made if it is not there. Elements that are zero are left
    /// out, the entries of a line are sorted. The group appears complete or not at all, and the file stays as it was if anything
    /// fails. A matrix stored across the layout asked for is sorted through a temporary file beside the target.
    /// </summary>
    /// <param name="array">A matrix. It may be read from the same file.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside; missing groups on the way are made.</param>
    /// <param name="options">Convention, layout, types, chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">The file cannot be written, or there is something of that name already.</exception>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">There are too many entries for the type of <c>indptr</c> asked for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void WriteHdf5Sparse<T>(
        this DelayedArray<T> array, string path, string group, Hdf5SparseWriteOptions? options = null, ExecutionOptions? execution = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        options ??= new();
        _ = SparseForm.Of(array, options);
        using var transaction = Hdf5Transaction.Begin(path, options.ChangeMode, execution);
        array.WriteHdf5Sparse(transaction, group, options, execution);
        transaction.Commit();
    }

    /// <summary>Evaluates a matrix of any element type into a new sparse group of a file.</summary>
    /// <inheritdoc cref="WriteHdf5Sparse{T}(DelayedArray{T}, string, string, Hdf5SparseWriteOptions?, ExecutionOptions?)"/>
    public static void WriteHdf5Sparse(
        this DelayedArray array, string path, string group, Hdf5SparseWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        array.ElementType.Dispatch(new Visitor(array, path, group, options, execution));
    }

    /// <summary>Evaluates a matrix into a sparse group as part of a larger change of a file. Commit the transaction afterwards.</summary>
    /// <param name="array">A matrix.</param>
    /// <param name="transaction">The change of which the group is a part.</param>
    /// <param name="group">Path of the group.</param>
    /// <param name="options">Convention, layout, types, chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="WriteHdf5Sparse{T}(DelayedArray{T}, string, string, Hdf5SparseWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteHdf5Sparse<T>(
        this DelayedArray<T> array, Hdf5Transaction transaction, string group, Hdf5SparseWriteOptions? options = null,
        ExecutionOptions? execution = null) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(transaction);
        options ??= new();
        var form = SparseForm.Of(array, options);
        using var created = transaction.File.Root.CreateGroup(transaction.Reserve(group, options.Overwrite));
        SparseGroup.WriteEntries(array, created, form, execution ?? ExecutionOptions.Default);
        if (options.Variant == Hdf5SparseVariant.TenX)
            SparseGroup.CreateTenXShape(created, array.Shape);
        else
            SparseGroup.Describe(created, array.Shape, form.Layout);
    }

    private sealed class Visitor(
        DelayedArray array, string path, string group, Hdf5SparseWriteOptions? options, ExecutionOptions? execution) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            array.As<T>().WriteHdf5Sparse(path, group, options, execution);
            return true;
        }
    }
}
