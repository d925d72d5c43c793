using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Looks at the elements of tensors without copying them.</summary>
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

    /// <summary>A tensor of what is made of each element.</summary>
    public static Tensor<TResult> Select<T, TResult>(this Tensor<T> tensor, Func<T, TResult> selector)
    {
        var elements = tensor.Flat();
        var results = new TResult[elements.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = selector(elements[i]);
        return Tensor.Create(results, tensor.Lengths);
    }
}
