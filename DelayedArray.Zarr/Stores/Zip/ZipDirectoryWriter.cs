using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>Writes a central directory into a file.</summary>
internal sealed class ZipDirectoryWriter
{
    private const int PieceLength = 1 << 19;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly SafeFileHandle _file;
    private readonly long _start;
    private long _at;
    private long _entries;

    /// <summary>Starts a directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the directory begins in the file.</param>
    public ZipDirectoryWriter(SafeFileHandle file, long start)
    {
        _file = file;
        _start = start;
        _at = start;
    }

    /// <summary>Adds an entry.</summary>
    public void Add(ZipEntry entry)
    {
        ZipHeaders.Central(entry, _buffer);
        Added();
    }

    /// <summary>Adds the record of an entry from another directory.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        _buffer.Write(record);
        Added();
    }

    /// <summary>Writes the end records of the file.</summary>
    /// <param name="comment">The comment of the zip file.</param>
    /// <returns>The end of the file.</returns>
    public long Finish(ReadOnlySpan<byte> comment)
    {
        var length = _at + _buffer.WrittenCount - _start;
        _buffer.Write(ZipHeaders.End(_entries, _start, length, comment));
        Flush();
        return _at;
    }

    private void Added()
    {
        _entries++;
        if (_buffer.WrittenCount > PieceLength)
            Flush();
    }

    private void Flush()
    {
        RandomAccess.Write(_file, _buffer.WrittenSpan, _at);
        _at += _buffer.WrittenCount;
        _buffer.ResetWrittenCount();
    }
}
