namespace DelayedArrays;

/// <summary>Memory in which chunks are put together one after the other, taken when the first needs it.</summary>
internal sealed class ChunkRoom<T>(BlockContext context) : IDisposable where T : unmanaged
{
    private PooledBuffer? _buffer;
    private long _length;

    /// <summary>Room for so many elements, whose values are any.</summary>
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
