using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>
/// A lazy array: a handle on an immutable expression tree. Operations build larger trees; nothing is read until a result is requested.
/// Arithmetic follows NumPy's broadcasting; element types never mix silently.
/// </summary>
/// <typeparam name="T">Element type: bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
public sealed partial class DelayedArray<T> : DelayedArray where T : unmanaged
{
    internal DelayedArray(Node<T> root) => Node = root;

    /// <inheritdoc/>
    public override Node<T> Root => Node;

    internal Node<T> Node { get; }

    /// <summary>Turns a value into a scalar array.</summary>
    public static implicit operator DelayedArray<T>(T value) => new(new Leaf<T>(new ConstantSeed<T>(value, default)));

    /// <summary>Wraps a vector in memory without copying it. It broadcasts along the last axis.</summary>
    public static implicit operator DelayedArray<T>(T[] values) => Delayed.FromMemory(values, values.Length);

    /// <summary>Copies a tensor in memory.</summary>
    public static implicit operator DelayedArray<T>(Tensor<T> values) => Delayed.FromTensor(values);

    /// <summary>Converts a vector along an axis to this element type.</summary>
    public static implicit operator DelayedArray<T>(AxisVector vector) => vector.Array.Cast<T>();

    /// <summary>Applies a function to each element.</summary>
    public DelayedArray<TOut> Map<TOut, TOp>(TOp op) where TOut : unmanaged where TOp : struct, IUnaryOp<T, TOut> =>
        new(new Unary<T, TOut, TOp>(Node, op));

    /// <summary>Applies a function to each pair of elements, with broadcasting.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not broadcast.</exception>
    public DelayedArray<TOut> Zip<TOut, TOp>(DelayedArray<T> other, TOp op)
        where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Binary<T, TOut, TOp>.Of(Node, other.Node, op));
    }

    /// <summary>Selects a part of the array without reading it. Axes without an entry are taken whole.</summary>
    /// <param name="axes">For each axis a range, an index (which drops the axis), a list, or a mask.</param>
    /// <exception cref="SelectionException">There are more entries than axes, or one does not fit its axis.</exception>
    public DelayedArray<T> this[params ReadOnlySpan<AxisIndex> axes]
    {
        get
        {
            if (axes.Length > Rank)
                throw new SelectionException($"{axes.Length} indices for an array of {Rank} axes ({Shape})");
            var selections = ImmutableArray.CreateBuilder<AxisSelection>(Rank);
            var kept = ImmutableArray.CreateBuilder<int>();
            for (var axis = 0; axis < Rank; axis++)
            {
                selections.Add(axis < axes.Length ? axes[axis].Resolve(axis, Shape[axis]) : AxisSelection.All(Shape[axis]));
                if (axis >= axes.Length || !axes[axis].DropsAxis)
                    kept.Add(axis);
            }
            var subset = Subset<T>.Of(Node, selections.MoveToImmutable());
            var shape = new Shape([.. kept.Select(axis => subset.Shape[axis])]);
            return new(Rearrange<T>.Of(subset, shape, kept.ToImmutable()));
        }
    }
}
