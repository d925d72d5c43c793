using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>NumPy's broadcasting rules: shapes are aligned at their last axes, and axes of length 1 stretch.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape of two operands.</summary>
    /// <exception cref="ShapeMismatchException">Lengths differ and neither is 1.</exception>
    public static Shape Join(string operation, Shape left, Shape right)
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

    /// <summary>Stretches a node to a shape.</summary>
    /// <exception cref="ShapeMismatchException">The node's shape does not broadcast to it.</exception>
    public static Node<T> To<T>(Node<T> node, Shape shape) where T : unmanaged
    {
        if (node.Shape == shape)
            return node;
        if (node.Shape.Rank > shape.Rank || Join("broadcast", node.Shape, shape) != shape)
            throw new ShapeMismatchException($"the shape {node.Shape} does not broadcast to {shape}");
        var sources = ImmutableArray.CreateBuilder<int>(shape.Rank);
        var added = shape.Rank - node.Shape.Rank;
        for (var axis = 0; axis < shape.Rank; axis++)
            sources.Add(axis < added || node.Shape[axis - added] != shape[axis] ? -1 : axis - added);
        return Rearrange<T>.Of(node, shape, sources.MoveToImmutable());
    }
}
