namespace DelayedArrays;

/// <summary>
/// Compressed sparse matrices in groups of HDF5 files: opens them as delayed arrays, verifies and indexes them.
/// </summary>
public static partial class Hdf5SparseMatrix
{
    /// <summary>Opens the matrix of a group with the element type of its data. It reads the offsets, but not the other parts.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <returns>The array. The file stays open for reading while the array is in use.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">
    /// The file is not an HDF5 file, there is no such group, it holds no compressed sparse matrix, its layout or shape is unknown, or its
    /// parts contradict each other.
    /// </exception>
    public static DelayedArray Open(string path, string group, SparseLayout? layout = null, Shape? shape = null)
    {
        var file = Hdf5File.OpenRead(path);
        try
        {
            return Open(file.OpenGroup(group), layout, shape);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a matrix with data of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?)"/>
    public static DelayedArray<T> Open<T>(string path, string group, SparseLayout? layout = null, Shape? shape = null)
        where T : unmanaged => Open(path, group, layout, shape).As<T>();

    /// <summary>Opens the matrix of a group. Its file must stay open while the array is in use.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?)"/>
    public static DelayedArray Open(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null) => Of(group).OpenMatrix(layout, shape);

    /// <summary>Gives the parts and attributes of a group, in the form common to all formats.</summary>
    /// <param name="group">The group. Its file must stay open while the result is in use.</param>
    public static SparseGroup Of(Hdf5Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new Hdf5SparseGroup(group);
    }

    /// <summary>Detects how a group holds a matrix; see <see cref="SparseGroup.Detect"/>.</summary>
    /// <inheritdoc cref="SparseGroup.Detect"/>
    public static SparseGroupInfo Detect(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null) => Of(group).Detect(layout, shape);

    /// <summary>
    /// Builds an index of a stored matrix, in one pass over its indices. Selecting columns of CSR, or rows of CSC, then reads only chunks
    /// with entries there. Opening the matrix finds the index, and ignores it once the file has changed.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="indexLocation">Where to keep the index.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="execution">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="ArrayFormatException">As for opening, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The indices are not in the file itself.</exception>
    /// <exception cref="IOException">The index cannot be written.</exception>
    public static string BuildIndex(
        string path, string group, MinorIndexLocation indexLocation = MinorIndexLocation.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? execution = null)
    {
        using var file = Hdf5File.OpenRead(path);
        return Of(file.OpenGroup(group)).BuildIndex(indexLocation, layout, shape, execution);
    }

    /// <summary>Whether an up-to-date index of a stored matrix exists; see <see cref="BuildIndex"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    public static bool HasIndex(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null) => Of(group).HasIndex(layout, shape);

    /// <summary>Reads a whole sparse group, and reports errors and oddities. Takes little memory.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="layout">The layout, if known. It overrides what the group states.</param>
    /// <param name="shape">Rows and columns, if known. They override what the group states.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The file is not an HDF5 file, or there is no such group.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static SparseVerification Verify(
        string path, string group, SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        using var file = Hdf5File.OpenRead(path);
        using var found = file.OpenGroup(group);
        return Verify(found, layout, shape, cancellation);
    }

    /// <summary>Reads a whole sparse group, and reports errors and oddities. Takes little memory.</summary>
    /// <inheritdoc cref="Verify(string, string, SparseLayout?, Shape?, CancellationToken)"/>
    public static SparseVerification Verify(
        Hdf5Group group, SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        using var parts = new Hdf5SparseGroup(group);
        return parts.Verify(layout, shape, cancellation);
    }
}
