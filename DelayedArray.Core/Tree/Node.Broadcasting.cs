using System.Collections.Immutable;

namespace DelayedArrays;

public abstract partial class Node
{
    /// <summary>
    /// Broadcasts the shapes of two operands by NumPy's rules: shapes are aligned at their last axes, and axes of length 1 stretch.
    /// </summary>
    /// <exception cref="ShapeMismatchException">Two lengths differ and neither is 1.</exception>
    internal static Shape Join(string operation, Shape left, Shape right)
    {
        if (left == right)
            return left;
        var lengths = new long[Math.Max(left.Rank, right.Rank)];
        for (var k = 1; k <= lengths.Length; k++)
        {
            var a = k <= left.Rank ? left[left.Rank - k] : 1;
            var b = k <= right.Rank ? right[right.Rank - k] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ShapeMismatchException($"{operation}: the shapes {left} and {right} do not broadcast: {a} against {b}");
            lengths[^k] = a == 1 ? b : a;
        }
        return new Shape(lengths);
    }
}

public abstract partial class Node<T>
{
    /// <summary>Stretches the array to a shape.</summary>
    /// <exception cref="ShapeMismatchException">This array does not broadcast to the shape.</exception>
    internal Node<T> BroadcastTo(Shape shape)
    {
        if (Shape == shape)
            return this;
        if (Shape.Rank > shape.Rank || Join("broadcast", Shape, shape) != shape)
            throw new ShapeMismatchException($"the shape {Shape} does not broadcast to {shape}");
        var sources = ImmutableArray.CreateBuilder<int>(shape.Rank);
        var added = shape.Rank - Shape.Rank;
        for (var axis = 0; axis < shape.Rank; axis++)
            sources.Add(axis < added || Shape[axis - added] != shape[axis] ? -1 : axis - added);
        return Rearrange<T>.Of(this, shape, sources.MoveToImmutable());
    }
}
