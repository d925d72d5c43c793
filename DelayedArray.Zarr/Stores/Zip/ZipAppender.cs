using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// Writes values behind each other into a file that becomes a zip file. Places are given out under a lock, the bytes are written by
/// many threads at once; the directory makes them a part of the zip file.
/// </summary>
internal abstract class ZipAppender : IDisposable
{
    private readonly Lock _lock = new();
    private readonly long _start;
    private bool _isComplete;

    /// <summary>Begins to write.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The first byte that is free.</param>
    protected ZipAppender(SafeFileHandle file, long start)
    {
        File = file;
        _start = start;
        End = start;
    }

    /// <summary>The file.</summary>
    protected SafeFileHandle File { get; }

    /// <summary>The next byte that is free.</summary>
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

    /// <summary>Appends what an entry has, as it is compressed, under another name.</summary>
    /// <param name="entry">An entry that was located.</param>
    /// <param name="name">The name.</param>
    public ZipEntry Copy(ZipEntry entry, string name)
    {
        var copy = Place(Renamed(entry, name));
        new FileWindow(entry.File, entry.DataOffset, entry.CompressedLength).CopyTo(File, copy.DataOffset);
        return copy;
    }

    /// <summary>Gives an entry another name: in place where the header has room for it, as a copy where not.</summary>
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

    /// <summary>Whether an entry needs to be copied to be in the zip file that is made.</summary>
    public abstract bool Has(ZipEntry entry);

    /// <summary>Makes a zip file of these entries, all of which are in the file.</summary>
    /// <exception cref="ConcurrentChangeException">Somebody else has changed it meanwhile; it stays as it is.</exception>
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

    /// <summary>Whether an entry was written by this object.</summary>
    protected bool IsNew(ZipEntry entry) => entry.File == File && entry.HeaderOffset >= _start;

    /// <summary>Sees to it that bytes up to an offset can be written. The lock is held.</summary>
    protected abstract void MakeRoom(long end);

    /// <summary>Writes the directory and makes it that of the zip file. The lock is held.</summary>
    protected abstract void Finish(IReadOnlyCollection<ZipEntry> entries);

    /// <summary>Leaves what was there before.</summary>
    protected abstract void Undo();

    private static ZipEntry Renamed(ZipEntry entry, string name, long headerOffset = 0) => new()
    {
        File = entry.File,
        Name = name,
        // Of the old flags only those that tell how hard deflate tried; there is no descriptor after the data.
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
