namespace DelayedArrays;

/// <summary>
/// Changes an array of numbers in place. Each chunk, shard and document is replaced in one step, so readers see the old one or the new
/// one. A change of several chunks takes several steps.
/// </summary>
/// <remarks>
/// <para>
/// Threads may share an editor. Several editors may change one array at the same time: in this process and, if the array is in a folder,
/// in other processes. An element that only one of them writes has the value written, wherever chunks and shards begin and end. An
/// element that several of them write has the value of one; which one may differ from chunk to chunk. Chunks that a change covers wholly
/// are computed and written in parallel. Chunks that it covers in part, and chunks at the edge, are read, changed and written under one
/// of sixteen locks.
/// </para>
/// <para>
/// An array may grow while others write to it. Appends and changes of the shape run one after the other, and each starts from the array
/// that the one before has left. A change is refused with <see cref="ConcurrentChangeException"/> if it finds the array replaced or
/// shorter, or if it would wait for longer than <see cref="ExecutionOptions.LockTimeout"/>.
/// </para>
/// <para>
/// Programs that do not know this library take no locks. If one of them replaces a chunk while an editor changes a part of it, the
/// editor notices and starts again, except within the microseconds of the rename itself.
/// </para>
/// <para>
/// Arrays that were opened before a change may show chunks from before it, which they keep in memory: open them again. If the store
/// collects writes, as a zip file does, whoever opened it must complete it.
/// </para>
/// </remarks>
public sealed class ZarrArrayEditor
{
    private readonly ZarrTarget _target;
    private volatile ArraySnapshot _now;

    private ZarrArrayEditor(ZarrTarget target, ArraySnapshot now)
    {
        _target = target;
        _now = now;
    }

    /// <summary>The metadata of the array when a change by this editor last began or ended.</summary>
    public ZarrArrayInfo Info => _now.Info;

    /// <summary>Whether to remove chunks that hold only the fill value after a change.</summary>
    public bool SkipFillChunks { get; init; }

    /// <summary>Opens an array to change it.</summary>
    /// <param name="store">The store, which must stay open.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold numbers.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, or the chunks differ in shape.</exception>
    public static ZarrArrayEditor Open(ZarrStore store, string path = "")
    {
        ArgumentNullException.ThrowIfNull(store);
        var key = StoreKey.Of(path);
        ZarrArray.ReadInfo(store, key, new StoreMetadata(store), default);
        if (!store.IsWritable)
            throw new NotSupportedException($"{store.Location}: the store is read-only");
        var target = ZarrTarget.Of(store, path);
        var now = ArraySnapshot.Read(target.Store, target.Key);
        if (now.Info.Grid.Regular is null)
            throw new NotSupportedException($"{target}: only arrays with chunks of one shape can be changed");
        ZarrArray.Open(target.Store, target.Key, now.Info);
        return new(target, now);
    }

    /// <summary>The array as it is now.</summary>
    public DelayedArray Read() => ZarrArray.Open(_target.Store, _target.Key, Refreshed().Info);

    /// <summary>Writes a box of elements. It reads, changes and writes chunks that it covers in part.</summary>
    /// <param name="start">Where the box starts.</param>
    /// <param name="values">
    /// The elements, of the array's type. They may depend on the array itself only if each is computed from the element it replaces.
    /// </param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The box is not within the array, or the values have another type.</exception>
    /// <exception cref="IOException">A chunk cannot be read or written. Other chunks may have been written.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// The array was replaced or made shorter meanwhile. Some chunks may have been written.
    /// </exception>
    public void Write(ReadOnlySpan<long> start, DelayedArray values, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var now = Refreshed();
        var shape = now.Info.Shape;
        CheckType(now.Info, values);
        var box = new Box(new Shape(start), values.Shape);
        if (start.Length != shape.Rank || values.Rank != shape.Rank
            || Enumerable.Range(0, values.Rank).Any(axis => box.Lengths[axis] > shape[axis] - box.Start[axis]))
        {
            throw new ArgumentException($"a box of shape {box.Lengths} at ({string.Join(", ", start.ToArray())}) is not within the array of shape {shape}", nameof(start));
        }
        var change = new ArrayChange(_target, now, mayGrow: true, execution);
        // Another change may be appending, so elements beyond the edge stay as they are.
        new BoxEdit(change, now.Info with { Shape = WholeChunks(now.Info) }, now.Info, box, values, SkipFillChunks).Run();
    }

