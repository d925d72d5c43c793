namespace DelayedArrays;

/// <summary>
/// A change of an HDF5 file that happens as a whole or not at all. No other program or thread changes the file meanwhile.
/// <see cref="Commit"/> makes the change. Disposing without it leaves the file as it was.
/// </summary>
public sealed class Hdf5Transaction : IDisposable
{
    private readonly string _target;
    private readonly ChangeLock _lock;
    private readonly FileReplacement? _replacement;
    private readonly FileChange? _change;
    private readonly List<(string Partial, string Final)> _datasets = [];
    private bool _isDone;

    private Hdf5Transaction(string target, ChangeLock held, FileReplacement replacement)
    {
        (_target, _lock, _replacement) = (target, held, replacement);
        File = replacement.File;
    }

    private Hdf5Transaction(string target, ChangeLock held, FileChange change, Hdf5File file)
    {
        (_target, _lock, _change) = (target, held, change);
        File = file;
    }

    /// <summary>The file, with the changes made so far.</summary>
    public Hdf5File File { get; }

    /// <summary>Starts to change a file once no other change of it is in progress. A missing file is created.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mode">How to change an existing file.</param>
    /// <param name="execution">How long to wait for others (<see cref="ExecutionOptions.LockTimeout"/>), and cancellation.</param>
    /// <exception cref="ConcurrentChangeException">
    /// Another change of the file does not end, or another program has it open for writing.
    /// </exception>
    /// <exception cref="IOException">The file or its directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    /// <exception cref="ArrayFormatException">There is a file, but it is not an HDF5 file.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Hdf5Transaction Begin(string path, Hdf5ChangeMode mode = Hdf5ChangeMode.Journal, ExecutionOptions? execution = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        execution ??= ExecutionOptions.Default;
        // The target of a symbolic link is changed, so that the link stays a link.
        var target = StoredFile.TargetOf(path);
        if (Directory.Exists(target))
            throw new ArrayFormatException(path, null, "is a directory; expected an HDF5 file or a new name");
        if (Path.GetDirectoryName(target) is var directory && !Directory.Exists(directory))
            throw new DirectoryNotFoundException($"{target}: there is no directory {directory}");
        var exists = System.IO.File.Exists(target);
        if (exists && System.IO.File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{target}: the file may not be written");
        var held = ChangeLock.Take(target, execution.LockTimeout, execution.Cancellation);
        try
        {
            new PendingJournal(target).SettleAlone();
            return mode == Hdf5ChangeMode.Journal && System.IO.File.Exists(target) && new Hdf5FileOpener(target).UsesDriver
                ? Change(target, held, execution)
                : new(target, held, new FileReplacement(target, execution.LockTimeout, execution.Cancellation));
        }
        catch (Exception failure)
        {
            held.Dispose();
            if (exists && failure is ArrayFormatException)
                throw new ArrayFormatException(path, null, "exists, but is not an HDF5 file that can be changed", failure);
            throw;
        }
    }

    /// <summary>Starts to change an existing file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static Hdf5Transaction BeginExisting(string path, Hdf5ChangeMode mode, ExecutionOptions execution)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) || System.IO.File.Exists(path) ? Begin(path, mode, execution)
            : throw new FileNotFoundException($"{path}: there is no such file.", path);
    }

    /// <summary>Makes the change. Once this returns, the file holds all of it, even if power is lost.</summary>
    /// <exception cref="ConcurrentChangeException">
    /// Others have the file open, or have changed it meanwhile. The change was not made.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written. Unless the message says otherwise, it is as it was.</exception>
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
        _change?.Edited.CheckLinked();
        _replacement?.Commit();
        _change?.Commit();
        _isDone = true;
        Release();
    }

    /// <summary>Undoes the change unless it was committed.</summary>
    public void Dispose()
    {
        if (_isDone)
            return;
        _isDone = true;
        try
        {
            if (_change is not null)
                _change.Edited.IsDiscarded = true;
            File.Dispose();
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Gives a temporary path for writing a dataset. Committing moves the dataset to its final path.</summary>
    /// <exception cref="IOException">
    /// The name is taken and must not be overwritten, or it names a group with members other than the parts of a matrix.
    /// </exception>
    internal string Reserve(string dataset, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        if (!overwrite && File.Exists(dataset))
            throw new IOException($"{_target}::{dataset}: exists already; expected a new name, or permission to overwrite");
        CheckReplaceable(dataset);
        var partial = $"{dataset}.{Guid.NewGuid():N}.partial";
        _datasets.Add((partial, dataset));
        return partial;
    }

    /// <summary>Checks that an object to be replaced is a dataset or a sparse matrix.</summary>
    private void CheckReplaceable(string dataset)
    {
        using var there = TryOpen(dataset);
        if (there is Hdf5Group group)
            SparseParts.CheckOnly($"{_target}::{dataset}", group.Members.Select(member => member.Name));
    }

    /// <summary>
    /// Opens the existing object; null if there is none. An object that cannot be opened counts as none, so it can be replaced.
    /// </summary>
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

    private static Hdf5Transaction Change(string target, ChangeLock held, ExecutionOptions execution)
    {
        var change = new FileChange(target, execution.LockTimeout, execution.Cancellation);
        try
        {
            return new(target, held, change, Hdf5File.OpenEdit(change.Edited));
        }
        catch
        {
            change.Dispose();
            throw;
        }
    }

    private void Release()
    {
        try
        {
            _replacement?.Dispose();
            _change?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }
}
