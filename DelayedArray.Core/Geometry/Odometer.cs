namespace DelayedArrays;

/// <summary>
/// Enumerates the indices of a shape in C order: <c>foreach (var index in new Odometer(shape))</c>. Every index is returned in the same
/// memory.
/// </summary>
public struct Odometer
{
    private readonly long[] _lengths;
    private readonly long[] _index;
    private bool _hasStarted;

    /// <summary>Starts before the first index.</summary>
    /// <param name="lengths">Number of indices along each axis. If one is 0, there are no indices.</param>
    public Odometer(params ReadOnlySpan<long> lengths)
    {
        _lengths = lengths.ToArray();
        _index = new long[lengths.Length];
    }

    /// <summary>Starts before the first index of a shape.</summary>
    public Odometer(Shape shape) : this(shape.AsSpan()) { }

    /// <summary>The index along each axis.</summary>
    public readonly ReadOnlySpan<long> Current => _index;

    /// <summary>Supports <c>foreach</c>.</summary>
    public readonly Odometer GetEnumerator() => this;

    /// <summary>Advances to the next index. Returns false at the end.</summary>
    public bool MoveNext()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            return !_lengths.Contains(0);
        }
        for (var axis = _index.Length - 1; axis >= 0; axis--)
        {
            if (++_index[axis] < _lengths[axis])
                return true;
            _index[axis] = 0;
        }
        return false;
    }
}
