namespace DelayedArrays;

/// <summary>Walks along a stretch of a one-dimensional node.</summary>
internal ref struct EntryStrips<T> : IDisposable where T : unmanaged
{
    private readonly BlockCursor<T> _cursor;
    private readonly BlockContext _context;
    private readonly int _count;
    private readonly int _stripLength;
    private StripLease<T> _scratch;
    private int _next;

    public EntryStrips(Node<T> node, long first, int count, bool keepsChunks, BlockContext context)
    {
        _context = context;
        _count = count;
        // A leaf already has its elements in memory. A cast works strip by strip, perhaps on elements of 8 bytes.
        _stripLength = context.Strips.StripBytes / sizeof(double);
        _cursor = context.Open(node, RequestOf(first, count, keepsChunks));
        _scratch = context.Strips.Rent<T>(_stripLength);
    }

    /// <summary>The start of the last strip, within the stretch.</summary>
    public int Start { get; private set; }

    /// <summary>Makes the request for a stretch.</summary>
    public static BlockRequest RequestOf(long first, int count, bool keepsChunks) =>
        new([AxisSelection.Range(first, count)], [0]) { KeepsChunks = keepsChunks };

    public bool Next(out ReadOnlySpan<T> strip)
    {
        _context.Cancellation.ThrowIfCancellationRequested();
        strip = default;
        if (_next == _count)
            return false;
        Start = _next;
        var length = Math.Min(_stripLength, _count - _next);
        strip = _cursor.Fetch(_next, _scratch.Span[..length]);
        _next += length;
        return true;
    }

    public readonly void Dispose()
    {
        _scratch.Dispose();
        _cursor.Dispose();
    }
}
