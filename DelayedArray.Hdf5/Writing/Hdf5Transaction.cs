namespace DelayedArrays;

/// <summary>
/// A change to an HDF5 file that happens wholly or not at all. A new file, or a copy of the existing one, is edited under a
/// temporary name beside it; <see cref="Commit"/> puts it in place. Without that, disposing leaves everything as it was.
/// </summary>
public sealed class Hdf5Transaction : IDisposable
{
    private const int MostAttempts = 100;

    private readonly string _target;
    private readonly string? _temporary;
    private readonly List<(string Partial, string Final)> _datasets = [];
    private bool _isDone;

    private Hdf5Transaction(string target, string? temporary, Hdf5File file)
    {
        _target = target;
        _temporary = temporary;
        File = file;
    }

    /// <summary>The file as it is being edited.</summary>
    public Hdf5File File { get; }

    /// <summary>Starts to change a file, which is made if it is not there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="inPlace">Whether an existing file is edited as it is; see <see cref="Hdf5WriteOptions.InPlace"/>.</param>
    /// <exception cref="IOException">The file or its directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    /// <exception cref="ArrayFormatException">There is a file, but no HDF5 file.</exception>
    public static Hdf5Transaction Begin(string path, bool inPlace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // A link is followed, so that it stays one.
        var target = new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new ArrayFormatException(path, null, "is a directory; expected an HDF5 file or a new name");
        var exists = System.IO.File.Exists(target);
        if (exists && inPlace)
            return new Hdf5Transaction(target, null, Hdf5File.OpenEdit(target));
        CheckWritable(target, exists);
        var temporary = TemporaryNames.Begin(target);
        try
        {
            if (exists)
                System.IO.File.Copy(target, temporary);
            return new Hdf5Transaction(target, temporary, exists ? Hdf5File.OpenEdit(temporary) : Hdf5File.Create(temporary));
        }
        catch (Exception failure)
        {
            System.IO.File.Delete(temporary);
            if (failure is ArrayFormatException)
                throw new ArrayFormatException(path, null, "is there, but is no HDF5 file that can be changed", failure);
            throw;
        }
    }

    /// <summary>Makes the change: afterwards the file holds all of it, also after a loss of power.</summary>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isDone, this);
        foreach (var (partial, final) in _datasets)
        {
            if (File.Exists(final))
                File.Root.Delete(final);
            File.Root.Move(partial, final);
        }
        _datasets.Clear();
        File.Flush();
        File.Dispose();
        if (_temporary is not null)
        {
            FlushToDisk(_temporary);
            System.IO.File.Move(_temporary, _target, overwrite: true);
        }
        _isDone = true;
    }

    /// <summary>Undoes what was not committed.</summary>
    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        try
        {
            if (_temporary is null)
                DropPartialDatasets();
        }
        finally
        {
            File.Dispose();
            if (_temporary is not null)
                System.IO.File.Delete(_temporary);
        }
    }

    /// <summary>The path under which a dataset is written before it is complete.</summary>
    /// <exception cref="IOException">There is something of that name, and it is not to be replaced; or a group that holds other than a matrix.</exception>
    internal string Reserve(string dataset, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        if (!overwrite && File.Exists(dataset))
            throw new IOException($"{_target}::{dataset}: is there already; expected a new name, or to be told to overwrite");
        CheckReplaceable(dataset);
        var partial = $"{dataset}.{Guid.NewGuid():N}.partial";
        _datasets.Add((partial, dataset));
        return partial;
    }

    /// <summary>What is replaced is a dataset or a sparse matrix, and not all that a name leads to.</summary>
    private void CheckReplaceable(string dataset)
    {
        using var there = TryOpen(dataset);
        if (there is Hdf5Group group)
            Replacement.CheckGroup($"{_target}::{dataset}", group.Members.Select(member => member.Name));
    }

    /// <summary>What is there; null if there is nothing, or nothing that can be opened, which then may be replaced.</summary>
    private Hdf5Object? TryOpen(string dataset)
    {
        try
        {
            return File.Exists(dataset) ? File.Open(dataset) : null;
        }
        catch (ArrayFormatException)
        {
            return null;
        }
    }

    private static void FlushToDisk(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var handle = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
                RandomAccess.FlushToDisk(handle);
                return;
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // A process that is just being started holds our locks for an instant, until it closes what it inherited.
                Thread.Sleep(10);
            }
        }
    }

    private void DropPartialDatasets()
    {
        foreach (var (partial, _) in _datasets)
        {
            if (File.Exists(partial))
                File.Root.Delete(partial);
        }
    }

    /// <summary>Says at once what a rename at the end would only find out after all the work.</summary>
    private static void CheckWritable(string target, bool exists)
    {
        if (exists && System.IO.File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{target}: the file may not be written");
        var directory = Path.GetDirectoryName(target);
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"{target}: there is no directory {directory}");
    }
}
