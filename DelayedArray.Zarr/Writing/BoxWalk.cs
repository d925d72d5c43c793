namespace DelayedArrays;

/// <summary>Walks over the boxes that a larger box is cut into, in C order.</summary>
internal sealed class BoxWalk
{
    private readonly Shape _whole;
    private readonly Shape _step;
    private readonly long[] _start;

    /// <summary>Starts at the first box.</summary>
    /// <param name="whole">Shape of the larger box, which is not empty.</param>
    /// <param name="step">Shape of the boxes; those at the end may reach beyond.</param>
    public BoxWalk(Shape whole, Shape step)
    {
        _whole = whole;
        _step = step;
        _start = new long[whole.Rank];
    }

    /// <summary>Where the box starts.</summary>
    public ReadOnlySpan<long> Start => _start;

    /// <summary>Where the box starts, seen from where the larger one is placed.</summary>
    public long[] After(ReadOnlySpan<long> place)
    {
        var at = new long[_start.Length];
        for (var axis = 0; axis < at.Length; axis++)
            at[axis] = place[axis] + _start[axis];
        return at;
    }

    /// <summary>Goes to the next box; false at the end.</summary>
    public bool Next()
    {
        for (var axis = _start.Length - 1; axis >= 0; axis--)
        {
            _start[axis] += _step[axis];
            if (_start[axis] < _whole[axis])
                return true;
            _start[axis] = 0;
        }
        return false;
    }
}
