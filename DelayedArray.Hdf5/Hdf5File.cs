namespace DelayedArrays;

/// <summary>
/// An open HDF5 file. Disposing it closes everything that was opened through it. All members are safe to call from several threads; the
/// HDF5 library serves one at a time.
/// </summary>
public sealed class Hdf5File : IDisposable
{
    private readonly Hdf5Id _id;
    private EditedFile? _edited;

    private Hdf5File(string path, Hdf5Id id, bool canWrite)
    {
        Path = path;
        _id = id;
        CanWrite = canWrite;
        Root = Hdf5Object.Open<Hdf5Group>(this, _id, "/", "/");
    }

    /// <summary>The version of the HDF5 library in use.</summary>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static Version LibraryVersion
    {
        get
        {
            using var _ = Hdf5Library.Enter();
            return Hdf5Library.Version;
        }
    }

    /// <summary>The file or name from which the HDF5 library was loaded.</summary>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static string LibraryLocation
    {
        get
        {
            using var _ = Hdf5Library.Enter();
            return Hdf5Library.Location;
        }
    }

    /// <summary>The path with which the file was opened.</summary>
    public string Path { get; }

    /// <summary>Whether the file was created or opened for editing.</summary>
    public bool CanWrite { get; }

    /// <summary>The root group.</summary>
    public Hdf5Group Root { get; }

    internal bool IsDisposed => _id.IsClosed;

    /// <summary>Whether a file starts with the HDF5 signature. True if the file exists but cannot be read.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool IsHdf5(string path) => System.IO.File.Exists(path) && new Hdf5FileOpener(path).HasSignature;

    /// <summary>Opens a file for reading. One file may be open any number of times.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The path is a directory, or the file is not HDF5, truncated or damaged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="IOException">Another program has the file locked.</exception>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static Hdf5File OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path, new Hdf5FileOpener(path).OpenRead(), canWrite: false);
    }

    /// <summary>Opens a file for reading and editing.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The path is a directory, or the file is not HDF5, truncated or damaged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="IOException">Another program has locked the file, or this program has it open for reading.</exception>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static Hdf5File OpenEdit(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path, new Hdf5FileOpener(path).OpenEdit(), canWrite: true);
    }

    /// <summary>Creates a file with an empty root group and opens it for editing.</summary>
    /// <param name="path">Path of the file. Its directory must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="compatibility">Which releases of the HDF5 library must be able to read the file.</param>
    /// <exception cref="IOException">The file exists and must not be overwritten, is open, or cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory or file may not be written.</exception>
    /// <exception cref="DllNotFoundException">There is no usable HDF5 library; the message says how to get one.</exception>
    public static Hdf5File Create(
        string path, bool overwrite = false, Hdf5Compatibility compatibility = Hdf5Compatibility.Earliest)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Hdf5File(path, new Hdf5FileOpener(path).Create(overwrite, compatibility), canWrite: true);
    }

    /// <summary>Opens a group or dataset. Soft and external links are followed.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or a link on the way leads nowhere.</exception>
    public Hdf5Object Open(string path) => Root.Open(path);

    /// <summary>Opens a group.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is not a group.</exception>
    public Hdf5Group OpenGroup(string path) => Root.OpenGroup(path);

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <exception cref="ArrayFormatException">There is no such object, or it is not a dataset.</exception>
    public Hdf5Dataset OpenDataset(string path) => Root.OpenDataset(path);

    /// <summary>Whether a path leads to an object. False for a link that leads nowhere.</summary>
    /// <param name="path">A path from the root.</param>
    public bool Exists(string path) => Root.Exists(path);

    /// <summary>Writes all pending data to the file.</summary>
    /// <exception cref="ArrayFormatException">Writing failed.</exception>
    public void Flush()
    {
        using var _ = Enter();
        Location(null).Ok(H5F.Flush(_id, H5F.FlushGlobal), "cannot be written");
    }

    /// <summary>Closes the file and everything that was opened through it.</summary>
    public unsafe void Dispose()
    {
        if (_id.IsClosed)
            return;
        using var gate = Hdf5Library.Enter();
        if (_id.IsClosed)
            return;
        var count = (int)H5F.ObjectCount(_id, H5F.LocalObjects);
        var ids = new long[Math.Max(count, 1)];
        fixed (long* first = ids)
            count = (int)H5F.ObjectIds(_id, H5F.LocalObjects, count, first);
        for (var k = 0; k < count; k++)
            _ = H5I.Release(ids[k]);
        Root.Dispose();
        _id.Dispose();
    }

    internal Lock.Scope Enter()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _edited?.ThrowIfFailed();
        var scope = Hdf5Library.Enter();
        H5FD.WorkOn(_edited);
        return scope;
    }

    internal Hdf5Location Location(string? path) => new(Path, path);

    /// <summary>Opens a file for a collected change. What the library writes while it opens the file is part of the change.</summary>
    internal static Hdf5File OpenEdit(EditedFile file)
    {
        var opened = new Hdf5File(file.Path, Hdf5FileOpener.OpenEdit(file), canWrite: true) { _edited = file };
        file.Opened();
        return opened;
    }
}
