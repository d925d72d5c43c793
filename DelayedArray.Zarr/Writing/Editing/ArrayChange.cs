namespace DelayedArrays.Zarr;

/// <summary>
/// One change of an array that is there. Others may change the array meanwhile: it holds the lock of a chunk while that is replaced,
/// and sees then that the array is still the one it began with.
/// </summary>
internal sealed class ArrayChange
{
    private readonly ZarrTarget _target;
    private readonly StoreLocks _locks;
    private readonly bool _mayGrow;
    private readonly TimeSpan _wait;
    private volatile ArraySnapshot _now;

    /// <summary>Begins a change.</summary>
    /// <param name="target">The array.</param>
    /// <param name="locks">The locks of its store.</param>
    /// <param name="now">The array as it is.</param>
    /// <param name="mayGrow">Whether it may become longer meanwhile.</param>
    /// <param name="wait">How long to wait for others.</param>
    public ArrayChange(ZarrTarget target, StoreLocks locks, ArraySnapshot now, bool mayGrow, TimeSpan wait)
    {
        _target = target;
        _locks = locks;
        _now = now;
        _mayGrow = mayGrow;
        _wait = wait;
    }

    /// <summary>Takes the right to replace a chunk.</summary>
    /// <exception cref="ConcurrentChangeException">
    /// The array has been replaced, or its shape changed, or somebody else holds the chunk for too long.
    /// </exception>
    public IDisposable Take(StoreKey chunk, CancellationToken cancellation)
    {
        var held = _locks.TakeChunk(chunk, _wait, cancellation);
        try
        {
            Check();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Checks that the array is still there, and as long as it was, or longer where it may be.</summary>
    /// <exception cref="ConcurrentChangeException">It is not.</exception>
    public void Check()
    {
        var before = _now;
        if (before.IsCurrent(_target.Store, _target.Key))
            return;
        var now = before.Again(_target);
        var fits = _mayGrow
            ? Enumerable.Range(0, now.Info.Shape.Rank).All(axis => now.Info.Shape[axis] >= before.Info.Shape[axis])
            : now.Info.Shape == before.Info.Shape;
        if (!fits)
            throw new ConcurrentChangeException($"{_target}: its shape was {before.Info.Shape} when this change began, and is {now.Info.Shape} now");
        _now = now;
    }
}

/// <summary>What the metadata of an array said, and what tells the document from later ones.</summary>
/// <param name="Info">The metadata.</param>
/// <param name="State">The state of the document before it was read.</param>
internal sealed record ArraySnapshot(ZarrArrayInfo Info, ValueState State)
{
    /// <summary>Reads the metadata of an array.</summary>
    /// <exception cref="ArrayFormatException">There is no such array, or they are damaged.</exception>
    public static ArraySnapshot Read(ZarrStore store, StoreKey key)
    {
        // The state comes first: what is changed in between is found to have changed later.
        var states = (V2: store.StateOf(key / DocumentName.V2Array), V3: store.StateOf(key / DocumentName.V3));
        var info = ZarrArray.ReadInfo(store, key, new StoreMetadata(store), default);
        return new(info, info.Format == 2 ? states.V2 : states.V3);
    }

    /// <summary>Whether the document is the same.</summary>
    public bool IsCurrent(ZarrStore store, StoreKey key) =>
        store.StateOf(key / Info.MetadataName) == State;

    /// <summary>The same array as it is now.</summary>
    /// <exception cref="ConcurrentChangeException">There is none any more, or it is another one.</exception>
    public ArraySnapshot Again(ZarrTarget target)
    {
        ArraySnapshot now;
        try
        {
            now = Read(target.Store, target.Key);
        }
        catch (ArrayFormatException gone)
        {
            throw new ConcurrentChangeException($"{target}: the array has been removed or replaced since it was opened", gone);
        }
        return now.Layout().AsSpan().SequenceEqual(Layout())
            ? now
            : throw new ConcurrentChangeException($"{target}: another array has taken the place of the one that was opened; open it again");
    }

    // What says how elements are stored. Attributes and shapes may change.
    private byte[] Layout() => (Info with
    {
        Shape = new Shape(new long[Info.Shape.Rank]),
        Attributes = ZarrJson.EmptyObject,
        DimensionNames = [],
    }).ToJson();
}
