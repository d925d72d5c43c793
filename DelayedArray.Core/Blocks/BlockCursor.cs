namespace DelayedArrays;

/// <summary>
/// One block of a node as it is being evaluated, owned by one thread: hands out strips of values in the block's memory order.
/// </summary>
public abstract partial class BlockCursor<T> : IDisposable where T : unmanaged
{
    /// <summary>Gives the values at <c>[offset, offset + scratch.Length)</c> of the block.</summary>
    /// <param name="offset">Position in the block, in memory order.</param>
    /// <param name="scratch">Memory the values may be put into. At most <see cref="BlockContext.StripLength"/> elements, unless
    /// the caller knows that the cursor is a leaf's.</param>
    /// <returns>As many values as <paramref name="scratch"/> is long: either <paramref name="scratch"/> itself or memory of the
    /// cursor, which then must keep them as long as the block is open. They must not be written unless they are
    /// <paramref name="scratch"/>, and may be read by whoever asked until it asks again.</returns>
    public abstract ReadOnlySpan<T> Fetch(int offset, Span<T> scratch);

    /// <summary>Gives values that lie in memory as long as the block is open, as many as the caller asks for.</summary>
    /// <returns>The values; none if the cursor would have to compute them.</returns>
    internal virtual ReadOnlySpan<T> Held(int offset, int length) => [];

    /// <summary>Gives the block's buffers back.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives buffers back and disposes the cursors below.</summary>
    protected virtual void Release() { }
}
