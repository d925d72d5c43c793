
namespace DelayedArrays;

/// <summary>
/// Opens HDF5 datasets, and groups that hold compressed sparse matrices, as delayed arrays. Opening reads only the headers and, for a
/// sparse matrix, the offsets of its lines.
/// </summary>
public static class Hdf5Array
{
    /// <summary>Opens a numeric or boolean dataset, or a sparse group, with its own element type.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="dataset">Path of the dataset or group inside.</param>
    /// <returns>
    /// The array, with the axes in the order h5py shows them. The file stays open for reading while the array is in use.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">
    /// The file is not an HDF5 file, has no such dataset, or stores it in a way that cannot be read.
    /// </exception>
    /// <exception cref="UnsupportedElementTypeException">The dataset does not hold numbers.</exception>
    public static DelayedArray Open(string path, string dataset)
    {
        var file = Hdf5File.OpenRead(path);
        try
        {
            var found = file.Open(dataset);
            if (found is not Hdf5Group group)
                return Open(found as Hdf5Dataset ?? file.OpenDataset(dataset));
            return Hdf5SparseMatrix.Of(group) is { IsMatrix: true } matrix ? matrix.OpenMatrix() : throw new ArrayFormatException(
                path, group.Path, $"is a group; expected a dataset or a sparse matrix{Hdf5SparseMatrix.Of(group).NamesBelow}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a dataset that holds elements of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string)"/>
    public static DelayedArray<T> Open<T>(string path, string dataset) where T : unmanaged => Open(path, dataset).As<T>();

    /// <summary>Opens a dataset with its own element type. The dataset must stay open while the array is in use.</summary>
    /// <exception cref="ArrayFormatException">The dataset has no data, or uses a filter that is not available.</exception>
    /// <exception cref="UnsupportedElementTypeException">The dataset does not hold numbers.</exception>
    public static DelayedArray Open(Hdf5Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var array = Checked(dataset).Type.Element!.Value.Dispatch(new SeedVisitor(dataset));
        return dataset.Type.Time is { } time ? array.Cast<long>().WithTime(time) : array;
    }

    private static Hdf5Dataset Checked(Hdf5Dataset dataset)
    {
        if (dataset.IsNull)
            throw new ArrayFormatException(dataset.File.Path, dataset.Path, "the dataset has no data (its dataspace is null)");
        if (dataset.Type.Element is null)
            throw new UnsupportedElementTypeException($"{dataset.File.Path}::{dataset.Path}: holds elements of type {dataset.Type}; expected numbers or booleans");
        return dataset;
    }

    private sealed class SeedVisitor(Hdf5Dataset dataset) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => Delayed.FromSeed(Hdf5DenseSeed<T>.Of(dataset));
    }
}