    /// <summary>
    /// Makes the array longer. The elements are written before the metadata that make them visible. Whatever happens, the array is
    /// therefore unchanged or complete. If others have made it longer since it was opened, the elements follow theirs.
    /// </summary>
    /// <param name="axis">The axis along which it grows; negative values count from the end.</param>
    /// <param name="values">The elements, of the array's type and, except along the axis, of its shape.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The values have another type.</exception>
    /// <exception cref="ShapeMismatchException">They do not fit beside the array.</exception>
    /// <exception cref="IOException">Something cannot be read or written. The array is unchanged.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Others have replaced or changed the array meanwhile, or hold it for too long.
    /// </exception>
    public void Append(int axis, DelayedArray values, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var alone = TakeShape(execution);
        var now = Refreshed();
        var shape = now.Info.Shape;
        CheckType(now.Info, values);
        axis = shape.CheckAxis(axis);
        if (values.Rank != shape.Rank || values.Shape.With(axis, 0) != shape.With(axis, 0))
            throw new ShapeMismatchException($"an array of shape {values.Shape} cannot follow one of shape {shape} along axis {axis}");
        var longer = shape.With(axis, checked(shape[axis] + values.Shape[axis]));
        var start = new Shape(new long[values.Rank]).With(axis, shape[axis]);
        var change = new ArrayChange(_target, now, mayGrow: false, execution);
        new BoxEdit(change, now.Info, now.Info with { Shape = longer }, new Box(start, values.Shape), values, SkipFillChunks).Run();
        WriteShape(change, longer);
    }

    /// <summary>Makes the array longer or shorter. New elements have the fill value. Chunks without elements are removed.</summary>
    /// <param name="shape">The new shape, with as many axes.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The shape has another number of axes.</exception>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    /// <exception cref="ConcurrentChangeException">
    /// Others have replaced or changed the array meanwhile, or hold it for too long.
    /// </exception>
    public void Resize(Shape shape, ExecutionOptions? execution = null)
    {
        using var alone = TakeShape(execution);
        var before = Refreshed().Info;
        if (shape.Rank != before.Shape.Rank)
            throw new ArgumentException($"the shape {shape} has another number of axes than that of the array, {before.Shape}", nameof(shape));
        var common = new Shape([.. shape.Select((length, axis) => Math.Min(length, before.Shape[axis]))]);
        var chunks = new StoredChunks(_target.Store, _target.Key, before);
        if (common != before.Shape)
            WriteShape(new(_target, _now, mayGrow: false, execution), common);
        var change = new ArrayChange(_target, _now, mayGrow: false, execution);
        // Where the array grows, elements that others left beyond its edge must not appear.
        var reach = new Shape([.. shape.Select((length, axis) => Math.Max(length, before.Shape[axis]))]);
        chunks.Delete(common, reach, change, execution?.Cancellation ?? default);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != before.Shape[axis])
                ClearBeyond(change, axis);
        }
        if (shape != common)
            WriteShape(change, shape);
    }

    /// <summary>The shape of all chunks that have elements.</summary>
    private static Shape WholeChunks(ZarrArrayInfo info)
    {
        var chunk = info.Grid.Regular!.Value;
        var lengths = info.Shape.ToArray();
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var rest = lengths[axis] % chunk[axis];
            lengths[axis] = rest == 0 || lengths[axis] > long.MaxValue - chunk[axis] ? lengths[axis] : lengths[axis] - rest + chunk[axis];
        }
        return lengths.Aggregate(1.0, (product, length) => product * length) < long.MaxValue / 2 ? new Shape(lengths) : info.Shape;
    }

    /// <summary>Writes the last chunks along an axis again, with the fill value beyond the edge.</summary>
    private void ClearBeyond(ArrayChange change, int axis)
    {
        var info = Info;
        var chunk = info.Grid.Regular!.Value[axis];
        if (info.Shape[axis] % chunk == 0 || info.Shape.Count == 0)
            return;
        var first = info.Shape[axis] / chunk * chunk;
        var part = new Box(new Shape(new long[info.Shape.Rank]).With(axis, first), info.Shape.With(axis, info.Shape[axis] - first));
        new BoxEdit(change, info, info, part, null, SkipsFill: true).Run();
    }

    private void CheckType(ZarrArrayInfo info, DelayedArray values)
    {
        if (values.ElementType != info.DataType.Element)
            throw new ArgumentException($"{_target}: the array holds {info.DataType}; the values are {values.ElementType.Name()}: cast them first", nameof(values));
        if (values.Time is { } time && time != info.DataType.Time)
            throw new ArgumentException($"{_target}: the array holds {info.DataType}; the values are {time}: give them the same unit", nameof(values));
    }

    private IDisposable TakeShape(ExecutionOptions? execution) => _target.Locks().TakeObject(
        _target.Key, execution?.LockTimeout ?? ChangeLock.DefaultWait, execution?.Cancellation ?? default);

    /// <summary>The metadata as they are now.</summary>
    private ArraySnapshot Refreshed()
    {
        var now = _now;
        if (!now.IsCurrent(_target.Store, _target.Key))
            _now = now = now.Again(_target);
        return now;
    }

    private void WriteShape(ArrayChange change, Shape shape)
    {
        using var hierarchy = change.Locks.TakeHierarchy(change.Wait, change.Execution?.Cancellation ?? default);
        change.Check();
        var isShorter = Enumerable.Range(0, shape.Rank).Any(axis => shape[axis] < Info.Shape[axis]);
        var update = ConsolidatedUpdate.Begin(_target, removes: true);
        try
        {
            _target.Store.WriteShape(_target.Key, Info with { Shape = shape });
            _now = _now.Again(_target);
            // A change that holds a chunk now may have seen the old shape. Those that take one from now on see the new shape.
            if (isShorter)
                change.Locks.TakeAllChunks(change.Wait).Dispose();
        }
        finally
        {
            update.Finish();
        }
    }
}
