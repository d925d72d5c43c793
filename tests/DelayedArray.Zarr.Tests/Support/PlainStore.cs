using System.Buffers;

namespace DelayedArrays.ZarrTests;

/// <summary>A store as somebody else may write one: it has what it must have, and nothing of its own besides.</summary>
internal sealed class PlainStore : ZarrStore
{
    private readonly MemoryZarrStore _inner = new();

    public override string Location => _inner.Location;

    public override bool IsWritable => true;

    public override long? Length(StoreKey key, CancellationToken cancellation = default) => _inner.Length(key, cancellation);

    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default) =>
        _inner.TryRead(key, range, limit, destination, cancellation);

    public override IEnumerable<StoreEntry> List(StoreKey key) => _inner.List(key);

    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default) =>
        _inner.Write(key, value, cancellation);

    public override void Delete(StoreKey key) => _inner.Delete(key);

    public override void DeleteAll(StoreKey key) => _inner.DeleteAll(key);

    public override void Move(StoreKey source, StoreKey target) => _inner.Move(source, target);
}
