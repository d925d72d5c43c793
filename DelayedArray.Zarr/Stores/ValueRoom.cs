namespace DelayedArrays.Zarr;

/// <summary>Space reserved for a value of a store. Disposing releases unused space.</summary>
internal class ValueRoom(ZarrStore store, StoreKey key) : IDisposable
{
    /// <summary>Writes the value in one step. It does not run out of space unless the value is longer than what was reserved.</summary>
    /// <exception cref="IOException">Writing failed. The old value is intact.</exception>
    public virtual void Write(ReadOnlySpan<byte> value) => store.Write(key, value);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the space.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // Stores that are not on a disk reserve nothing.
    }
}
