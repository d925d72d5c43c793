namespace DelayedArrays.Zarr;

/// <summary>
/// A change of an existing sparse group. Other changes of the same group wait for it. It writes entries and values first.
/// <see cref="Commit"/> then replaces the documents that make them count, in the order in which they were set, and the shape last.
/// </summary>
internal sealed class ZarrSparseEdit : ZarrSparseChange
{
    private readonly ZarrStore _store;
    private readonly string _path;
    private readonly ZarrTarget _target;
    private readonly ExecutionOptions _execution;
    private readonly IDisposable _alone;
    private readonly ValueState[] _found;
    private readonly ZarrSparseGroup _group;
    private readonly List<Action> _documents = [];
    private bool _hasNewAttributes;
    private ZarrTransaction? _rewriting;

    private ZarrSparseEdit(Opening opening, IDisposable alone, ValueState[] found, ZarrSparseGroup group)
        : base(opening.Target.Store, opening.Target.Key, group.Attributes, opening.Execution)
    {
        (_store, _path, _target, _execution) = (opening.Store, opening.Path, opening.Target, opening.Execution);
        (_alone, _found, _group) = (alone, found, group);
    }

    public override SparseGroup Group => _group;

    /// <summary>Begins a change once no other change of the same group is in progress.</summary>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    /// <exception cref="ArrayFormatException">There is no such group.</exception>
    /// <exception cref="ConcurrentChangeException">Another change takes longer than this one may wait.</exception>
    public static ZarrSparseEdit Begin(ZarrStore store, string path, ExecutionOptions? execution)
    {
        if (!store.IsWritable)
            throw new NotSupportedException($"{store.Location}: the store is read-only");
        execution ??= ExecutionOptions.Default;
        var target = ZarrTarget.Of(store, path);
        var alone = target.Locks().TakeObject(target.Key, execution.LockTimeout, execution.Cancellation);
        try
        {
            var found = target.DocumentStates();
            var group = ZarrSparseGroup.TryRead(target.Store, target.Key, new StoreMetadata(target.Store))
                ?? throw new ArrayFormatException(store.Location, StoreKey.Of(path).Path, "is not a group of a compressed sparse matrix");
            return new(new Opening(store, path, target, execution), alone, found, group);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    public override IDisposable? TakeChunk(StoreKey chunk) =>
        _target.Locks().TakeChunk(chunk, _execution.LockTimeout, _execution.Cancellation);

    public override void SetLength(string part, long length) =>
        _documents.Add(() => _target.Store.WriteShape(_target.Key / part, _group.Info(part) with { Shape = [length] }));

    public override void Commit()
    {
        if (_rewriting is not null)
        {
            // Replacing a group takes its lock.
            _alone.Dispose();
            _rewriting.Commit();
            return;
        }
        if (_documents.Count == 0 && !_hasNewAttributes)
            return;
        using var hierarchy = _target.Locks().TakeHierarchy(_execution.LockTimeout, _execution.Cancellation);
        if (!_target.DocumentStates().AsSpan().SequenceEqual(_found))
            throw new ConcurrentChangeException($"{_target}: has been changed by someone else since this change began, and stays as it is now");
        var update = ConsolidatedUpdate.Begin(_target, removes: true);
        try
        {
            foreach (var write in _documents)
                write();
            if (_hasNewAttributes)
                _target.Store.WriteGroupAttributes(_target.Key, _group.Format, Attributes);
        }
        finally
        {
            update.Finish();
        }
    }

    protected override void Create(string part, ElementType type) => throw Group.Location.Error($"has its parts already; '{part}' was to be created");

    protected override ZarrArrayInfo InfoOf(string part) => _group.Info(part);

    protected override void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values) =>
        Editor(part).Write([start], Delayed.FromMemory(values, new Shape(values.Length)), _execution with { Progress = null });

    protected override void SetAttribute(string name, string text)
    {
        base.SetAttribute(name, text);
        _hasNewAttributes = true;
    }

    protected override void SetAttribute(string name, ReadOnlySpan<long> numbers)
    {
        base.SetAttribute(name, numbers);
        _hasNewAttributes = true;
    }

    protected override void SetNumbers(string part, ReadOnlySpan<long> numbers)
    {
        var converted = Converted(numbers, _group.Open(part).ElementType);
        _documents.Add(() => Editor(part).Write([0], converted));
    }

    protected override SparseGroupChange Rewrite()
    {
        _rewriting = ZarrTransaction.Begin(_store, _execution.LockTimeout);
        return ZarrNewSparseGroup.BeginLike(_rewriting, _path, _group, _execution);
    }

    protected override string? OverwriteObstacle(string part) =>
        _group.Info(part).Grid.Regular is null ? $"the array '{part}' has chunks of several shapes" : null;

    protected override string? GrowObstacle(string part) => OverwriteObstacle(part) is { } reason ? reason
        : part != SparseParts.Data && _group.Info(part).DataType is { Element: { } type } && type.Size() < sizeof(int)
            ? $"the array '{part}' holds {type.Name()}; appending lines needs 32 or 64 bits"
        : null;

    protected override void Dispose(bool disposing)
    {
        _rewriting?.Dispose();
        _alone.Dispose();
        base.Dispose(disposing);
    }

    private ZarrArrayEditor Editor(string part) => ZarrArrayEditor.Open(_store, $"{_path.Trim('/')}/{part}");

    private sealed record Opening(ZarrStore Store, string Path, ZarrTarget Target, ExecutionOptions Execution);
}
