using Microsoft.Win32.SafeHandles;

namespace DelayedArrays.Zarr;

/// <summary>Reads a part of a file sequentially through one buffer.</summary>
internal sealed class FileWindow(SafeFileHandle file, long offset, long length)
{
    // The buffer holds the longest possible entry of a central directory: three fields of 64 KiB and the fixed part.
    private readonly byte[] _buffer = new byte[Math.Min(length, 1 << 18)];
    private int _start;
    private int _end;
    private long _offset = offset;
    private long _unread = length;

    /// <summary>The number of bytes not taken yet.</summary>
    public long Remaining => _unread + _end - _start;

    /// <summary>Takes the next bytes. They are valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The file has been truncated.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _start < count)
            Fill(count);
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    /// <summary>Copies the remaining bytes to another file, or to another place in the same file.</summary>
    /// <exception cref="EndOfStreamException">The file has been truncated.</exception>
    public void CopyTo(SafeFileHandle target, long offset)
    {
        while (Remaining > 0)
        {
            var piece = Take((int)Math.Min(Remaining, _buffer.Length));
            RandomAccess.Write(target, piece, offset);
            offset += piece.Length;
        }
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_end, (int)Math.Min(_buffer.Length - _end, _unread)), _offset);
            if (read == 0)
                throw new EndOfStreamException("The file was truncated while it was read.");
            _offset += read;
            _unread -= read;
            _end += read;
        }
    }
}
