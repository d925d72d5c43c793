namespace DelayedArrays;

/// <summary>Room for a value of a store, taken before it is needed; disposing gives back what was not used.</summary>
internal class ValueRoom(ZarrStore store, StoreKey key) : IDisposable
{
    /// <summary>Writes the value in one step. It does not fail for want of room unless it is longer than the room.</summary>
    /// <exception cref="IOException">Writing failed; the old value is as it was.</exception>
    public virtual void Write(ReadOnlySpan<byte> value) => store.Write(key, value);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the room back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // Stores that are not on a disk keep no room.
    }
}
