namespace DelayedArrays;

/// <content>The same matrix, stored otherwise.</content>
public sealed partial class SparseMatrix<T>
{
    /// <summary>The entries of every line in ascending order; those of one element keep their order. Itself if they are already.</summary>
    public SparseMatrix<T> Sorted() => With(Store.Sorted());

    /// <summary>At most one entry for every element, in ascending order; itself if that is so already.</summary>
    /// <remarks>Float16 and float32 are added in float64 and rounded once. Of booleans it is whether any is true. Sums that are zero
    /// stay stored.</remarks>
    /// <exception cref="OverflowException">An integer sum is out of range; the message names the element.</exception>
    public SparseMatrix<T> SumDuplicates() => With(Store.SumDuplicates(Layout));

    /// <summary>Without the entries that store a zero, of either sign; NaN stays. Itself if there are none.</summary>
    public SparseMatrix<T> Prune() => With(Store.Prune());

    /// <summary>The same matrix by compressed rows; itself if it is already.</summary>
    /// <exception cref="ArgumentException">There are too many rows to be compressed.</exception>
    public SparseMatrix<T> ToCsr() => ToLayout(SparseLayout.Csr);

    /// <summary>The same matrix by compressed columns; itself if it is already.</summary>
    /// <exception cref="ArgumentException">There are too many columns to be compressed.</exception>
    public SparseMatrix<T> ToCsc() => ToLayout(SparseLayout.Csc);

    /// <summary>The same matrix in a layout; itself if it is in it already. A conversion leaves every line sorted.</summary>
    /// <exception cref="ArgumentException">The axis to be compressed is too long.</exception>
    public SparseMatrix<T> ToLayout(SparseLayout layout)
    {
        SparseMatrix.CheckShape<T>(Shape, layout);
        return layout == Layout ? this : new(Shape, layout, EntryStore<T, int>.Transposed((EntryStore<T, int>)Store));
    }

    /// <summary>
    /// Whether both have the same shape and equal elements, however they are stored. NaN equals NaN, and zeros of either sign are
    /// equal, stored or not.
    /// </summary>
    /// <exception cref="OverflowException">Entries of one element add up to an integer out of range.</exception>
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
