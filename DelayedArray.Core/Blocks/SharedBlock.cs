namespace DelayedArrays;

/// <summary>
/// One evaluation of a node that several places of the tree use within a block. It remembers the last strip, so that users that walk
/// through the block in step share the work.
/// </summary>
internal sealed class SharedBlock<T>(BlockCursor<T> source, int stripLength, SharedBlocks steps) : IDisposable where T : unmanaged
{
    private readonly T[] _strip = GC.AllocateUninitializedArray<T>(stripLength);
    private int _offset = -1;
    private int _length;
    private long _step = -1;

    public BlockCursor<T> NewCursor() => new Cursor(this);

    public void Dispose() => source.Dispose();

    private ReadOnlySpan<T> Fetch(int offset, Span<T> scratch)
    {
        if (offset == _offset && scratch.Length == _length)
            return Remembered();
        // Another user may still be reading the remembered strip within one step of the consumer.
        if (_step == steps.Step || scratch.Length > _strip.Length)
            return source.Fetch(offset, scratch);
        var own = _strip.AsSpan(0, scratch.Length);
        _offset = -1;
        var values = source.Fetch(offset, own);
        // Memory of the source itself is not remembered, because asking for it again is free.
        if (values != (ReadOnlySpan<T>)own)
            return values;
        (_offset, _length) = (offset, scratch.Length);
        return Remembered();
    }

    private ReadOnlySpan<T> Remembered()
    {
        _step = steps.Step;
        return _strip.AsSpan(0, _length);
    }

    private sealed class Cursor(SharedBlock<T> block) : BlockCursor<T>
    {
        public override ReadOnlySpan<T> Fetch(int offset, Span<T> scratch) => block.Fetch(offset, scratch);
    }
}
