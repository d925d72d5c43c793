namespace DelayedArrays.Hdf5;

/// <summary>A new file, or a changed copy of an existing one, that takes the target's name when it is complete.</summary>
internal sealed class FileReplacement : IDisposable
{
    private const int MaxAttempts = 100;

    private readonly string _target;
    private readonly string _temporary;
    private readonly FileVersion _found;

    // Keeps programs without this library from writing to the target. The replacement would lose their changes.
    private readonly StoredFile? _guard;
    private bool _isDone;

    /// <summary>Starts a file under a temporary name beside the target. The caller holds the lock of the target.</summary>
    /// <param name="target">Full path of the target.</param>
    /// <param name="wait">How long to wait for a program that is writing the target.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="ConcurrentChangeException">Another program has the target open for writing.</exception>
    public FileReplacement(string target, TimeSpan wait, CancellationToken cancellation)
    {
        _target = target;
        var exists = System.IO.File.Exists(target);
        _guard = exists ? StoredFile.OpenEdit(target, wait, cancellation) : null;
        _found = FileVersion.Of(target);
        _temporary = TemporaryNames.Beside(target);
        try
        {
            TemporaryNames.RemoveAbandoned(target);
            if (exists)
                Copy();
            File = exists ? Hdf5File.OpenEdit(_temporary) : Hdf5File.Create(_temporary);
        }
        catch
        {
            System.IO.File.Delete(_temporary);
            _guard?.Dispose();
            throw;
        }
    }

    /// <summary>The file under its temporary name.</summary>
    public Hdf5File File { get; }

    /// <summary>Puts the file in place. The file must be closed.</summary>
    /// <exception cref="ConcurrentChangeException">The target is no longer the file that was copied.</exception>
    public void Commit()
    {
        FlushToDisk(_temporary);
        // Closing a file does not tell whether everything was written.
        Hdf5File.OpenRead(_temporary).Dispose();
        if (FileVersion.Of(_target) != _found)
            throw new ConcurrentChangeException($"{_target}: another program has changed the file meanwhile; the change was not made");
        System.IO.File.Move(_temporary, _target, overwrite: _found.Exists);
        SystemFiles.FlushFolder(Path.GetDirectoryName(_target)!);
        _isDone = true;
    }

    /// <summary>Deletes the file unless it was put in place.</summary>
    public void Dispose()
    {
        _guard?.Dispose();
        if (!_isDone)
            System.IO.File.Delete(_temporary);
    }

    private void Copy()
    {
        try
        {
            System.IO.File.Copy(_target, _temporary);
        }
        catch (IOException failure)
        {
            throw new IOException($"{_target}: the file cannot be copied to be changed: {failure.Message}", failure);
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
            catch (IOException) when (attempt < MaxAttempts)
            {
                // A process that is just starting holds our locks for an instant, until it closes the handles that it inherited.
                Thread.Sleep(10);
            }
        }
    }
}
