namespace DelayedArrays;

/// <summary>
/// Writes delayed arrays, sparse or not, to sparse groups as anndata does (encoding version 0.1.0), in one pass, in parallel, in
/// bounded memory.
/// </summary>
public static class ZarrSparseWriting
{
    /// <summary>
    /// Evaluates a matrix into a new sparse group of a folder or zip file, which is made if it is not there. Zeros are left out,
    /// the entries of a line are sorted. The group appears complete or not at all.
    /// </summary>
    /// <param name="array">A matrix. It may be read from the same place.</param>
    /// <param name="location">A folder, or a zip file if the name ends in <c>.zip</c>.</param>
    /// <param name="path">Path of the group inside; empty for the folder or zip file itself. Missing groups on the way are made.</param>
    /// <param name="options">Layout, types, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="IOException">It cannot be written, or there is something already.</exception>
    /// <exception cref="ConcurrentChangeException">Somebody else has written the same group meanwhile, or holds the store for too long.</exception>
    /// <exception cref="ShapeMismatchException">The array does not have two axes.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not fit the array.</exception>
    /// <exception cref="OverflowException">There are too many entries for the type of <c>indptr</c> asked for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void WriteZarrSparse(
        this DelayedArray array, string location, string path = "", ZarrSparseWriteOptions? options = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var transaction = ZarrTransaction.Begin(location, ZarrWriting.StoreOptions(options?.Storage, execution));
        array.WriteZarrSparse(transaction, path, options, execution);
        transaction.Commit();
    }

    /// <summary>Evaluates a matrix into a new sparse group of a store.</summary>
    /// <param name="array">A matrix. It may be read from the same store.</param>
    /// <param name="store">The store. Call <see cref="ZarrStore.Complete"/> on one that collects writes, such as a zip file.</param>
    /// <param name="path">Path of the group inside; empty for the root.</param>
    /// <param name="options">Layout, types, chunks, codecs, overwriting.</param>
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
    /// <param name="array">A matrix.</param>
    /// <param name="transaction">The change of which the group is a part.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="options">Layout, types, chunks, codecs, overwriting.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <inheritdoc cref="WriteZarrSparse(DelayedArray, string, string, ZarrSparseWriteOptions?, ExecutionOptions?)" path="/exception"/>
    public static void WriteZarrSparse(
        this DelayedArray array, ZarrTransaction transaction, string path = "", ZarrSparseWriteOptions? options = null,
        ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(transaction);
        array.ElementType.Dispatch(new Visitor(array, transaction, path, options ?? new(), execution ?? ExecutionOptions.Default));
    }

    /// <summary>
    /// Appends rows to compressed rows, or columns to compressed columns. Entries are written first and the shape last: a write
    /// that is interrupted leaves the old matrix, and the next append goes over what it left. Appends to one group are made one after
    /// the other, whichever threads and programs make them; each waits for the one before.
    /// </summary>
    /// <param name="store">The store, which must stay open.</param>
    /// <param name="path">Path of the group.</param>
    /// <param name="lines">The rows or columns, of the matrix's type, as long as those that are there; zeros are left out.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArrayFormatException">There is no sparse group, or its parts contradict each other.</exception>
    /// <exception cref="ShapeMismatchException">The new lines have another length.</exception>
    /// <exception cref="ArgumentException">They have another type.</exception>
    /// <exception cref="OverflowException">There are more entries than <c>indptr</c> can count.</exception>
    /// <exception cref="IOException">Something cannot be written; the matrix is as it was.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// The group has been replaced or changed by somebody else meanwhile, or others append to it for longer than this may wait.
    /// </exception>
    public static void AppendSparse(ZarrStore store, string path, DelayedArray lines, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lines);
        if (!store.IsWritable)
            throw new NotSupportedException($"{store.Location}: the store is read-only");
        execution ??= ExecutionOptions.Default;
        var target = ZarrTarget.Of(store, path);
        using var alone = target.Locks().TakeObject(target.Key, execution.LockTimeout, execution.Cancellation);
        var found = TargetState.Documents(target);
        var group = ZarrSparseGroup.TryRead(target.Store, target.Key, new StoreMetadata(target.Store))
            ?? throw new ArrayFormatException(store.Location, StoreKey.Of(path).Path, "is no group of a compressed sparse matrix");
        lines.ElementType.Dispatch(new Appending(group, target, found, lines, execution));
    }

    private sealed class Visitor(
        DelayedArray array, ZarrTransaction transaction, string path, ZarrSparseWriteOptions options, ExecutionOptions execution)
        : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var target = ZarrTarget.Of(transaction.Store, path);
            var version = ZarrWriting.VersionOf(target, options.Each);
            MetadataPlace place = new(target.Store.Location, target.Key.Path);
            var form = ZarrSparseForm.Of(array.As<T>(), options, version, place);
            var written = form;
            var staged = transaction.Stage(
                target, version, "sparse", options.Storage, at => WriteMetadata(target.Store, at.Key, version, written));
            SparseArrays arrays = new(target.Store, staged.Key, form, execution);
            var offsets = arrays.AppendEntries(array.As<T>(), 0);
            arrays.AppendOffsets(offsets, 0);
            written = form with
            {
                Data = form.Data with { Shape = [offsets[^1]] },
                Indices = form.Indices with { Shape = [offsets[^1]] },
                Offsets = form.Offsets with { Shape = [offsets.Length] },
            };
            return true;
        }

        private void WriteMetadata(ZarrStore store, StoreKey key, int version, ZarrSparseForm form)
        {
            Hierarchy.WriteArray(store, key / ZarrSparseGroup.DataName, form.Data);
            Hierarchy.WriteArray(store, key / ZarrSparseGroup.IndicesName, form.Indices);
            Hierarchy.WriteArray(store, key / ZarrSparseGroup.OffsetsName, form.Offsets);
            Hierarchy.WriteGroup(store, key, version, ZarrSparseGroup.Describe(options.Storage.Attributes, array.Shape, form.Layout));
        }
    }

    private sealed class Appending(
        ZarrSparseGroup group, ZarrTarget target, ValueState[] found, DelayedArray lines, ExecutionOptions execution) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            ZarrSparseForm form = new(
                group.Layout, group.Info(ZarrSparseGroup.DataName), group.Info(ZarrSparseGroup.IndicesName), group.Info(ZarrSparseGroup.OffsetsName));
            var major = group.MajorAxis;
            if (lines.Rank != 2 || lines.Shape[1 - major] != group.Shape[1 - major])
                throw new ShapeMismatchException($"lines of shape {lines.Shape} cannot be appended to a matrix of shape {group.Shape} along axis {major}");
            if (form.Data.DataType.Element != lines.ElementType)
                throw new ArgumentException($"{target}: the matrix holds {form.Data.DataType}; the lines are {lines.ElementType.Name()}: cast them first", nameof(lines));
            var before = group.ReadOffsets();
            var locks = target.Locks();
            SparseArrays arrays = new(
                group.Store, group.Key, form, execution, chunk => locks.TakeChunk(chunk, execution.LockTimeout, execution.Cancellation));
            var offsets = arrays.AppendEntries(lines.As<T>(), before[^1]);
            using var places = locks.TakePlaces(execution.LockTimeout, execution.Cancellation);
            if (!TargetState.Documents(target).AsSpan().SequenceEqual(found))
                throw new ConcurrentChangeException($"{target}: has been changed by somebody else since this append began, and stays as it is now");
            var update = ConsolidatedUpdate.Begin(target, removes: true);
            try
            {
                WriteShapes(form, arrays, before, offsets);
            }
            finally
            {
                update.Finish();
            }
            return true;
        }

        private void WriteShapes(ZarrSparseForm form, SparseArrays arrays, long[] before, long[] offsets)
        {
            WriteLength(ZarrSparseGroup.DataName, form.Data, offsets[^1]);
            WriteLength(ZarrSparseGroup.IndicesName, form.Indices, offsets[^1]);
            arrays.AppendOffsets(offsets.AsSpan(1), before.Length);
            WriteLength(ZarrSparseGroup.OffsetsName, form.Offsets, before.Length + offsets.Length - 1);
            var shape = group.Shape.ToArray();
            shape[group.MajorAxis] = checked(shape[group.MajorAxis] + lines.Shape[group.MajorAxis]);
            Hierarchy.WriteGroupAttributes(
                group.Store, group.Key, group.Format, ZarrSparseGroup.Describe(group.Attributes, new Shape(shape), group.Layout));
        }

        private void WriteLength(string name, ZarrArrayInfo info, long length) =>
            ShapeDocument.Write(group.Store, group.Key / name, info with { Shape = [length] });
    }
}
