namespace DelayedArrays;

/// <summary>Opens and creates files, and says in plain words why that failed.</summary>
internal static class Hdf5FileOpener
{
    // The library's number for the format of its release 1.10.
    private const int V110 = 2;

    private static bool LocksAsUsual => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HDF5_USE_FILE_LOCKING"));

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Opens a file for reading; where the library takes a driver of ours, it goes on to show what it held.</summary>
    public static Hdf5Id OpenRead(string path)
    {
        CheckExists(path);
        // Others may have to be waited for, which is not to hold up the library.
        var snapshot = UsesDriver(path) ? OpenSnapshot(path) : null;
        using var _ = Hdf5Library.Enter();
        return snapshot is null ? OpenByLibrary(path, edit: false) : OpenByDriver(path, snapshot, H5F.ReadOnly);
    }

    /// <summary>Opens a file for changing it as it is.</summary>
    public static Hdf5Id OpenEdit(string path)
    {
        CheckExists(path);

        // The library would turn an empty file that may be written into an HDF5 file.
        if (!HasSignature(path)) throw NoSignature(path);
        using var _ = Hdf5Library.Enter();
        return OpenByLibrary(path, edit: true);
    }

    /// <summary>Opens a file for a change that is collected.</summary>
    public static Hdf5Id OpenEdit(EditedFile file)
    {
        if (!HasSignature(file.Path)) throw NoSignature(file.Path);
        using var _ = Hdf5Library.Enter();
        return OpenByDriver(file.Path, file, H5F.ReadWrite);
    }

    /// <summary>Whether files are read and changed through a driver of ours.</summary>
    /// <param name="path">Path of an HDF5 file.</param>
    public static bool UsesDriver(string path)
    {
        // Who has set how files are locked wants the library's own way.
        if (!LocksAsUsual || !HasSignature(path)) return false;
        using var _ = Hdf5Library.Enter();
        return H5FD.IsAvailable(path);
    }

    public static Hdf5Id Create(string path, bool overwrite, Hdf5Compatibility compatibility)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: cannot be created: it is a directory.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: cannot be created: there is no directory {folder}.");
        if (!overwrite && File.Exists(path)) throw new IOException($"{path}: exists already; ask for overwriting to replace it.");
        // What was left unfinished is of the file that is replaced.
        if (overwrite) File.Delete(ChangeJournal.PathFor(StoredFile.TargetOf(path)));
        using var _ = Hdf5Library.Enter();
        using var access = AccessList(path);
        var oldest = compatibility == Hdf5Compatibility.Earliest ? 0 : V110;
        new Hdf5Place(path, null).Ok(H5P.SetVersions(access, oldest, V110), "cannot choose the file format");
        var id = H5F.Create(path, overwrite ? H5F.Truncate : H5F.Exclusive, Hdf5Id.Default, access);
        return id >= 0 ? Hdf5Id.Own(id) : throw Denied(path, H5E.Descriptions(), "cannot be created");
    }

    private static Hdf5Id AccessList(string path)
    {
        var place = new Hdf5Place(path, null);
        var access = place.Id(H5P.CreateFor("FILE_ACCESS"), "cannot prepare opening");

        // Weak, since the library opens the targets of external links weakly and demands that all degrees of a file agree.
        place.Ok(H5P.SetCloseDegree(access, H5F.CloseWeak), "cannot prepare opening");

        // Locks stay on, but file systems that have none are no reason to fail. The user's own choice is left alone.
        if (LocksAsUsual && Hdf5Library.TryExport(out var _, "H5Pset_file_locking"))
        {
            place.Ok(H5P.SetFileLocking(access, use: true, ignoreWhenDisabled: true), "cannot prepare opening");
        }

        return access;
    }

    private static void CheckExists(string path)
    {
        if (Directory.Exists(path)) throw new ArrayFormatException(path, null, "is a directory; expected an HDF5 file");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file.", path);
    }

    private static Hdf5Id OpenByLibrary(string path, bool edit)
    {
        PendingJournal.Settle(StoredFile.TargetOf(path));
        using var access = AccessList(path);
        var id = H5F.Open(path, edit ? H5F.ReadWrite : H5F.ReadOnly, access);
        return id >= 0 ? Hdf5Id.Own(id) : throw OpenFailure(path, edit);
    }

    private static SnapshotFile OpenSnapshot(string path)
    {
        try
        {
            return SnapshotFile.Open(path);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UnauthorizedAccessException($"{path}: cannot be opened: permission denied.", failure);
        }
        catch (IOException failure) when (ChangeLock.SaysTaken(failure))
        {
            throw Locked(path, "cannot be opened");
        }
    }

    private static Hdf5Id OpenByDriver(string path, DriverFile file, uint flags)
    {
        using var access = AccessList(path);
        var id = H5FD.Open(path, file, flags, access);
        if (id >= 0) return Hdf5Id.Own(id);
        var failure = OpenFailure(path, flags == H5F.ReadWrite);
        file.Close();
        throw failure;
    }

    private static Exception OpenFailure(string path, bool edit)
    {
        var why = H5E.Descriptions();
        var denied = Denied(path, why, edit ? "cannot be opened for editing" : "cannot be opened");
        if (denied is not ArrayFormatException) return denied;
        if (!HasSignature(path)) return NoSignature(path);
        if (why.Find(static line => line.Contains("truncated file", StringComparison.Ordinal)) is { } truncated)
            return new ArrayFormatException(path, null, $"is a truncated HDF5 file, a part of it is missing ({truncated})");
        return denied;
    }

    private static ArrayFormatException NoSignature(string path)
        => new(path, null, "is not an HDF5 file (it has no HDF5 signature)");

    private static ArrayFormatException Describe(string path, List<string> why, string problem)
        => new ArrayFormatException(path, null, why.Count == 0 ? problem : $"{problem}: {why[0]}");

    private static Exception Denied(string path, List<string> why, string problem)
    {
        bool Says(string text) => why.Exists(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
        if (Says("Permission denied") || Says("Read-only file system"))
            return new UnauthorizedAccessException($"{path}: {problem}: permission denied.");
        if (Says("unable to lock file")) return Locked(path, problem);

        if (Says("already open"))
            return new IOException($"{path}: {problem}: this program has it open in another mode ({why[0]}).");
        return Describe(path, why, problem);
    }

    private static IOException Locked(string path, string problem) => new(
        $"{path}: {problem}: another program, or this one, has it open and locked (HDF5_USE_FILE_LOCKING=FALSE in the environment ignores locks).");

    /// <summary>Whether a file is an HDF5 file by its signature.</summary>
    public static bool HasSignature(string path) => SignatureAt(path) >= 0;

    /// <summary>Where the superblock starts: at 0, or behind a user block of 512, 1024, 2048 ... bytes; -1 if there is none.</summary>
    public static long SignatureAt(string path)
    {
        try
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
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
            // Then the library's own words have to do.
            return 0;
        }

        return -1;
    }
}
