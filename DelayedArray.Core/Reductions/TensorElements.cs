using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Accesses the elements of tensors without copying them.</summary>
internal static class TensorElements
{
    /// <summary>The elements in C order.</summary>
    public static ReadOnlySpan<T> Flat<T>(this Tensor<T> tensor)
    {
        if (tensor.IsDense && tensor.FlattenedLength > 0)
            return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
        var copy = new T[tensor.FlattenedLength];
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>The element of a tensor with one element.</summary>
    public static T Single<T>(this Tensor<T> tensor) => tensor.Flat()[0];

    /// <summary>Makes a tensor of values in C order. Tensors have at least one axis, so a scalar becomes one element.</summary>
    public static Tensor<T> ToTensor<T>(this T[] values, Shape shape) =>
        Tensor.Create(values, shape.Rank == 0 ? [1] : [.. shape.ToArray().Select(length => (nint)length)]);

    /// <summary>Makes a tensor by converting each element.</summary>
    public static Tensor<TResult> Select<T, TResult>(this Tensor<T> tensor, Func<T, TResult> selector)
    {
        var elements = tensor.Flat();
        var results = new TResult[elements.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = selector(elements[i]);
        return Tensor.Create(results, tensor.Lengths);
    }
}
