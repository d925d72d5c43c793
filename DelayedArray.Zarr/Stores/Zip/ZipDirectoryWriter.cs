using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DelayedArrays;

/// <summary>Writes a central directory into a file.</summary>
internal sealed class ZipDirectoryWriter
{
    private const int PieceLength = 1 << 19;

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly SafeFileHandle _file;
    private readonly long _start;
    private long _at;
    private long _entries;

    /// <summary>Begins a directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where in it the directory begins.</param>
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

    /// <summary>Adds an entry as another directory has it.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        _buffer.Write(record);
        Added();
    }

    /// <summary>Writes the records that end the file.</summary>
    /// <param name="comment">What the file says of itself.</param>
    /// <returns>Where the file ends.</returns>
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
