namespace DelayedArrays.ZarrTests;

/// <summary>A store that accepts a limited number of values.</summary>
internal sealed class FullStore(ZarrStore inner, int room) : ForwardingStore(inner)
{
    private int _room = room;

    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        if (Interlocked.Decrement(ref _room) < 0)
            throw new IOException("No space left on device");
        base.Write(key, value, cancellation);
    }

    public override void MoveToRoot(StoreKey source) => Inner.MoveToRoot(source);
}
