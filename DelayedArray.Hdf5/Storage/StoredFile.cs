using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// A file whose bytes are read and written where they are, with the lock that the HDF5 library takes on files, too: shared by those
/// who read, held alone by who writes.
/// </summary>
internal sealed class StoredFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private StoredFile(string path, SafeFileHandle handle) => (Path, _handle) = (path, handle);

    /// <summary>The system's number for the open file.</summary>
    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Told of every step that changes a disk; for tests, which play through what a loss of power may leave.</summary>
    internal static Action<StorageStep>? Trace { get; set; }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>The file as it is now, wherever its name has gone.</summary>
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
    /// <exception cref="IOException">It cannot be opened, or is locked by who writes it.</exception>
    public static StoredFile OpenRead(string path) =>
        new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Opens a file for reading and writing, and shares its lock, so that others may read but not write.</summary>
    /// <exception cref="IOException">It cannot be opened, or is locked by who writes it.</exception>
    public static StoredFile OpenEdit(string path) =>
        new(path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));

    /// <summary>Opens a file for reading and writing, likewise, once no other program writes it.</summary>
    /// <exception cref="ConcurrentChangeException">Another program has had it open for writing for all the time.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
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
            catch (IOException failure) when (ChangeLock.SaysTaken(failure))
            {
                return null;
            }
        }
    }

    /// <summary>The full path of what a path leads to: where it ends in a link, of what the link leads to.</summary>
    public static string TargetOf(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Creates a file that nobody else may open now, and later whoever may open another one.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static StoredFile Create(string path, string like)
    {
        StoredFile file = new(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
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

    /// <summary>Puts the names in a file's folder on disk.</summary>
    public static void FlushFolderOf(string path)
    {
        SystemFiles.FlushFolder(System.IO.Path.GetDirectoryName(path)!);
        Trace?.Invoke(new(StorageStepKind.FlushFolder, path, 0, []));
    }

    /// <summary>Reads bytes; fewer than asked for only where the file ends.</summary>
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
    /// <exception cref="IOException">They cannot be written.</exception>
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

    /// <summary>Makes the file longer or shorter.</summary>
    public void SetLength(long length)
    {
        RandomAccess.SetLength(_handle, length);
        Trace?.Invoke(new(StorageStepKind.SetLength, Path, length, []));
    }

    /// <summary>The checksums of a page, up to an end.</summary>
    public PageSums SumsOf(long page, long end)
    {
        Span<byte> bytes = stackalloc byte[PageOverlay.PageSize];
        bytes.Clear();
        Read(page * PageOverlay.PageSize, bytes[..PageOverlay.LengthOf(page, end)]);
        return PageSums.Of(bytes);
    }

    /// <summary>Puts what was written on disk.</summary>
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

    /// <summary>States when the file was last written, as far as the system lets this user.</summary>
    public void SetWritten(DateTime time)
    {
        try
        {
            File.SetLastWriteTimeUtc(_handle, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Only its owner may state it.
        }
    }

    /// <summary>Takes the file for oneself, without waiting; false if others have it open.</summary>
    public bool TryLockAlone()
    {
        if (SystemFiles.TryLockAlone(_handle))
            return true;
        // Trying has given up the share.
        SystemFiles.TryLockShared(_handle);
        return false;
    }

    /// <summary>Takes a share of the lock again.</summary>
    public bool TryLockShared() => SystemFiles.TryLockShared(_handle);

    /// <summary>Gives up the lock; the file stays open.</summary>
    public void Unlock() => SystemFiles.Unlock(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private IOException Named(IOException failure) => new($"{Path}: {failure.Message}", failure);
}

/// <summary>What a step does to a disk.</summary>
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
/// <param name="Kind">What it does.</param>
/// <param name="Path">Which file.</param>
/// <param name="At">Where it writes, or the new length.</param>
/// <param name="Bytes">What it writes.</param>
internal sealed record StorageStep(StorageStepKind Kind, string Path, long At, byte[] Bytes);
