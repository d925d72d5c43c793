namespace DelayedArrays;

/// <content>
/// Changes. A program that fails, is cancelled or killed leaves the matrix as it was or as it is to be
/// (<see cref="Hdf5ChangeMode"/> says how), and changes of one file happen one after the other.
/// </content>
public static partial class Hdf5SparseMatrix
{
    /// <summary>
    /// Evaluates a matrix into a new sparse group of a file, which is made if it is not there. Elements that are zero are left
    /// out, the entries of a line are sorted. The group appears complete or not at all, and the file stays as it was if anything
    /// fails. A matrix stored across the layout asked for is sorted through a temporary file beside the target.
    /// </summary>
    /// <param name="array">A matrix, sparse or not. It may be read from the same file.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside; missing groups on the way are made.</param>
    /// <param name="options">Dialect, layout, types, chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">The file cannot be written, or there is something of that name already.</exception>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">There are too many entries for the type of <c>indptr</c> asked for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void WriteHdf5Sparse(
        this DelayedArray array, string path, string group, Hdf5SparseWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        options = Checked(options, array);
        using var transaction = Hdf5Transaction.Begin(path, options.ChangeMode, execution);
        array.WriteHdf5Sparse(transaction, group, options, execution);
        transaction.Commit();
    }

    /// <summary>Evaluates a matrix into a sparse group as part of a larger change of a file. Commit the transaction afterwards.</summary>
    /// <param name="array">A matrix, sparse or not.</param>
    /// <param name="transaction">The change of which the group is a part.</param>
    /// <param name="group">Path of the group.</param>
    /// <param name="options">Dialect, layout, types, chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="WriteHdf5Sparse(DelayedArray, string, string, Hdf5SparseWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteHdf5Sparse(
        this DelayedArray array, Hdf5Transaction transaction, string group, Hdf5SparseWriteOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        options = Checked(options, array);
        using var created = transaction.File.Root.CreateGroup(transaction.Reserve(group, options.Overwrite));
        using var change = new Hdf5SparseChange(created, created, options);
        change.Write(array, options, execution);
        change.Commit();
    }

    /// <summary>
    /// Appends rows to compressed rows, or columns to compressed columns. Only the group changes: tables beside it that go with its
    /// rows or columns, such as anndata's <c>obs</c>, are to be made longer by the caller.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="lines">The rows or columns, as long as those that are there; zeros are left out.</param>
    /// <param name="options">Whether the matrix may be rewritten if its datasets cannot grow.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="SparseGroupChange.Append(DelayedArray, SparseEditOptions?, ExecutionOptions?)" path="/exception"/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    public static void Append(
        string path, string group, DelayedArray lines, Hdf5SparseEditOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var change = Hdf5SparseEdit.Begin(path, group, options, execution);
        change.Append(lines, options, execution);
        change.Commit();
    }

    /// <summary>Changes one element that is stored.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="at">Row and column of the element.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="options">Whether the matrix may be rewritten.</param>
    /// <inheritdoc cref="SetValues" path="/exception"/>
    public static void SetValue<T>(
        string path, string group, (long Row, long Column) at, T value, Hdf5SparseEditOptions? options = null) where T : unmanaged =>
        SetValues(path, group, at, Delayed.FromMemory([value], 1, 1), options);

    /// <summary>
    /// Changes the elements of a box (an element, rows, a block). In place only values can change: elements that are zero have to
    /// stay zero, and others not to become it, unless the matrix may be rewritten.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="start">Row and column where the box starts.</param>
    /// <param name="block">The new elements, all of those of the box.</param>
    /// <param name="options">Whether the matrix may be rewritten if others become non-zero or zero.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="SparseGroupChange.SetValues" path="/exception"/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ConcurrentChangeException">Others are changing the file, or have it open.</exception>
    public static void SetValues(
        string path, string group, (long Row, long Column) start, DelayedArray block, Hdf5SparseEditOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        using var change = Hdf5SparseEdit.Begin(path, group, options, execution);
        change.SetValues(start, block, options, execution);
        change.Commit();
    }

    private static Hdf5SparseWriteOptions Checked(Hdf5SparseWriteOptions? options, DelayedArray array)
    {
        options ??= new();
        options.Check(array);
        Hdf5PartForm.Check(options);
        return options;
    }
}
