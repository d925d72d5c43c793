namespace DelayedArrays;

/// <content>
/// Changes. A new group appears complete or not at all. An interrupted append leaves the old matrix, and the next append overwrites what
/// it left. A change of values is checked as a whole before anything is written, and then replaces each chunk in one step. If it is
/// interrupted, each chunk is old or new. Changes of one group run one after the other, across threads and programs.
/// </content>
public static partial class ZarrSparseMatrix
{
    /// <summary>
    /// Evaluates a matrix into a new sparse group of a folder or zip file, which is created if it does not exist. Leaves out zeros, and sorts
    /// the entries of each line. The group appears complete or not at all.
    /// </summary>
    /// <param name="array">A matrix, sparse or not. It may be read from the same place.</param>
    /// <param name="location">A folder, or a zip file if the name ends in <c>.zip</c>.</param>
    /// <param name="path">Path of the group inside; empty for the folder or zip file itself. Missing groups above it are created.</param>
    /// <param name="options">Dialect, layout, types, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">It cannot be written, or the name is taken.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Someone else has written the same group meanwhile, or holds the store for too long.
    /// </exception>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">The requested type of <c>indptr</c> cannot count all entries.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static void WriteZarrSparse(
        this DelayedArray array, string location, string path = "", ZarrSparseWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(location, ZarrWriting.StoreOptions(options?.Storage, execution));
        array.WriteZarrSparse(transaction, path, options, execution);
        transaction.Commit();
    }

    /// <summary>Evaluates a matrix into a new sparse group of a store.</summary>
    /// <param name="array">A matrix, sparse or not. It may be read from the same store.</param>
    /// <param name="store">The store. Call <see cref="ZarrStore.Complete"/> on one that collects writes, such as a zip file.</param>
    /// <param name="path">Path of the group inside; empty for the root.</param>
    /// <param name="options">Dialect, layout, types, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="WriteZarrSparse(DelayedArray, string, string, ZarrSparseWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteZarrSparse(
        this DelayedArray array, ZarrStore store, string path = "", ZarrSparseWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(store, execution?.LockTimeout);
        array.WriteZarrSparse(transaction, path, options, execution);
        transaction.Commit();
    }

    /// <summary>Evaluates a matrix into a sparse group as part of a larger change. Commit the transaction afterwards.</summary>
    /// <param name="array">A matrix, sparse or not.</param>
    /// <param name="transaction">The change that the group belongs to.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="options">Dialect, layout, types, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="WriteZarrSparse(DelayedArray, string, string, ZarrSparseWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteZarrSparse(
        this DelayedArray array, ZarrTransaction transaction, string path = "", ZarrSparseWriteOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        options ??= new();
        options.CheckAll(array);
        using var change = ZarrNewSparseGroup.Begin(transaction, path, options, execution ?? ExecutionOptions.Default);
        change.Write(array, options, execution);
        change.Commit();
    }

    /// <summary>Appends rows to compressed rows, or columns to compressed columns.</summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="lines">The rows or columns, as long as the existing ones. Zeros are left out.</param>
    /// <param name="options">Whether the matrix may be rewritten if its arrays cannot grow.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="SparseGroupChange.Append(DelayedArray, SparseEditOptions?, ExecutionOptions?)" path="/exception"/>
    /// <exception cref="ConcurrentChangeException">
    /// Someone else has replaced or changed the group meanwhile, or others keep changing it for longer than the wait.
    /// </exception>
    public static void Append(
        string location, string path, DelayedArray lines, SparseEditOptions? options = null, ExecutionOptions? execution = null) =>
        Change(location, execution, store => Append(store, path, lines, options, execution));

    /// <summary>Appends rows to compressed rows, or columns to compressed columns, of a group of a store.</summary>
    /// <param name="store">The store, which must stay open. Call <see cref="ZarrStore.Complete"/> on one that collects writes.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="lines">The rows or columns, as long as the existing ones. Zeros are left out.</param>
    /// <param name="options">Whether the matrix may be rewritten if its arrays cannot grow.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="Append(string, string, DelayedArray, SparseEditOptions?, ExecutionOptions?)"/>
    public static void Append(
        ZarrStore store, string path, DelayedArray lines, SparseEditOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lines);
        using var change = ZarrSparseEdit.Begin(store, path, execution);
        change.Append(lines, options, execution);
        change.Commit();
    }

    /// <summary>Changes one stored element.</summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="at">Row and column of the element.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="options">Whether the matrix may be rewritten.</param>
    /// <inheritdoc cref="SetValues(ZarrStore, string, ValueTuple{long, long}, DelayedArray, SparseEditOptions?, ExecutionOptions?)" path="/exception"/>
    public static void SetValue<T>(
        string location, string path, (long Row, long Column) at, T value, SparseEditOptions? options = null) where T : unmanaged =>
        SetValues(location, path, at, Delayed.FromMemory([value], 1, 1), options);

    /// <summary>Changes the elements of a box of a matrix in a folder or zip file.</summary>
    /// <param name="location">A folder or zip file.</param>
    /// <param name="path">Path of the group within the store; empty for the root.</param>
    /// <param name="start">Row and column where the box starts.</param>
    /// <param name="block">The new elements of the whole box. They are evaluated twice.</param>
    /// <param name="options">Whether the matrix may be rewritten if zeros become other values, or other values zeros.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="SetValues(ZarrStore, string, ValueTuple{long, long}, DelayedArray, SparseEditOptions?, ExecutionOptions?)"/>
    public static void SetValues(
        string location, string path, (long Row, long Column) start, DelayedArray block, SparseEditOptions? options = null,
        ExecutionOptions? execution = null) => Change(location, execution, store => SetValues(store, path, start, block, options, execution));

    /// <summary>
    /// Changes the elements of a box (an element, rows, a block). In place, only stored values can change: zeros must stay zero, and other
    /// elements must not become zero, unless the matrix may be rewritten. Rewriting replaces the whole group, and is refused if the group
    /// holds anything other than the parts of the matrix.
    /// </summary>
    /// <param name="store">The store, which must stay open. Call <see cref="ZarrStore.Complete"/> on one that collects writes.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="start">Row and column where the box starts.</param>
    /// <param name="block">The new elements of the whole box. They are evaluated twice.</param>
    /// <param name="options">Whether the matrix may be rewritten if zeros become other values, or other values zeros.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="SparseGroupChange.SetValues" path="/exception"/>
    /// <exception cref="ConcurrentChangeException">
    /// Someone else has replaced or changed the group meanwhile, or others keep changing it for longer than the wait.
    /// </exception>
    public static void SetValues(
        ZarrStore store, string path, (long Row, long Column) start, DelayedArray block, SparseEditOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(block);
        using var change = ZarrSparseEdit.Begin(store, path, execution);
        change.SetValues(start, block, options, execution);
        change.Commit();
    }

    private static void Change(string location, ExecutionOptions? execution, Action<ZarrStore> change)
    {
        if (!Directory.Exists(location) && !File.Exists(location))
            throw new FileNotFoundException($"{location}: there is neither a folder nor a zip file of this name", location);
        using var store = ZarrStores.OpenForWriting(location, new(execution?.LockTimeout));
        change(store);
        store.Complete();
    }
}
