using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Creates delayed arrays and joins several into one.</summary>
public static class Delayed
{
    /// <summary>Wraps values in memory, in C order, without copying them. They must not change while the array is in use.</summary>
    /// <exception cref="ShapeMismatchException">The number of values does not match the shape.</exception>
    public static DelayedArray<T> FromMemory<T>(T[] values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        FromMemory(values, new Shape(shape));

    /// <summary>Wraps values in memory, in C order, without copying them. They must not change while the array is in use.</summary>
    /// <exception cref="ShapeMismatchException">The number of values does not match the shape.</exception>
    public static DelayedArray<T> FromMemory<T>(ReadOnlyMemory<T> values, Shape shape) where T : unmanaged =>
        FromSeed(new MemorySeed<T>(values, shape));

    /// <summary>Wraps values in memory, in C order, without copying them. They must not change while the array is in use.</summary>
    /// <exception cref="ShapeMismatchException">The number of values does not match the shape.</exception>
    public static DelayedArray<T> FromMemory<T>(T[] values, Shape shape) where T : unmanaged =>
        FromMemory((ReadOnlyMemory<T>)values, shape);

    /// <summary>Copies a C# array of any rank.</summary>
    /// <exception cref="ArgumentException">Its elements are not of type <typeparamref name="T"/>.</exception>
    public static DelayedArray<T> FromArray<T>(Array values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetType().GetElementType() != typeof(T))
            throw new ArgumentException($"the array holds {values.GetType().GetElementType()}, not {typeof(T)}", nameof(values));
        ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values));
        var flat = MemoryMarshal.CreateReadOnlySpan(ref first, values.Length).ToArray();
        return FromMemory(flat, new Shape([.. Enumerable.Range(0, values.Rank).Select(axis => values.GetLongLength(axis))]));
    }

    /// <summary>Copies a tensor.</summary>
    public static DelayedArray<T> FromTensor<T>(Tensor<T> values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new T[values.FlattenedLength];
        values.FlattenTo(flat);
        return FromMemory(flat, new Shape([.. values.Lengths.ToArray().Select(length => (long)length)]));
    }

    /// <summary>Makes an array with the same value everywhere. It takes no memory.</summary>
    public static DelayedArray<T> Constant<T>(T value, params ReadOnlySpan<long> shape) where T : unmanaged =>
        FromSeed(new ConstantSeed<T>(value, new Shape(shape)));

    /// <summary>
    /// Makes an array that computes each element from its indices. The function must always give the same value and be safe to call from
    /// many threads.
    /// </summary>
    public static DelayedArray<T> FromFunction<T>(Shape shape, ElementFunction<T> function) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        return FromSeed(new FunctionSeed<T>(shape, function));
    }

    /// <summary>Makes an array that reads from a seed.</summary>
    public static DelayedArray<T> FromSeed<T>(ISeed<T> seed) where T : unmanaged => new(new Leaf<T>(seed));

    /// <summary>Joins arrays along an existing axis.</summary>
    /// <exception cref="ShapeMismatchException">The arrays differ in another axis.</exception>
    public static DelayedArray<T> Concatenate<T>(int axis, params IReadOnlyList<DelayedArray<T>> arrays) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return new(DelayedArrays.Concatenate<T>.Of([.. arrays.Select(array => array.Node)], axis));
    }

    /// <summary>Joins arrays of equal shape along a new axis.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static DelayedArray<T> Stack<T>(int axis, params IReadOnlyList<DelayedArray<T>> arrays) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return Concatenate(axis, [.. arrays.Select(array => array.ExpandDims(axis))]);
    }
}
