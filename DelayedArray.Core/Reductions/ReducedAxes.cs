using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>The reduced axes of an array, and the shape of the result.</summary>
internal sealed class ReducedAxes
{
    private readonly bool[] _isReduced;

    public ReducedAxes(Shape shape, ReadOnlySpan<int> axes)
    {
        Shape = shape;
        _isReduced = new bool[shape.Rank];
        foreach (var axis in axes)
        {
            var checkedAxis = shape.CheckAxis(axis);
            if (_isReduced[checkedAxis])
                throw new ArgumentException($"axis {axis} is listed twice", nameof(axes));
            _isReduced[checkedAxis] = true;
        }
        Kept = [.. Enumerable.Range(0, shape.Rank).Where(axis => !_isReduced[axis])];
        Reduced = [.. Enumerable.Range(0, shape.Rank).Where(axis => _isReduced[axis])];
        ResultShape = new Shape([.. Kept.Select(axis => shape[axis])]);
        ReducedShape = new Shape([.. Reduced.Select(axis => shape[axis])]);
        KeptShape = new Shape([.. shape.Select((length, axis) => _isReduced[axis] ? 1 : length)]);
    }

    public Shape Shape { get; }

    public ImmutableArray<int> Kept { get; }

    public ImmutableArray<int> Reduced { get; }

    public Shape ResultShape { get; }

    public Shape ReducedShape { get; }

    /// <summary>The shape with reduced axes kept, with length 1.</summary>
    public Shape KeptShape { get; }

    public bool IsReduced(int axis) => _isReduced[axis];
}
