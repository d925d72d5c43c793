namespace DelayedArrays;

/// <summary>Opens compressed sparse matrices in HDF5 groups as delayed arrays. Only the offsets of the lines are read.</summary>
public static class Hdf5SparseArray
{
    /// <summary>Opens a group with the element type its data have.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <returns>The array. The file stays open for reading as long as the array is in use.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">
    /// It is no HDF5 file, there is no such group, it does not hold a compressed sparse matrix or does not say enough of it, or
    /// its parts contradict each other.
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

    /// <summary>Opens a group whose data are of type <typeparamref name="T"/>.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?)"/>
    public static DelayedArray<T> Open<T>(string path, string group, SparseLayout? layout = null, Shape? shape = null)
        where T : unmanaged => Open(path, group, layout, shape).As<T>();

    /// <summary>Opens a group, whose file must stay open as long as the array is in use.</summary>
    /// <inheritdoc cref="Open(string, string, SparseLayout?, Shape?)"/>
    public static DelayedArray Open(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        var found = Hdf5SparseLayout.Detect(group, layout, shape);
        var indices = group.OpenDataset("indices");
        var source = new SparseSource("HDF5", group.FileName, group.Path)
        {
            CanBeIndexed = IsIn(group.FileName, indices),
            State = indices.Snapshot is { Opened: var opened } ? MatrixIdentity.StateOf(opened.Length, opened.Written) : null,
        };
        CheckOffsets(group, found, source);
        var offsets = ReadOffsets(group, source);
        var values = Hdf5Array.Open(group.OpenDataset("data"));
        return values.ElementType.Dispatch(new Opener(found, offsets, Hdf5Array.Open(indices), values, source));
    }

    /// <summary>
    /// Makes an index of a stored matrix, in one pass over its indices: selecting columns of CSR, or rows of CSC, then reads only
    /// chunks that have entries there. It is found by itself when the matrix is opened, and ignored once the file has changed.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="place">Where the index is kept.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it.</param>
    /// <param name="shape">Rows and columns, where the group does not say it.</param>
    /// <param name="options">Threads, memory, progress, cancellation.</param>
    /// <returns>Path of the index.</returns>
    /// <exception cref="ArrayFormatException">As for opening, or an index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The indices are not in the file itself.</exception>
    /// <exception cref="IOException">The index cannot be written.</exception>
    public static string BuildIndex(
        string path, string group, MinorIndexPlace place = MinorIndexPlace.Beside, SparseLayout? layout = null, Shape? shape = null,
        ExecutionOptions? options = null)
    {
        using var file = Hdf5File.OpenRead(path);
        return ((ISparseIndexing)Open(file.OpenGroup(group), layout, shape).Seeds.Single()).BuildIndex(place, options);
    }

    /// <summary>Whether there is an index of a stored matrix as it is now; see <see cref="BuildIndex"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it.</param>
    /// <param name="shape">Rows and columns, where the group does not say it.</param>
    public static bool HasIndex(Hdf5Group group, SparseLayout? layout = null, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Enum.GetValues<MinorIndexPlace>().Any(place => File.Exists(place.PathOf(group.FileName, group.Path)))
            && Open(group, layout, shape).Seeds.OfType<ISparseIndexing>().Any(seed => seed.HasIndex);
    }

    /// <summary>Reads all of a sparse group and tells what is wrong with it, and what is odd. Takes little memory.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="group">Path of the group inside.</param>
    /// <param name="layout">Whether rows or columns are compressed, where the group does not say it or says it wrong.</param>
    /// <param name="shape">Rows and columns, where the group does not say it or says it wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">It is no HDF5 file, or there is no such group.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SparseVerification Verify(
        string path, string group, SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        using var file = Hdf5File.OpenRead(path);
        using var found = file.OpenGroup(group);
        return Verify(found, layout, shape, cancellation);
    }

    /// <summary>Reads all of a sparse group and tells what is wrong with it, and what is odd. Takes little memory.</summary>
    /// <inheritdoc cref="Verify(string, string, SparseLayout?, Shape?, CancellationToken)"/>
    public static SparseVerification Verify(
        Hdf5Group group, SparseLayout? layout = null, Shape? shape = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new SparseVerifier(group, cancellation).Run(layout, shape);
    }

    /// <summary>Whether all of a dataset is in a file: else the file does not tell when it changes.</summary>
    private static bool IsIn(string file, Hdf5Dataset dataset) =>
        dataset is { Layout: not Hdf5Layout.Virtual, HasExternalFiles: false } && dataset.FileName == file;

    /// <summary>Checks the length before memory is taken for it.</summary>
    private static void CheckOffsets(Hdf5Group group, Hdf5SparseLayout found, SparseSource source)
    {
        using var dataset = group.OpenDataset("indptr");
        if (dataset.Type.Element is not { } type || type == ElementType.Boolean || type.IsFloat())
            throw source.Error($"indptr holds elements of type {dataset.Type}; expected integers");
        var lines = found.Shape[found.Layout == SparseLayout.Csr ? 0 : 1];
        if (dataset.Shape.Length != 1 || dataset.Length != lines + 1)
        {
            throw source.Error($"indptr has {dataset.Length} elements, where {lines} compressed "
                + $"{(found.Layout == SparseLayout.Csr ? "rows" : "columns")} of the shape {found.Shape} need {lines + 1}");
        }
        StoredOffsets.CheckMemory(dataset.Length, source);
    }

    private static long[] ReadOffsets(Hdf5Group group, SparseSource source)
    {
        using var dataset = group.OpenDataset("indptr");
        return StoredOffsets.Read(Hdf5Array.Open(dataset), source);
    }

    private sealed class Opener(
        Hdf5SparseLayout found, long[] offsets, DelayedArray indices, DelayedArray values, SparseSource source)
        : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => Delayed.FromSeed(new CompressedSparseSeed<T>(
            found.Shape, found.Layout == SparseLayout.Csr ? 0 : 1, offsets, indices, values.As<T>(), source).WithIndex());
    }
}
