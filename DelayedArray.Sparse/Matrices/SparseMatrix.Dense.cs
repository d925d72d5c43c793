using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <content>Creating matrices from dense values.</content>
public static partial class SparseMatrix
{
    /// <summary>Takes the non-zero elements of a C# array. Leaves out zeros of either sign, and keeps NaN.</summary>
    public static SparseMatrix<T> FromDense<T>(T[,] values, SparseLayout layout = SparseLayout.Csr) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values));
        return FromDense<T>(
            MemoryMarshal.CreateReadOnlySpan(ref first, values.Length), [values.GetLength(0), values.GetLength(1)], layout);
    }

    /// <summary>Takes the non-zero elements of a tensor of rank 2. Leaves out zeros of either sign, and keeps NaN.</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    public static SparseMatrix<T> FromDense<T>(Tensor<T> values, SparseLayout layout = SparseLayout.Csr) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var shape = new Shape([.. values.Lengths.ToArray().Select(length => (long)length)]);
        CheckShape<T>(shape, layout);
        var flat = new T[values.FlattenedLength];
        values.FlattenTo(flat);
        return FromDense<T>(flat, shape, layout);
    }

    /// <summary>Takes the non-zero elements of a span. Leaves out zeros of either sign, and keeps NaN.</summary>
    /// <param name="values">All elements in C order.</param>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="layout">Whether rows or columns are compressed.</param>
    /// <exception cref="ShapeMismatchException">The number of values does not match the shape.</exception>
    public static SparseMatrix<T> FromDense<T>(ReadOnlySpan<T> values, Shape shape, SparseLayout layout = SparseLayout.Csr)
        where T : unmanaged
    {
        CheckShape<T>(shape, layout);
        if (values.Length != shape.Count)
            throw new ShapeMismatchException($"{values.Length} values do not fill the shape {shape} of {shape.Count} elements");
        if (values.IsEmpty)
            return Empty<T>(shape, layout);
        return new SparseMatrix<T>(shape, SparseLayout.Csr, Compress(values, (int)shape[0], (int)shape[1])).ToLayout(layout);
    }

    private static EntryStore<T, int> Compress<T>(ReadOnlySpan<T> values, int rows, int columns) where T : unmanaged
    {
        var offsets = new long[rows + 1];
        for (var row = 0; row < rows; row++)
        {
            var count = 0;
            foreach (var value in values.Slice(row * columns, columns))
                count += ZeroFacts.IsZero(value) ? 0 : 1;
            offsets[row + 1] = offsets[row] + count;
        }
        var store = EntryStore<T, int>.Allocate(offsets, columns);
        for (var row = 0; row < rows; row++)
        {
            store.Line(row, out var indices, out var newValues);
            CompressLine(values.Slice(row * columns, columns), indices, newValues);
        }
        return store;
    }

    private static void CompressLine<T>(ReadOnlySpan<T> elements, Span<int> indices, Span<T> values) where T : unmanaged
    {
        var next = 0;
        for (var k = 0; k < elements.Length; k++)
        {
            if (ZeroFacts.IsZero(elements[k]))
                continue;
            (indices[next], values[next]) = (k, elements[k]);
            next++;
        }
    }
}
