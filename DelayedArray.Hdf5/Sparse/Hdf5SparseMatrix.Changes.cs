namespace DelayedArrays;

/// <content>
/// Changes. If a program fails, is cancelled or is killed, the matrix is old or new (see <see cref="Hdf5ChangeMode"/>). Changes of one
/// file run one after the other.
/// </content>
public static partial class Hdf5SparseMatrix
{
    /// <summary>
    /// Evaluates a matrix into a new sparse group of a file, which is created if it does not exist. Leaves out zeros, and sorts the entries
    /// of each line. The group appears complete or not at all. If anything fails, the file is unchanged. A matrix that is stored across the
    /// requested layout is sorted through a temporary file beside the target.
    /// </summary>
    /// <param name="array">A matrix, sparse or not. It may be read from the same file.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside. Missing groups above it are created.</param>
    /// <param name="options">Dialect, layout, types, chunks, compression, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">The file cannot be written, or the name is taken.</exception>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">The requested type of <c>indptr</c> cannot count all entries.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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
    /// <param name="transaction">The change that the group belongs to.</param>
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
    /// Appends rows to compressed rows, or columns to compressed columns. Only the group changes. The caller must extend the tables beside it
    /// that describe its rows or columns, such as anndata's <c>obs</c>.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="lines">The rows or columns, as long as the existing ones. Zeros are left out.</param>
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

    /// <summary>Changes one stored element.</summary>
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
    /// Changes the elements of a box (an element, rows, a block). In place, only stored values can change: zeros must stay zero, and other
    /// elements must not become zero, unless the matrix may be rewritten.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="start">Row and column where the box starts.</param>
    /// <param name="block">The new elements of the whole box.</param>
    /// <param name="options">Whether the matrix may be rewritten if zeros become other values, or other values zeros.</param>
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
