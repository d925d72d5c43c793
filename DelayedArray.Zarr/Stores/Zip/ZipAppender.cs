using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>
/// Appends values to a file that becomes a zip file. A lock assigns each value its place; many threads then write their bytes at once.
/// The directory finally makes the values part of the zip file.
/// </summary>
internal abstract class ZipAppender : IDisposable
{
    private readonly Lock _lock = new();
    private readonly long _start;
    private bool _isComplete;

    /// <summary>Starts appending.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The first free byte.</param>
    protected ZipAppender(SafeFileHandle file, long start)
    {
        File = file;
        _start = start;
        End = start;
    }

    /// <summary>The file.</summary>
    protected SafeFileHandle File { get; }

    /// <summary>The next free byte.</summary>
    protected long End { get; private set; }

    /// <summary>Appends a value.</summary>
    public ZipEntry Append(string name, ReadOnlySpan<byte> value)
    {
        var entry = Place(new ZipEntry
        {
            File = File,
            Name = name,
            Flags = ZipHeaders.NameFlags(name),
            Crc = Crc32.HashToUInt32(value),
            CompressedLength = value.Length,
            Length = value.Length,
        });
        RandomAccess.Write(File, value, entry.DataOffset);
        return entry;
    }

    /// <summary>Appends the compressed data of an entry under another name.</summary>
    /// <param name="entry">An entry whose data were located.</param>
    /// <param name="name">The name.</param>
    public ZipEntry Copy(ZipEntry entry, string name)
    {
        var copy = Place(Renamed(entry, name));
        new FileWindow(entry.File, entry.DataOffset, entry.CompressedLength).CopyTo(File, copy.DataOffset);
        return copy;
    }

    /// <summary>Renames an entry: in place if the name fits its header, otherwise as a copy.</summary>
    public ZipEntry Rename(ZipEntry entry, string name)
    {
        if (!IsNew(entry))
            return Copy(entry, name);
        var renamed = Renamed(entry, name, entry.HeaderOffset);
        if (ZipHeaders.Local(renamed, (int)(entry.DataOffset - entry.HeaderOffset)) is not { } header)
            return Copy(entry, name);
        RandomAccess.Write(File, header, entry.HeaderOffset);
        renamed.DataOffset = entry.DataOffset;
        return renamed;
    }

    /// <summary>Whether the new zip file already contains the data of an entry, so that it need not be copied.</summary>
    public abstract bool Has(ZipEntry entry);

    /// <summary>Completes a zip file of these entries, all of which are in the file.</summary>
    /// <exception cref="ConcurrentChangeException">Someone else has changed the file. It stays as they left it.</exception>
    public void Complete(IReadOnlyCollection<ZipEntry> entries)
    {
        lock (_lock)
        {
            Finish(entries);
            _isComplete = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isComplete)
            Undo();
        File.Dispose();
    }

    /// <summary>Whether this object wrote an entry.</summary>
    protected bool IsNew(ZipEntry entry) => entry.File == File && entry.HeaderOffset >= _start;

    /// <summary>Makes room for bytes up to an offset. The lock is held.</summary>
    protected abstract void MakeRoom(long end);

    /// <summary>Writes the directory and makes it the valid one. The lock is held.</summary>
    protected abstract void Finish(IReadOnlyCollection<ZipEntry> entries);

    /// <summary>Restores the old state.</summary>
    protected abstract void Undo();

    private static ZipEntry Renamed(ZipEntry entry, string name, long headerOffset = 0) => new()
    {
        File = entry.File,
        Name = name,
        // Only the flags that tell deflate's effort are kept; the copy has no descriptor after the data.
        Flags = (ushort)((entry.Flags & 0b110) | ZipHeaders.NameFlags(name)),
        Method = entry.Method,
        Crc = entry.Crc,
        CompressedLength = entry.CompressedLength,
        Length = entry.Length,
        HeaderOffset = headerOffset,
    };

    private ZipEntry Place(ZipEntry draft)
    {
        var header = ZipHeaders.Local(draft);
        long offset;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isComplete, this);
            offset = End;
            var end = End + header.Length + draft.CompressedLength;
            MakeRoom(end);
            End = end;
        }
        RandomAccess.Write(File, header, offset);
        return new ZipEntry
        {
            File = File,
            Name = draft.Name,
            Flags = draft.Flags,
            Method = draft.Method,
            Crc = draft.Crc,
            CompressedLength = draft.CompressedLength,
            Length = draft.Length,
            HeaderOffset = offset,
            DataOffset = offset + header.Length,
        };
    }
}
