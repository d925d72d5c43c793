namespace DelayedArrays.Zarr;

/// <summary>Writes a new zip file under a temporary name. A rename puts it in place.</summary>
internal sealed class NewZipFile : ZipAppender
{
    private readonly string _path;
    private readonly string _partial;
    private readonly FileVersion _found;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The full path that it will have.</param>
    /// <param name="found">The version of the file that it replaces.</param>
    public NewZipFile(string path, FileVersion found)
        : this(path, TemporaryNames.Begin(path), found)
    {
    }

    private NewZipFile(string path, string partial, FileVersion found)
        : base(System.IO.File.OpenHandle(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), 0)
    {
        _path = path;
        _partial = partial;
        _found = found;
    }

    /// <inheritdoc/>
    public override bool Has(ZipEntry entry) => IsNew(entry);

    /// <inheritdoc/>
    protected override void MakeRoom(long end)
    {
        // The file grows as it is written.
    }

    /// <inheritdoc/>
    protected override void Finish(IReadOnlyCollection<ZipEntry> entries)
    {
        var directory = new ZipDirectoryWriter(File, End);
        foreach (var entry in entries)
            directory.Add(entry);
        directory.Finish([]);
        RandomAccess.FlushToDisk(File);
        if (FileVersion.Of(_path) is var there && there != _found && there.Exists)
            throw new ConcurrentChangeException("it was written by someone else meanwhile, and stays as it is now");
        System.IO.File.Move(_partial, _path, overwrite: true);
    }

    /// <inheritdoc/>
    protected override void Undo() => PartialFile.TryDelete(_partial);
}
