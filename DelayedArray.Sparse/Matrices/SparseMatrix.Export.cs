using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <content>Converting the matrix to other forms.</content>
public sealed partial class SparseMatrix<T>
{
    /// <summary>The entries, line by line as stored.</summary>
    public SparseEntries<T> Entries => new(this);

    /// <summary>Gets the row, column and value of every entry, line by line as stored (COO).</summary>
    /// <exception cref="InvalidOperationException">There are more entries than an array can hold.</exception>
    public (long[] Rows, long[] Columns, T[] Values) ToCoordinates()
    {
        if (NonZeroCount > Array.MaxLength)
            throw new InvalidOperationException($"{NonZeroCount} entries are more than the {Array.MaxLength} that an array holds");
        var (majors, minors, values) = (new long[NonZeroCount], new long[NonZeroCount], new T[NonZeroCount]);
        for (var line = 0; line < LineCount; line++)
            majors.AsSpan((int)Offsets[line], (int)(Offsets[line + 1] - Offsets[line])).Fill(line);
        CopyIndices(0, minors);
        CopyValues(0, values);
        return Layout == SparseLayout.Csr ? (majors, minors, values) : (minors, majors, values);
    }

    /// <summary>Gets all elements, including zeros, as a C# array. Repeated entries are summed.</summary>
    /// <exception cref="InvalidOperationException">There are more elements than an array can hold.</exception>
    /// <exception cref="OverflowException">An integer sum is out of range.</exception>
    public T[,] ToArray()
    {
        CheckDense();
        var array = new T[Rows, Columns];
        FillDense(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length));
        return array;
    }

    /// <summary>Gets all elements, including zeros, as a tensor. Repeated entries are summed.</summary>
    /// <exception cref="InvalidOperationException">There are more elements than an array can hold.</exception>
    /// <exception cref="OverflowException">An integer sum is out of range.</exception>
    public Tensor<T> ToTensor()
    {
        CheckDense();
        var values = new T[Shape.Count];
        FillDense(values);
        return Tensor.Create(values, [(nint)Rows, (nint)Columns]);
    }

    private void CheckDense()
    {
        if (Shape.Count > Array.MaxLength || Rows > int.MaxValue || Columns > int.MaxValue)
            throw new InvalidOperationException($"a matrix of shape {Shape} has more elements than the {Array.MaxLength} that an array holds");
    }

    /// <summary>Writes the entries into a span of zeros, in C order.</summary>
    private void FillDense(Span<T> elements)
    {
        var entries = SumDuplicates().Store;
        var (lineStride, indexStride) = Layout == SparseLayout.Csr ? ((int)Columns, 1) : (1, (int)Columns);
        for (var line = 0; line < entries.Lines; line++)
        {
            var start = line * lineStride;
            var stored = entries.Line(line);
            var indices = stored.Indices;
            for (var k = 0; k < indices.Length; k++)
                elements[start + indices[k] * indexStride] = stored.Values[k];
        }
    }
}
