using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Hdf5;

/// <summary>
/// A file that is read and written in place. It takes the same lock on the file as the HDF5 library: readers share it, a writer holds it
/// alone.
/// </summary>
internal sealed class StoredFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private StoredFile(string path, SafeFileHandle handle) => (Path, _handle) = (path, handle);

    /// <summary>The system's number for the open file.</summary>
    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Receives every step that changes the disk. Tests use it to replay what a power failure may leave.</summary>
    internal static Action<StorageStep>? Trace { get; set; }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>The present version of the file, even if it was renamed.</summary>
    public FileVersion Version
    {
        get
        {
            var written = File.GetLastWriteTimeUtc(_handle);
            var made = File.GetCreationTimeUtc(_handle);
            return new(true, Length, written, made < written ? made : default);
        }
    }

    /// <summary>Opens a file for reading, and shares its lock.</summary>
    /// <exception cref="IOException">The file cannot be opened, or a writer has locked it.</exception>
    public static StoredFile OpenRead(string path) =>
        new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Opens a file for reading and writing, and shares its lock, so that others may read but not write.</summary>
    /// <exception cref="IOException">The file cannot be opened, or a writer has locked it.</exception>
    public static StoredFile OpenEdit(string path) =>
        new(path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));

    /// <summary>Opens a file for reading and writing, and shares its lock, as soon as no other program writes it.</summary>
    /// <exception cref="ConcurrentChangeException">Another program had the file open for writing during the whole wait.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static StoredFile OpenEdit(string path, TimeSpan wait, CancellationToken cancellation)
    {
        return ChangeLock.Attempt(TryOpen, wait, cancellation) ?? throw new ConcurrentChangeException(
            $"{path}: another program has had the file open for writing for {wait.TotalSeconds:0.###} s; close it there, or wait longer");

        StoredFile? TryOpen()
        {
            try
            {
                return OpenEdit(path);
            }
            catch (IOException failure) when (ChangeLock.IsTaken(failure))
            {
                return null;
            }
        }
    }

    /// <summary>The full path that a path leads to. A symbolic link at its end is resolved.</summary>
    public static string TargetOf(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Creates a file that nobody else can open for now. Its permissions are those of another file.</summary>
    /// <exception cref="IOException">The file exists, or cannot be created.</exception>
    public static StoredFile Create(string path, string like)
    {
        var file = new StoredFile(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file._handle, File.GetUnixFileMode(like));
        Trace?.Invoke(new(StorageStepKind.Create, path, 0, []));
        return file;
    }

    /// <summary>Deletes a file.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        Trace?.Invoke(new(StorageStepKind.Delete, path, 0, []));
    }

    /// <summary>Flushes the names in a file's folder to disk.</summary>
    public static void FlushFolderOf(string path)
    {
        SystemFiles.FlushFolder(System.IO.Path.GetDirectoryName(path)!);
        Trace?.Invoke(new(StorageStepKind.FlushFolder, path, 0, []));
    }

    /// <summary>Reads bytes. Gives fewer than asked for only at the end of the file.</summary>
    /// <returns>How many were read.</returns>
    public int Read(long at, Span<byte> destination)
    {
        for (var done = 0; done < destination.Length;)
        {
            var read = RandomAccess.Read(_handle, destination[done..], at + done);
            if (read == 0)
                return done;
            done += read;
        }
        return destination.Length;
    }

    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">The bytes cannot be written.</exception>
    public void Write(long at, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, at);
            Trace?.Invoke(new(StorageStepKind.Write, Path, at, bytes.ToArray()));
        }
        catch (IOException failure)
        {
            throw Named(failure);
        }
    }

    /// <summary>Extends or truncates the file.</summary>
    public void SetLength(long length)
    {
        RandomAccess.SetLength(_handle, length);
        Trace?.Invoke(new(StorageStepKind.SetLength, Path, length, []));
    }

    /// <summary>The checksums of a page. Bytes from the end on count as zeros.</summary>
    public PageSums SumsOf(long page, long end)
    {
        Span<byte> bytes = stackalloc byte[PageOverlay.PageSize];
        bytes.Clear();
        Read(page * PageOverlay.PageSize, bytes[..PageOverlay.LengthOf(page, end)]);
        return PageSums.Of(bytes);
    }

    /// <summary>Flushes the file to disk.</summary>
    public void Flush()
    {
        try
        {
            RandomAccess.FlushToDisk(_handle);
            Trace?.Invoke(new(StorageStepKind.Flush, Path, 0, []));
        }
        catch (IOException failure)
        {
            throw Named(failure);
        }
    }

    /// <summary>Sets the time of the last write, if the system lets this user do so.</summary>
    public void SetWritten(DateTime time)
    {
        try
        {
            File.SetLastWriteTimeUtc(_handle, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Only the owner of the file may set it.
        }
    }

    /// <summary>Tries to lock the file exclusively, without waiting; false if others have it open.</summary>
    public bool TryLockAlone()
    {
        if (SystemFiles.TryLockAlone(_handle))
            return true;
        // The attempt has given up the shared lock.
        SystemFiles.TryLockShared(_handle);
        return false;
    }

    /// <summary>Tries to share the lock again.</summary>
    public bool TryLockShared() => SystemFiles.TryLockShared(_handle);

    /// <summary>Gives up the lock; the file stays open.</summary>
    public void Unlock() => SystemFiles.Unlock(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private IOException Named(IOException failure) => new($"{Path}: {failure.Message}", failure);
}

/// <summary>The kinds of steps that change a disk.</summary>
internal enum StorageStepKind
{
    Create,
    Write,
    SetLength,
    Flush,
    Delete,
    FlushFolder,
}

/// <summary>A step that changes a disk.</summary>
/// <param name="Kind">The kind of step.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="At">Where it writes, or the new length.</param>
/// <param name="Bytes">The bytes it writes.</param>
internal sealed record StorageStep(StorageStepKind Kind, string Path, long At, byte[] Bytes);
