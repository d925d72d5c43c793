using System.Buffers;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// Passes on to another store what every store must have. It completes nothing and moves nothing to the root in a way of its own,
/// and does not dispose the other one.
/// </summary>
public abstract class ForwardingStore(ZarrStore inner) : ZarrStore
{
    /// <inheritdoc/>
    public override string Location => Inner.Location;

    /// <inheritdoc/>
    public override bool IsWritable => Inner.IsWritable;

    /// <inheritdoc/>
    public override bool CanList => Inner.CanList;

    /// <summary>The other store.</summary>
    protected ZarrStore Inner { get; } = inner;

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default) => Inner.Length(key, cancellation);

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default) =>
        Inner.TryRead(key, range, limit, destination, cancellation);

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key) => Inner.List(key);

    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default) =>
        Inner.Write(key, value, cancellation);

    /// <inheritdoc/>
    public override void Delete(StoreKey key) => Inner.Delete(key);

    /// <inheritdoc/>
    public override void DeleteAll(StoreKey key) => Inner.DeleteAll(key);

    /// <inheritdoc/>
    public override void Move(StoreKey source, StoreKey target) => Inner.Move(source, target);
}
