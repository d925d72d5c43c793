using System.Buffers;

namespace DelayedArrays.ZarrTests;

/// <summary>A store that takes so many values and no more.</summary>
internal sealed class FullStore(ZarrStore inner, int room) : ZarrStore
{
    private int _room = room;

    public override string Location => inner.Location;

    public override bool IsWritable => true;

    public override long? Length(StoreKey key, CancellationToken cancellation = default) => inner.Length(key, cancellation);

    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default) =>
        inner.TryRead(key, range, limit, destination, cancellation);

    public override IEnumerable<StoreEntry> List(StoreKey key) => inner.List(key);

    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        if (Interlocked.Decrement(ref _room) < 0)
            throw new IOException("No space left on device");
        inner.Write(key, value, cancellation);
    }

    public override void Delete(StoreKey key) => inner.Delete(key);

    public override void DeleteAll(StoreKey key) => inner.DeleteAll(key);

    public override void Move(StoreKey source, StoreKey target) => inner.Move(source, target);

    public override void MoveToRoot(StoreKey source) => inner.MoveToRoot(source);
}
