using System.Text.Json;

namespace DelayedArrays.Zarr;

/// <summary>A sparse group written under a hidden key. It appears when its transaction is committed.</summary>
internal sealed class ZarrNewSparseGroup : ZarrSparseChange
{
    private readonly ZarrStore _store;
    private readonly StoreKey _key;
    private readonly ZarrLocation _location;
    private readonly int _version;
    private readonly JsonElement _attributes;
    private readonly ZarrWriteOptions _each;
    private readonly Dictionary<string, ZarrArrayInfo> _infos = new(StringComparer.Ordinal);

    private ZarrNewSparseGroup(StagedObject staged, int version, JsonElement attributes, ZarrWriteOptions each, ExecutionOptions execution)
        : base(staged.Target.Store, staged.Key, attributes, execution)
    {
        (_store, _key, _version, _attributes, _each) = (staged.Target.Store, staged.Key, version, attributes, each);
        // Messages name the group, not the hidden key.
        _location = staged.Target.Location;
    }

    public override SparseGroup Group => new ZarrSparseGroup(_store, _key, new StoreMetadata(_store), (_version, _attributes));

    /// <summary>Starts to write a new group.</summary>
    public static ZarrNewSparseGroup Begin(ZarrTransaction transaction, string path, ZarrSparseWriteOptions options, ExecutionOptions execution)
    {
        var target = ZarrTarget.Of(transaction.Store, path);
        var version = ZarrWriting.VersionOf(target, options.Each);
        ZarrNewSparseGroup? change = null;
        var staged = transaction.Stage(target, version, "sparse", options.Staging, _ => change!.WriteMetadata());
        return change = new(staged, version, options.Storage.Attributes, options.Each, execution);
    }

    /// <summary>Starts to write a group that replaces another one. Its parts are stored like those of the old group.</summary>
    public static ZarrNewSparseGroup BeginLike(ZarrTransaction transaction, string path, ZarrSparseGroup old, ExecutionOptions execution)
    {
        var target = ZarrTarget.Of(transaction.Store, path);
        ZarrNewSparseGroup? change = null;
        var staged = transaction.Stage(
            target, old.Format, "sparse", new() { Overwrite = true, Version = old.Format }, _ => change!.WriteMetadata());
        change = new(staged, old.Format, old.Attributes, new() { Version = old.Format }, execution);
        foreach (var part in SparseParts.Required.Append(SparseParts.Shape).Where(old.Has))
            change._infos.Add(part, old.Info(part) with { Shape = [0] });
        return change;
    }

    public override void SetLength(string part, long length) => _infos[part] = _infos[part] with { Shape = [length] };

    // The transaction makes the change take effect.
    public override void Commit()
    {
    }

    protected override void Create(string part, ElementType type) => Create(part, type, _each);

    protected override ZarrArrayInfo InfoOf(string part) => _infos[part];

    protected override void Overwrite<T>(string part, long start, ReadOnlyMemory<T> values) =>
        throw new NotSupportedException($"{_store.Location}::{_key}: the parts of a new group are appended to");

    protected override void SetNumbers(string part, ReadOnlySpan<long> numbers)
    {
        if (!_infos.ContainsKey(part))
            Create(part, numbers.ContainsAnyInRange(int.MaxValue + 1L, long.MaxValue) ? ElementType.Int64 : ElementType.Int32, _each with { Chunks = [numbers.Length], Shards = [] });
        var type = _infos[part].DataType.Element!.Value;
        type.Dispatch(new Numbers(this, part, Converted(numbers, type)));
    }

    private void Create(string part, ElementType type, ZarrWriteOptions options) =>
        _infos[part] = type.Dispatch(new Description(options, _version, _location));

    private void WriteMetadata()
    {
        foreach (var (part, info) in _infos)
            _store.WriteArray(_key / part, info);
        _store.WriteGroup(_key, _version, Attributes);
    }

    private sealed class Description(ZarrWriteOptions options, int version, ZarrLocation location) : IElementVisitor<ZarrArrayInfo>
    {
        public ZarrArrayInfo Visit<T>() where T : unmanaged => new NewArray(options, version, location).Describe(Delayed.Constant<T>(default, 0));
    }

    private sealed class Numbers(ZarrNewSparseGroup change, string part, DelayedArray numbers) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            using var appender = change.Append<T>(part, 0);
            appender.Append(numbers.As<T>().ToArray());
            appender.Finish();
            return true;
        }
    }
}
