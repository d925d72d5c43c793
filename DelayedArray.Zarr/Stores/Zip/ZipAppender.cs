using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>
/// Writes a zip file from front to end under a name of its own. Places are given out under a lock, the bytes are written by
/// many threads at once; the directory makes them a zip file, and a rename puts it where it is wanted.
/// </summary>
internal sealed class ZipAppender : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SafeFileHandle _file;
    private readonly string _partial;
    private long _end;
    private bool _complete;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Full path of what it will become.</param>
    public ZipAppender(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        _partial = TemporaryNames.Begin(path);
        _file = File.OpenHandle(_partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Appends a value.</summary>
    public ZipEntry Append(string name, ReadOnlySpan<byte> value)
    {
        var entry = Place(new ZipEntry
        {
            File = _file,
            Name = name,
            Flags = ZipHeaders.NameFlags(name),
            Crc = Crc32.Compute(value),
            CompressedLength = value.Length,
            Length = value.Length,
        });
        RandomAccess.Write(_file, value, entry.DataOffset);
        return entry;
    }

    /// <summary>Appends what an entry has, as it is compressed, under another name.</summary>
    /// <param name="entry">An entry that was located.</param>
    /// <param name="name">The name.</param>
    public ZipEntry Copy(ZipEntry entry, string name)
    {
        var copy = Place(Renamed(entry, name));
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            for (long done = 0; done < entry.CompressedLength;)
            {
                var wanted = (int)Math.Min(buffer.Length, entry.CompressedLength - done);
                var read = RandomAccess.Read(entry.File, buffer.AsSpan(0, wanted), entry.DataOffset + done);
                if (read == 0)
                    throw new EndOfStreamException($"'{entry.Name}' was cut short while it was copied.");
                RandomAccess.Write(_file, buffer.AsSpan(0, read), copy.DataOffset + done);
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return copy;
    }

    /// <summary>Gives an entry another name: in place where the header has room for it, as a copy where not.</summary>
    public ZipEntry Rename(ZipEntry entry, string name)
    {
        if (entry.File != _file)
            return Copy(entry, name);
        var renamed = Renamed(entry, name, entry.HeaderOffset);
        if (ZipHeaders.Local(renamed, (int)(entry.DataOffset - entry.HeaderOffset)) is not { } header)
            return Copy(entry, name);
        RandomAccess.Write(_file, header, entry.HeaderOffset);
        renamed.DataOffset = entry.DataOffset;
        return renamed;
    }

    /// <summary>Whether an entry is in this file.</summary>
    public bool Has(ZipEntry entry) => entry.File == _file;

    /// <summary>Writes the directory and puts the file where it is wanted.</summary>
    public void Complete(string path, IEnumerable<ZipEntry> entries)
    {
        lock (_lock)
        {
            var at = _end;
            long count = 0;
            var buffer = new ArrayBufferWriter<byte>(1 << 20);
            foreach (var entry in entries)
            {
                ZipHeaders.Central(entry, buffer);
                count++;
                if (buffer.WrittenCount > 1 << 19)
                    Flush(buffer, ref at);
            }
            Flush(buffer, ref at);
            RandomAccess.Write(_file, ZipHeaders.End(count, _end, at - _end), at);
            RandomAccess.FlushToDisk(_file);
            File.Move(_partial, path, overwrite: true);
            _complete = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (!_complete)
            PartialFile.TryDelete(_partial);
    }

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
            ObjectDisposedException.ThrowIf(_complete, this);
            offset = _end;
            _end += header.Length + draft.CompressedLength;
        }
        RandomAccess.Write(_file, header, offset);
        return new ZipEntry
        {
            File = _file,
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

    private void Flush(ArrayBufferWriter<byte> buffer, ref long at)
    {
        RandomAccess.Write(_file, buffer.WrittenSpan, at);
        at += buffer.WrittenCount;
        buffer.ResetWrittenCount();
    }
}
