namespace DelayedArrays.Hdf5;

/// <summary>Opens or creates a file, and explains failures in plain words.</summary>
/// <param name="Path">Path of the file.</param>
internal readonly record struct Hdf5FileOpener(string Path)
{
    // The library's number for the file format of release 1.10.
    private const int V110 = 2;

    private static bool LocksAsUsual => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HDF5_USE_FILE_LOCKING"));

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Opens a file for reading. With our driver, the file keeps showing its content as of this moment.</summary>
    public Hdf5Id OpenRead()
    {
        CheckExists();
        // This may wait for other programs, so it happens before the library is locked.
        var snapshot = UsesDriver ? OpenSnapshot() : null;
        using var _ = Hdf5Library.Enter();
        return snapshot is null ? OpenByLibrary(edit: false) : OpenByDriver(snapshot, H5F.ReadOnly);
    }

    /// <summary>Opens a file for editing in place.</summary>
    public Hdf5Id OpenEdit()
    {
        CheckExists();

        // The library would turn an empty writable file into an HDF5 file.
        if (!HasSignature)
            throw NoSignature();
        using var _ = Hdf5Library.Enter();
        return OpenByLibrary(edit: true);
    }

    /// <summary>Opens a file for a collected change.</summary>
    public static Hdf5Id OpenEdit(EditedFile file)
    {
        var opener = new Hdf5FileOpener(file.Path);
        if (!opener.HasSignature)
            throw opener.NoSignature();
        using var _ = Hdf5Library.Enter();
        return opener.OpenByDriver(file, H5F.ReadWrite);
    }

    /// <summary>Whether our driver reads and changes the file.</summary>
    public bool UsesDriver
    {
        get
        {
            // A user who has configured file locking wants the library's own locks.
            if (!LocksAsUsual || !HasSignature)
                return false;
            using var _ = Hdf5Library.Enter();
            return H5FD.IsAvailable(Path);
        }
    }

    public Hdf5Id Create(bool overwrite, Hdf5Compatibility compatibility)
    {
        if (Directory.Exists(Path))
            throw new IOException($"{Path}: cannot be created: it is a directory.");
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{Path}: cannot be created: there is no directory {folder}.");
        if (!overwrite && File.Exists(Path))
            throw new IOException($"{Path}: exists already; allow overwriting to replace it.");
        // An unfinished change belongs to the file that is being replaced.
        if (overwrite)
            File.Delete(ChangeJournal.PathFor(StoredFile.TargetOf(Path)));
        using var _ = Hdf5Library.Enter();
        using var access = AccessList();
        var oldest = compatibility == Hdf5Compatibility.Earliest ? 0 : V110;
        new Hdf5Location(Path, null).Ok(H5P.SetVersions(access, oldest, V110), "cannot choose the file format");
        var id = H5F.Create(Path, overwrite ? H5F.Truncate : H5F.Exclusive, Hdf5Id.Default, access);
        return id >= 0 ? Hdf5Id.Own(id) : throw Denied(H5E.Descriptions(), "cannot be created");
    }

    private Hdf5Id AccessList()
    {
        var location = new Hdf5Location(Path, null);
        var access = location.Id(H5P.CreateFor("FILE_ACCESS"), "cannot prepare opening");

        // The degree is weak because the library opens the targets of external links weakly, and all degrees of one file must agree.
        location.Ok(H5P.SetCloseDegree(access, H5F.CloseWeak), "cannot prepare opening");

        // Locks stay on, but a file system without locks is not an error. The user's own setting takes precedence.
        if (LocksAsUsual && Hdf5Library.TryExport(out var _, "H5Pset_file_locking"))
        {
            location.Ok(H5P.SetFileLocking(access, use: true, ignoreWhenDisabled: true), "cannot prepare opening");
        }
        return access;
    }

    private void CheckExists()
    {
        if (Directory.Exists(Path))
            throw new ArrayFormatException(Path, null, "is a directory; expected an HDF5 file");
        if (!File.Exists(Path))
            throw new FileNotFoundException($"{Path}: there is no such file.", Path);
    }

    private Hdf5Id OpenByLibrary(bool edit)
    {
        new PendingJournal(StoredFile.TargetOf(Path)).Settle();
        using var access = AccessList();
        var id = H5F.Open(Path, edit ? H5F.ReadWrite : H5F.ReadOnly, access);
        return id >= 0 ? Hdf5Id.Own(id) : throw OpenFailure(edit);
    }

    private SnapshotFile OpenSnapshot()
    {
        try
        {
            return SnapshotFile.Open(Path);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UnauthorizedAccessException($"{Path}: cannot be opened: permission denied.", failure);
        }
        catch (IOException failure) when (ChangeLock.IsTaken(failure))
        {
            throw Locked("cannot be opened");
        }
    }

    private Hdf5Id OpenByDriver(DriverFile file, uint flags)
    {
        using var access = AccessList();
        var id = H5FD.Open(Path, file, flags, access);
        if (id >= 0)
            return Hdf5Id.Own(id);
        var failure = OpenFailure(flags == H5F.ReadWrite);
        file.Close();
        throw failure;
    }

    private Exception OpenFailure(bool edit)
    {
        var why = H5E.Descriptions();
        var denied = Denied(why, edit ? "cannot be opened for editing" : "cannot be opened");
        if (denied is not ArrayFormatException)
            return denied;
        if (!HasSignature)
            return NoSignature();
        if (why.Find(static line => line.Contains("truncated file", StringComparison.Ordinal)) is { } truncated)
            return new ArrayFormatException(Path, null, $"is a truncated HDF5 file, a part of it is missing ({truncated})");
        return denied;
    }

    private ArrayFormatException NoSignature() =>
         new(Path, null, "is not an HDF5 file (it has no HDF5 signature)");

    private ArrayFormatException Describe(List<string> why, string problem) =>
        new(Path, null, why.Count == 0 ? problem : $"{problem}: {why[0]}");

    private Exception Denied(List<string> why, string problem)
    {
        bool Says(string text) => why.Exists(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
        if (Says("Permission denied") || Says("Read-only file system"))
            return new UnauthorizedAccessException($"{Path}: {problem}: permission denied.");
        if (Says("unable to lock file"))
            return Locked(problem);

        if (Says("already open"))
            return new IOException($"{Path}: {problem}: this program has it open in another mode ({why[0]}).");
        return Describe(why, problem);
    }

    private IOException Locked(string problem) => new(
        $"{Path}: {problem}: another program, or this one, has it open and locked (HDF5_USE_FILE_LOCKING=FALSE in the environment ignores locks).");

    /// <summary>Whether the file has the HDF5 signature.</summary>
    public bool HasSignature => SignatureAt() >= 0;

    /// <summary>
    /// Where the superblock starts: at 0, or after a user block of 512, 1024, 2048 ... bytes; -1 if there is none. 0 if the file cannot
    /// be read.
    /// </summary>
    public long SignatureAt()
    {
        try
        {
            using var file = File.Open(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> found = stackalloc byte[8];
            for (long at = 0; at + found.Length <= file.Length; at = at == 0 ? 512 : at * 2)
            {
                file.Position = at;
                if (file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length
                    && found.SequenceEqual(Signature))
                {
                    return at;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In this case, the library's own message must suffice.
            return 0;
        }
        return -1;
    }
}
