namespace DelayedArrays.Tests;

/// <summary>Random matrices, and what groups are found to hold.</summary>
internal static class SparseSamples
{
    /// <summary>A partly non-zero matrix in C order, with empty lines and full ones.</summary>
    public static T[] Random<T>(int seed, int rows, int columns, double density) where T : unmanaged, System.Numerics.INumber<T>
    {
        var random = new Random(seed);
        var values = new T[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var here = random.Next(8) switch { 0 => 0, 1 => 1, _ => density };
            for (var column = 0; column < columns; column++)
                values[(row * columns) + column] = random.NextDouble() < here ? T.CreateTruncating(random.Next(1, 100)) : T.Zero;
        }
        return values;
    }

    /// <summary>The three parts of a group, and the matrix they make up, checked to be canonical.</summary>
    public static (long[] Offsets, long[] Indices, T[] Values) Canonical<T>(string path, string group, SparseLayout layout) where T : unmanaged
    {
        using var file = Hdf5File.OpenRead(path);
        using var found = file.OpenGroup(group);
        var offsets = Read<long>(found, "indptr");
        var indices = Read<long>(found, "indices");
        var values = Read<T>(found, "data");
        Assert.Equal(0, offsets[0]);
        Assert.Equal(indices.Length, offsets[^1]);
        Assert.Equal(indices.Length, values.Length);
        for (var line = 0; line + 1 < offsets.Length; line++)
        {
            for (var i = offsets[line] + 1; i < offsets[line + 1]; i++)
                Assert.True(indices[i - 1] < indices[i], $"line {line} is not sorted");
        }
        Assert.All(values, value => Assert.NotEqual(default, value));
        Assert.Equal(layout, Hdf5SparseMatrix.Detect(found).Layout);
        return (offsets, indices, values);
    }

    /// <summary>All elements of a matrix; the file is closed again.</summary>
    public static T[] Dense<T>(string path, string group) where T : unmanaged
    {
        using var file = Hdf5File.OpenRead(path);
        using var found = file.OpenGroup(group);
        return Hdf5SparseMatrix.Open(found).As<T>().ToArray();
    }

    public static TElement[] Read<TElement>(Hdf5Group group, string name) where TElement : unmanaged
    {
        using var dataset = group.OpenDataset(name);
        return Hdf5Array.Open(dataset).Cast<TElement>().ToArray();
    }

    /// <summary>The files in the folder of a file, to see that nothing was left behind.</summary>
    public static string[] Beside(string path) =>
        [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>States layout and shape as anndata does.</summary>
    public static void Describe(Hdf5Group group, Shape shape, SparseLayout layout)
    {
        group.Attributes.Set("encoding-type", layout == SparseLayout.Csr ? "csr_matrix" : "csc_matrix");
        group.Attributes.Set("encoding-version", "0.1.0");
        group.Attributes.SetArray<long>("shape", [shape[0], shape[1]]);
    }
}
