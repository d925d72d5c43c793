namespace DelayedArrays;

/// <summary>Finds the entries of a block by evaluating all of its elements, a strip at a time.</summary>
internal sealed class CompressingCursor<T>(BlockCursor<T> source, int count, BlockContext context) : SparseCursor<T>
    where T : unmanaged
{
    private readonly BlockCursor<T> _source = context.Shared.Stepping(source);
    private readonly T[] _strip = GC.AllocateUninitializedArray<T>(context.StripLength);
    private int _start;
    private int _within;
    private int _length;

    public override SparseStrip<T> Next(Span<int> positions, Span<T> values)
    {
        var found = 0;
        while (found < positions.Length && FillStrip())
        {
            for (; _within < _length && found < positions.Length; _within++)
            {
                if (EqualityComparer<T>.Default.Equals(_strip[_within], default))
                    continue;
                positions[found] = _start + _within;
                values[found++] = _strip[_within];
            }
        }
        return new SparseStrip<T>(positions[..found], values[..found]);
    }

    protected override void Release() => _source.Dispose();

    private bool FillStrip()
    {
        if (_within < _length)
            return true;
        _start += _length;
        _within = 0;
        _length = Math.Min(_strip.Length, count - _start);
        if (_length == 0)
            return false;
        _source.FetchInto(_start, _strip.AsSpan(0, _length));
        return true;
    }
}
