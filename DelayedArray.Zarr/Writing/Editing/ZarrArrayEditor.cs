namespace DelayedArrays;

/// <summary>
/// Changes an array of numbers where it is. Each chunk, shard and document is replaced in one step, so that readers see the old
/// or the new one; a change of several chunks is not one step. One editor at a time may change an array.
/// </summary>
/// <remarks>
/// Arrays that were opened before a change may show chunks from before it, which are kept in memory: open them again. Whoever
/// opened a store that collects writes, such as a zip file, completes it.
/// </remarks>
public sealed class ZarrArrayEditor
{
    private readonly ZarrTarget _target;
    private readonly ZarrStore _store;
    private readonly StoreKey _key;

    private ZarrArrayEditor(ZarrTarget target, ZarrStore store, StoreKey key, ZarrArrayInfo info)
    {
        _target = target;
        _store = store;
        _key = key;
        Info = info;
    }

    /// <summary>What the metadata of the array say now.</summary>
    public ZarrArrayInfo Info { get; private set; }

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
        var target = ZarrTarget.Of(store, path);
        var key = ZarrPath.Key(path);
        var info = ZarrArray.ReadInfo(store, key, new StoreMetadata(store), default);
        if (!store.IsWritable)
            throw new NotSupportedException($"{store.Location}: the store is read-only");
        if (info.Grid.Regular is null)
            throw new NotSupportedException($"{target}: only arrays with chunks of one shape can be changed");
        ZarrArray.Open(store, key, info);
        return new(target, store, key, info);
    }

    /// <summary>The array as it is now.</summary>
    public DelayedArray Read() => ZarrArray.Open(_store, _key, Info);

    /// <summary>Writes a box of elements. Chunks that it covers in part are read, changed and written.</summary>
    /// <param name="start">Where the box starts.</param>
    /// <param name="values">
    /// The elements, of the array's type. They must not be computed from the array itself, unless each from the one it replaces.
    /// </param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The box is not within the array, or the values have another type.</exception>
    /// <exception cref="IOException">A chunk cannot be read or written; others may have been.</exception>
    public void Write(ReadOnlySpan<long> start, DelayedArray values, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckType(values);
        Box box = new(new Shape(start), values.Shape);
        if (start.Length != Info.Shape.Rank || values.Rank != Info.Shape.Rank
            || Enumerable.Range(0, values.Rank).Any(axis => box.Lengths[axis] > Info.Shape[axis] - box.Start[axis]))
        {
            throw new ArgumentException($"a box of shape {box.Lengths} at ({string.Join(", ", start.ToArray())}) is not within the array of shape {Info.Shape}", nameof(start));
        }
        Put(Info, Info, box, values, SkipFillChunks, execution);
    }

    /// <summary>
    /// Makes the array longer. The elements are written before the metadata that make them visible, so that whatever happens the
    /// array is as it was, or complete.
    /// </summary>
    /// <param name="axis">The axis along which it grows; may count from the end as -1, -2, ...</param>
    /// <param name="values">The elements, of the array's type, and of its shape but for the axis.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The values have another type.</exception>
    /// <exception cref="ShapeMismatchException">They do not fit beside the array.</exception>
    /// <exception cref="IOException">Something cannot be read or written; the array is as it was.</exception>
    public void Append(int axis, DelayedArray values, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckType(values);
        axis = Info.Shape.CheckAxis(axis);
        if (values.Rank != Info.Shape.Rank || values.Shape.With(axis, 0) != Info.Shape.With(axis, 0))
            throw new ShapeMismatchException($"an array of shape {values.Shape} cannot follow one of shape {Info.Shape} along axis {axis}");
        var longer = Info with { Shape = Info.Shape.With(axis, checked(Info.Shape[axis] + values.Shape[axis])) };
        var start = new Shape(new long[values.Rank]).With(axis, Info.Shape[axis]);
        Put(Info, longer, new Box(start, values.Shape), values, SkipFillChunks, execution);
        WriteShape(longer);
    }

    /// <summary>Makes the array longer or shorter. New elements have the fill value; chunks that are left without elements are removed.</summary>
    /// <param name="shape">The shape it is to have, of as many axes.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The shape has another number of axes.</exception>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public void Resize(Shape shape, ExecutionOptions? execution = null)
    {
        if (shape.Rank != Info.Shape.Rank)
            throw new ArgumentException($"the shape {shape} has another number of axes than that of the array, {Info.Shape}", nameof(shape));
        var before = Info;
        Shape common = new([.. shape.Select((length, axis) => Math.Min(length, before.Shape[axis]))]);
        StoredChunks chunks = new(_store, _key, before);
        var cancellation = execution?.Cancellation ?? default;
        if (common != before.Shape)
            WriteShape(before with { Shape = common });
        // Where the array grows, what others left beyond its edge must not come to light.
        Shape reach = new([.. shape.Select((length, axis) => Math.Max(length, before.Shape[axis]))]);
        chunks.Delete(common, reach, cancellation);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != before.Shape[axis])
                ClearBeyond(axis, execution);
        }
        if (shape != common)
            WriteShape(Info with { Shape = shape });
    }

    /// <summary>Writes the last chunks along an axis anew, with the fill value in what is beyond the edge.</summary>
    private void ClearBeyond(int axis, ExecutionOptions? execution)
    {
        var chunk = Info.Grid.Regular!.Value[axis];
        if (Info.Shape[axis] % chunk == 0)
            return;
        var first = Info.Shape[axis] / chunk * chunk;
        Box box = new(new Shape(new long[Info.Shape.Rank]).With(axis, first), Info.Shape.With(axis, Info.Shape[axis] - first));
        Put(Info, Info, box, RegionOverlay.Take(Read(), box), skipsFill: true, execution);
    }

    private void Put(
        ZarrArrayInfo from, ZarrArrayInfo to, Box box, DelayedArray values, bool skipsFill, ExecutionOptions? execution)
    {
        if (box.Count > 0)
            values.ElementType.Dispatch(new Writer(_store, _key, from, to, box, values, skipsFill, execution));
    }

    private void CheckType(DelayedArray values)
    {
        if (values.ElementType != Info.DataType.Element)
            throw new ArgumentException($"{_target}: the array holds {Info.DataType}; the values are {values.ElementType.Name()}: cast them first", nameof(values));
        if (values.Time is { } time && time != Info.DataType.Time)
            throw new ArgumentException($"{_target}: the array holds {Info.DataType}; the values are {time}: give them the same unit", nameof(values));
    }

    private void WriteShape(ZarrArrayInfo info)
    {
        var update = ConsolidatedUpdate.Begin(_target);
        try
        {
            ShapeDocument.Write(_store, _key, info);
            Info = info;
        }
        finally
        {
            update.Finish();
        }
    }

    private sealed class Writer(
        ZarrStore store, StoreKey key, ZarrArrayInfo from, ZarrArrayInfo to, Box box, DelayedArray values, bool skipsFill,
        ExecutionOptions? execution) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var outer = to.Grid.Regular!.Value;
            var old = ZarrArray.Open(store, key, from).As<T>();
            var whole = RegionOverlay.Aligned(box, outer, to.Shape);
            var merged = RegionOverlay.Of(old, whole, box, values.As<T>());
            ZarrSource target = new(store, key, to, ChunkCodings.Of(to));
            ChunkEncoder<T> encoder = new(target.Coding, outer, FillValues.Number<T>(to.Fill, to.DataType), skipsFill);
            Pass pass = new();
            pass.Add(new ZarrArraySink<T>(merged.Node, target, whole.Start, encoder, keepsStored: false), _ => { }, () => { }, outer);
            pass.Run(execution);
            return true;
        }
    }
}
