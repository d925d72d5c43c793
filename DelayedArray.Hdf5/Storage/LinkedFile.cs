namespace DelayedArrays.Hdf5;

/// <summary>
/// A file that the library opens for editing because it follows a link out of a file that is being changed. It stays as it is: a change
/// covers one file, wholly or not at all. Writes to it are discarded, and the change is refused.
/// </summary>
internal sealed class LinkedFile : DriverFile
{
    // The library notes in the superblock of some files that they are open. Nothing else may be written. A superblock starts at a
    // multiple of 512.
    private const int LargestSuperblock = 96;
    private const int SuperblockStep = 512;

    private readonly SnapshotFile _file;
    private readonly Dictionary<long, byte[]> _head = [];

    private LinkedFile(SnapshotFile file) => _file = file;

    /// <inheritdoc/>
    public override string Path => _file.Path;

    /// <inheritdoc/>
    public override int Descriptor => _file.Descriptor;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <summary>Whether the library tried to write more than that note.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether the library has closed the file, and so has written everything.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Opens the target of a link.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="edit">Whether the library asks to edit it.</param>
    /// <param name="from">The file that is being changed, which contains the link.</param>
    public static DriverFile Open(string path, bool edit, EditedFile? from)
    {
        var file = SnapshotFile.Open(path);
        if (!edit)
            return file;
        var linked = new LinkedFile(file);
        from?.Linked.Add(linked);
        return linked;
    }

    /// <inheritdoc/>
    public override void Read(long at, Span<byte> destination)
    {
        destination[_file.TryRead(at, destination)..].Clear();
        foreach (var (start, bytes) in _head)
        {
            var from = Math.Max(at, start);
            var to = Math.Min(at + destination.Length, start + bytes.Length);
            if (from < to)
                bytes.AsSpan((int)(from - start), (int)(to - from)).CopyTo(destination[(int)(from - at)..]);
        }
    }

    /// <inheritdoc/>
    public override void Write(long at, ReadOnlySpan<byte> bytes)
    {
        // An error here would leave the library with a file that it can neither write nor close.
        if (at % SuperblockStep != 0 || bytes.Length > LargestSuperblock)
            IsRefused = true;
        else
            _head[at] = bytes.ToArray();
    }

    /// <inheritdoc/>
    public override void Close()
    {
        IsClosed = true;
        _file.Close();
    }
}
