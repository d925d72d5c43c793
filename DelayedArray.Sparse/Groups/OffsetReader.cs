namespace DelayedArrays;

/// <summary>Reads offsets one at a time.</summary>
internal sealed class OffsetReader(NumberReader indptr)
{
    private const int Piece = 64 * 1024;

    private long[] _offsets = [];
    private long _start;
    private int _next;

    public long Next()
    {
        if (_next == _offsets.Length)
        {
            _start += _offsets.Length;
            _offsets = indptr.Read(_start, Math.Min(Piece, indptr.Length - _start));
            _next = 0;
        }
        return _offsets[_next++];
    }
}
