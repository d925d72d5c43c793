namespace DelayedArrays;

/// <summary>Memory for assembling chunks one at a time, allocated when the first chunk needs it.</summary>
internal sealed class ChunkRoom<T>(BlockContext context) : IDisposable where T : unmanaged
{
    private PooledBuffer? _buffer;
    private long _length;

    /// <summary>Gets memory for the given number of elements. Its content is arbitrary.</summary>
    public Span<T> Take(long length)
    {
        if (length > _length)
        {
            Dispose();
            (_buffer, _length) = (context.Rent<T>(length), length);
        }
        return _buffer!.As<T>()[..(int)length];
    }

    public void Dispose()
    {
        _buffer?.Dispose();
        (_buffer, _length) = (null, 0);
    }
}
