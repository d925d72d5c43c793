namespace DelayedArrays;

/// <summary>Puts another matrix into a sparse group that is there, whose other members and attributes stay.</summary>
internal static class SparseRewriting
{
    private static readonly string[] Parts = ["data", "indices", "indptr"];

    /// <summary>Writes another matrix with the types, chunks and compression of the one that is there.</summary>
    public static void Run<T>(Hdf5Transaction transaction, SparseEdit edit, DelayedArray<T> matrix, ExecutionOptions options)
        where T : unmanaged
    {
        using var group = transaction.File.OpenGroup(edit.GroupPath);
        var form = new SparseForm(edit.Found.Layout, edit.FormOf("data"), edit.FormOf("indices"), edit.FormOf("indptr"));
        var temporary = $"{Guid.NewGuid():N}.partial";
        using (var created = group.CreateGroup(temporary))
            SparseGroup.WriteEntries(matrix, created, form, options);
        foreach (var part in Parts)
        {
            group.Delete(part);
            group.Move($"{temporary}/{part}", part);
        }
        group.Delete(temporary);
        SetShape(group, matrix.Shape);
    }

    /// <summary>Changes the shape wherever the group states it, in the type in which it does.</summary>
    public static void SetShape(Hdf5Group group, Shape shape)
    {
        foreach (var name in (string[])["shape", "h5sparse_shape", "dims"])
        {
            if (group.Attributes.Find(name) is not { Length: 2 } attribute)
                continue;
            if (attribute.Type.Element is { } type && type.IsFloat())
                group.Attributes.SetArray<double>(name, [shape[0], shape[1]]);
            else if (attribute.Type.Element == ElementType.Int32 && Math.Max(shape[0], shape[1]) <= int.MaxValue)
                group.Attributes.SetArray<int>(name, [(int)shape[0], (int)shape[1]]);
            else
                group.Attributes.SetArray<long>(name, [shape[0], shape[1]]);
        }
        if (group.Exists("shape"))
            SetShapeDataset(group, shape);
    }

    private static void SetShapeDataset(Hdf5Group group, Shape shape)
    {
        using (var dataset = group.OpenDataset("shape"))
        {
            if (dataset.Type.Element is { } type && (type.IsFloat() || Math.Max(shape[0], shape[1]) <= SparseWriting.LargestOf(dataset)))
            {
                dataset.WriteAll<long>([shape[0], shape[1]]);
                return;
            }
        }
        group.Delete("shape");
        SparseGroup.CreateTenXShape(group, shape);
    }
}
