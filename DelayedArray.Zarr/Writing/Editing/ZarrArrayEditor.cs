namespace DelayedArrays;

/// <summary>
/// Changes an array of numbers where it is. Each chunk, shard and document is replaced in one step, so that readers see the old
/// or the new one; a change of several chunks is not one step.
/// </summary>
/// <remarks>
/// <para>
/// Threads may share an editor, and several editors may change one array at the same time, in this process and, in a folder, in
/// others. Each element that only one of them writes has the value written, wherever chunks and shards begin and end. An element
/// that several of them write has the value of one; which one may differ from chunk to chunk. Chunks that are covered wholly are
/// computed and written in parallel. Those covered in part, and those at the edge, are read, changed and written one after the
/// other, as far as they are the same or fall to the same of sixteen locks.
/// </para>
/// <para>
/// An array may become longer while others write to it. Appends and changes of the shape are made one after the other, each to the
/// array as the one before has left it. A change that finds the array replaced, or shorter, is refused with
/// <see cref="ConcurrentChangeException"/>, as is one that would wait for longer than <see cref="ExecutionOptions.LockTimeout"/>.
/// </para>
/// <para>
/// Programs that do not know this library take no locks. If one of them replaces a chunk while an editor changes a part of it, the
/// editor sees that and begins anew, except within the microseconds of the rename itself.
/// </para>
/// <para>
/// Arrays that were opened before a change may show chunks from before it, which are kept in memory: open them again. Whoever
/// opened a store that collects writes, such as a zip file, completes it.
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

    /// <summary>What the metadata of the array said when a change by this editor last began or ended.</summary>
    public ZarrArrayInfo Info => _now.Info;

    /// <summary>Whether chunks that come to hold nothing but the fill value are removed.</summary>
    public bool SkipFillChunks { get; init; }

    /// <summary>Opens an array for changing it.</summary>
    /// <param name="store">The store, which must stay open.</param>
    /// <param name="path">Path of the array within the store; empty for the root.</param>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    /// <exception cref="UnsupportedElementTypeException">The array does not hold numbers.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, or chunks are not all of one shape.</exception>
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

    /// <summary>Writes a box of elements. Chunks that it covers in part are read, changed and written.</summary>
    /// <param name="start">Where the box starts.</param>
    /// <param name="values">
    /// The elements, of the array's type. They must not be computed from the array itself, unless each from the one it replaces.
    /// </param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The box is not within the array, or the values have another type.</exception>
    /// <exception cref="IOException">A chunk cannot be read or written; others may have been.</exception>
    /// <exception cref="ConcurrentChangeException">The array was replaced or made shorter meanwhile; some chunks may have been written.</exception>
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
        var change = Change(now, mayGrow: true, execution);
        // Somebody may be appending: what is beyond the edge is left as it is.
        var stored = now.Info with { Shape = WholeChunks(now.Info) };
        Run(new BoxEdit(change, stored, now.Info, box, values, SkipFillChunks), execution);
    }

    /// <summary>
    /// Makes the array longer. The elements are written before the metadata that make them visible, so that whatever happens the
    /// array is as it was, or complete. If others have made it longer since it was opened, the elements follow theirs.
    /// </summary>
    /// <param name="axis">The axis along which it grows; may count from the end as -1, -2, ...</param>
    /// <param name="values">The elements, of the array's type, and of its shape but for the axis.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The values have another type.</exception>
    /// <exception cref="ShapeMismatchException">They do not fit beside the array.</exception>
    /// <exception cref="IOException">Something cannot be read or written; the array is as it was.</exception>
    /// <exception cref="ConcurrentChangeException">The array was replaced or changed by somebody else meanwhile, or others take too long.</exception>
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
        var change = Change(now, mayGrow: false, execution);
        var after = now.Info with { Shape = longer };
        Run(new BoxEdit(change, now.Info, after, new Box(start, values.Shape), values, SkipFillChunks), execution);
        WriteShape(change, longer, execution);
    }

    /// <summary>Makes the array longer or shorter. New elements have the fill value; chunks that are left without elements are removed.</summary>
    /// <param name="shape">The shape it is to have, of as many axes.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The shape has another number of axes.</exception>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    /// <exception cref="ConcurrentChangeException">The array was replaced or changed by somebody else meanwhile, or others take too long.</exception>
    public void Resize(Shape shape, ExecutionOptions? execution = null)
    {
        using var alone = TakeShape(execution);
        var before = Refreshed().Info;
        if (shape.Rank != before.Shape.Rank)
            throw new ArgumentException($"the shape {shape} has another number of axes than that of the array, {before.Shape}", nameof(shape));
        var common = new Shape([.. shape.Select((length, axis) => Math.Min(length, before.Shape[axis]))]);
        var chunks = new StoredChunks(_target.Store, _target.Key, before);
        if (common != before.Shape)
            WriteShape(Change(_now, mayGrow: false, execution), common, execution);
        var change = Change(_now, mayGrow: false, execution);
        // Where the array grows, what others left beyond its edge must not come to light.
        var reach = new Shape([.. shape.Select((length, axis) => Math.Max(length, before.Shape[axis]))]);
        chunks.Delete(common, reach, change, execution?.Cancellation ?? default);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != before.Shape[axis])
                ClearBeyond(change, axis, execution);
        }
        if (shape != common)
            WriteShape(change, shape, execution);
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

    /// <summary>Writes the last chunks along an axis anew, with the fill value in what is beyond the edge.</summary>
    private void ClearBeyond(ArrayChange change, int axis, ExecutionOptions? execution)
    {
        var info = Info;
        var chunk = info.Grid.Regular!.Value[axis];
        if (info.Shape[axis] % chunk == 0 || info.Shape.Count == 0)
            return;
        var first = info.Shape[axis] / chunk * chunk;
        var part = new Box(new Shape(new long[info.Shape.Rank]).With(axis, first), info.Shape.With(axis, info.Shape[axis] - first));
        Run(new BoxEdit(change, info, info, part, null, SkipsFill: true), execution);
    }

    private void Run(BoxEdit edit, ExecutionOptions? execution)
    {
        if (edit.Box.Count > 0)
            edit.PassOver(_target).Run(execution);
    }

    private void CheckType(ZarrArrayInfo info, DelayedArray values)
    {
        if (values.ElementType != info.DataType.Element)
            throw new ArgumentException($"{_target}: the array holds {info.DataType}; the values are {values.ElementType.Name()}: cast them first", nameof(values));
        if (values.Time is { } time && time != info.DataType.Time)
            throw new ArgumentException($"{_target}: the array holds {info.DataType}; the values are {time}: give them the same unit", nameof(values));
    }

    private static TimeSpan WaitOf(ExecutionOptions? execution) => execution?.LockTimeout ?? ChangeLock.UsualWait;

    private IDisposable TakeShape(ExecutionOptions? execution) =>
        _target.Locks().TakeObject(_target.Key, WaitOf(execution), execution?.Cancellation ?? default);

    private ArrayChange Change(ArraySnapshot now, bool mayGrow, ExecutionOptions? execution) =>
        new(_target, _target.Locks(), now, mayGrow, WaitOf(execution));

    /// <summary>The metadata as they are now.</summary>
    private ArraySnapshot Refreshed()
    {
        var now = _now;
        if (!now.IsCurrent(_target.Store, _target.Key))
            _now = now = now.Again(_target);
        return now;
    }

    private void WriteShape(ArrayChange change, Shape shape, ExecutionOptions? execution)
    {
        var locks = _target.Locks();
        using var hierarchy = locks.TakeHierarchy(WaitOf(execution), execution?.Cancellation ?? default);
        change.Check();
        var isShorter = Enumerable.Range(0, shape.Rank).Any(axis => shape[axis] < Info.Shape[axis]);
        var update = ConsolidatedUpdate.Begin(_target, removes: true);
        try
        {
            _target.Store.WriteShape(_target.Key, Info with { Shape = shape });
            _now = _now.Again(_target);
            // Who holds a chunk now may have seen the old shape; who takes one from now on sees the new one.
            if (isShorter)
                locks.TakeAllChunks(WaitOf(execution)).Dispose();
        }
        finally
        {
            update.Finish();
        }
    }
}
