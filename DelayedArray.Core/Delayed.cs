using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Where delayed arrays come from, and what combines several of them.</summary>
public static class Delayed
{
    /// <summary>Values in memory in C order. They are not copied and must not be changed while the array is used.</summary>
    /// <exception cref="ShapeMismatchException">There are not as many values as the shape has elements.</exception>
    public static DelayedArray<T> FromMemory<T>(T[] values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        FromMemory(values, new Shape(shape));

    /// <summary>Values in memory in C order. They are not copied and must not be changed while the array is used.</summary>
    /// <exception cref="ShapeMismatchException">There are not as many values as the shape has elements.</exception>
    public static DelayedArray<T> FromMemory<T>(ReadOnlyMemory<T> values, Shape shape) where T : unmanaged =>
        FromSeed(new MemorySeed<T>(values, shape));

    /// <summary>Values in memory in C order. They are not copied and must not be changed while the array is used.</summary>
    /// <exception cref="ShapeMismatchException">There are not as many values as the shape has elements.</exception>
    public static DelayedArray<T> FromMemory<T>(T[] values, Shape shape) where T : unmanaged =>
        FromMemory((ReadOnlyMemory<T>)values, shape);

    /// <summary>A C# array of any rank; it is copied.</summary>
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

    /// <summary>A tensor; it is copied.</summary>
    public static DelayedArray<T> FromTensor<T>(Tensor<T> values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new T[values.FlattenedLength];
        values.FlattenTo(flat);
        return FromMemory(flat, new Shape([.. values.Lengths.ToArray().Select(length => (long)length)]));
    }

    /// <summary>One value everywhere; takes no memory.</summary>
    public static DelayedArray<T> Constant<T>(T value, params ReadOnlySpan<long> shape) where T : unmanaged =>
        FromSeed(new ConstantSeed<T>(value, new Shape(shape)));

    /// <summary>An array computed from its indices by a function that always gives the same value and is safe for many threads.</summary>
    public static DelayedArray<T> FromFunction<T>(Shape shape, ElementFunction<T> function) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        return FromSeed(new FunctionSeed<T>(shape, function));
    }

    /// <summary>An array over any seed.</summary>
    public static DelayedArray<T> FromSeed<T>(ISeed<T> seed) where T : unmanaged => new(new Leaf<T>(seed));

    /// <summary>Arrays one after the other along an existing axis.</summary>
    /// <exception cref="ShapeMismatchException">They differ in another axis.</exception>
    public static DelayedArray<T> Concatenate<T>(int axis, params IReadOnlyList<DelayedArray<T>> arrays) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return new(DelayedArrays.Concatenate<T>.Of([.. arrays.Select(array => array.Node)], axis));
    }

    /// <summary>Equally shaped arrays one after the other along a new axis.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    public static DelayedArray<T> Stack<T>(int axis, params IReadOnlyList<DelayedArray<T>> arrays) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(arrays);
        return Concatenate(axis, [.. arrays.Select(array => array.ExpandDims(axis))]);
    }
}
