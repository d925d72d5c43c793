namespace DelayedArrays;

/// <content>Storing the same matrix differently.</content>
public sealed partial class SparseMatrix<T>
{
    /// <summary>
    /// Sorts the entries of every line in ascending order. Entries of the same element keep their order. Returns this matrix if it is
    /// sorted.
    /// </summary>
    public SparseMatrix<T> Sorted() => With(Store.Sorted());

    /// <summary>Merges repeated entries: at most one for each element, in ascending order. Returns this matrix if there are none.</summary>
    /// <remarks>Float16 and float32 values are summed in float64 and rounded once. The sum of booleans is true if any of them is.
    /// Sums of zero stay stored.</remarks>
    /// <exception cref="OverflowException">An integer sum is out of range. The message names the element.</exception>
    public SparseMatrix<T> SumDuplicates() => With(Store.SumDuplicates(Layout));

    /// <summary>Drops entries that store a zero of either sign, but keeps NaN. Returns this matrix if there are none.</summary>
    public SparseMatrix<T> Prune() => With(Store.Prune());

    /// <summary>Converts the matrix to compressed rows. Returns this matrix if it has them.</summary>
    /// <exception cref="ArgumentException">There are too many rows to compress.</exception>
    public SparseMatrix<T> ToCsr() => ToLayout(SparseLayout.Csr);

    /// <summary>Converts the matrix to compressed columns. Returns this matrix if it has them.</summary>
    /// <exception cref="ArgumentException">There are too many columns to compress.</exception>
    public SparseMatrix<T> ToCsc() => ToLayout(SparseLayout.Csc);

    /// <summary>Converts the matrix to a layout. Returns this matrix if it has that layout. A conversion sorts every line.</summary>
    /// <exception cref="ArgumentException">The axis to compress is too long.</exception>
    public SparseMatrix<T> ToLayout(SparseLayout layout)
    {
        SparseMatrix.CheckShape<T>(Shape, layout);
        return layout == Layout ? this : new(Shape, layout, EntryStore<T, int>.Transposed((EntryStore<T, int>)Store));
    }

    /// <summary>
    /// Whether both matrices have the same shape and equal elements, however they are stored. NaN equals NaN, and zeros are equal whatever
    /// their sign, stored or not.
    /// </summary>
    /// <exception cref="OverflowException">An integer sum of repeated entries is out of range.</exception>
    public bool ElementsEqual(SparseMatrix<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Shape != other.Shape)
            return false;
        var left = SumDuplicates().Prune();
        var right = other.ToLayout(Layout).SumDuplicates().Prune();
        if (!left.Offsets.SequenceEqual(right.Offsets))
            return false;
        for (var line = 0; line < left.LineCount; line++)
        {
            if (!SameLine(left.Line(line), right.Line(line)))
                return false;
        }
        return true;
    }

    private static bool SameLine(SparseLine<T> left, SparseLine<T> right)
    {
        for (var k = 0; k < left.Count; k++)
        {
            if (left.Index(k) != right.Index(k) || !EqualityComparer<T>.Default.Equals(left.Values[k], right.Values[k]))
                return false;
        }
        return true;
    }
}
