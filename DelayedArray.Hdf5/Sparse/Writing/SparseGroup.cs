namespace DelayedArrays;

/// <summary>Fills the group of a compressed sparse matrix.</summary>
internal static class SparseGroup
{
    /// <summary>Creates the three datasets of a matrix.</summary>
    public static void WriteEntries<T>(DelayedArray<T> array, Hdf5Group group, SparseForm form, ExecutionOptions options) where T : unmanaged
    {
        using var data = form.Data.Create(group, "data");
        using var indices = form.Indices.Create(group, "indices");
        using var indptr = form.Offsets.Create(group, "indptr");
        var offsets = SparseWriting.Append(array, form.Layout, indices, data, 0, SparseWriting.LargestOf(indptr), options);
        AppendOffsets(indptr, 0, offsets);
    }

    /// <summary>Appends to <c>indptr</c>.</summary>
    /// <param name="indptr">The dataset.</param>
    /// <param name="existing">Offsets that are there.</param>
    /// <param name="offsets">The new ones; they fit the dataset's type.</param>
    public static void AppendOffsets(Hdf5Dataset indptr, long existing, ReadOnlySpan<long> offsets)
    {
        if (indptr.IsStoredAs<int>())
            AppendAs<int>(indptr, existing, offsets);
        else
            AppendAs<long>(indptr, existing, offsets);
    }

    /// <summary>Sets the attributes by which anndata knows a sparse matrix, version 0.1.0 of its encoding.</summary>
    public static void Describe(Hdf5Group group, Shape shape, SparseLayout layout)
    {
        group.Attributes.Set("encoding-type", layout == SparseLayout.Csr ? "csr_matrix" : "csc_matrix");
        group.Attributes.Set("encoding-version", "0.1.0");
        group.Attributes.SetArray<long>("shape", [shape[0], shape[1]]);
    }

    /// <summary>Creates the dataset <c>shape</c> of Cell Ranger: 32 bits where they do.</summary>
    public static void CreateTenXShape(Hdf5Group group, Shape shape)
    {
        var isNarrow = Math.Max(shape[0], shape[1]) <= int.MaxValue;
        using var dataset = group.CreateDataset("shape", isNarrow ? Hdf5DataType.Of<int>() : Hdf5DataType.Of<long>(), [2]);
        dataset.WriteAll<long>([shape[0], shape[1]]);
    }

    private static void AppendAs<TOffset>(Hdf5Dataset indptr, long existing, ReadOnlySpan<long> offsets)
        where TOffset : unmanaged, System.Numerics.IBinaryInteger<TOffset>
    {
        using var stream = new Hdf5ElementStream<TOffset>(indptr, existing);
        OffsetWriting.Append(stream, offsets);
    }
}
