namespace DelayedArrays.Zarr;

/// <summary>The metadata of an array at one time.</summary>
/// <param name="Info">The metadata.</param>
/// <param name="State">The state of the document before it was read.</param>
internal sealed record ArraySnapshot(ZarrArrayInfo Info, ValueState State)
{
    /// <summary>Reads the metadata of an array.</summary>
    /// <exception cref="ArrayFormatException">There is no such array, or its metadata are damaged.</exception>
    public static ArraySnapshot Read(ZarrStore store, StoreKey key)
    {
        // The state comes first, so that a change in between is noticed later.
        var states = (V2: store.StateOf(key / DocumentName.V2Array), V3: store.StateOf(key / DocumentName.V3));
        var info = ZarrArray.ReadInfo(store, key, new StoreMetadata(store), default);
        return new(info, info.Format == 2 ? states.V2 : states.V3);
    }

    /// <summary>Whether the document is the same.</summary>
    public bool IsCurrent(ZarrStore store, StoreKey key) => store.StateOf(key / Info.MetadataName) == State;

    /// <summary>The same array as it is now.</summary>
    /// <exception cref="ConcurrentChangeException">The array is gone, or another one has replaced it.</exception>
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

    // The metadata that say how elements are stored. Attributes and shapes may change.
    private byte[] Layout() => (Info with
    {
        Shape = new Shape(new long[Info.Shape.Rank]),
        Attributes = ZarrJson.EmptyObject,
        DimensionNames = [],
    }).ToJson();
}
