namespace DelayedArrays;

/// <summary>A block that is already decoded in a buffer. Returns the buffer's own memory.</summary>
public sealed class BufferCursor<T>(PooledBuffer buffer) : BlockCursor<T> where T : unmanaged
{
    /// <summary>All values of the block.</summary>
    internal ReadOnlySpan<T> Values => buffer.As<T>();

    /// <inheritdoc/>
    public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch) => buffer.As<T>().Slice(offset, scratch.Length);

    internal override ReadOnlySpan<T> Held(int offset, int length) => buffer.As<T>().Slice(offset, length);

    /// <inheritdoc/>
    protected override void Release() => buffer.Dispose();
}
