namespace DelayedArrays;

/// <summary>Reads the lines of a text into a buffer of fixed size, without creating strings.</summary>
internal sealed class MatrixMarketLines(Stream stream, string file)
{
    private const int BufferSize = 1 << 16;
    private const byte Comment = (byte)'%';

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Number of the last line read; the first line is 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line of any kind, without its line end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest[searched..].IndexOf((byte)'\n') is >= 0 and var found ? searched + found : -1;
            if (length < 0 && !_atEnd)
            {
                searched = Fill(rest.Length);
                continue;
            }
            if (length < 0 && rest.IsEmpty)
            {
                line = default;
                return false;
            }
            Number++;
            line = length < 0 ? rest : rest[..length];
            _start += Math.Min(line.Length + 1, rest.Length);
            return true;
        }
    }

    /// <summary>Reads the next line that is neither blank nor a comment, and trims it.</summary>
    public bool TryReadData(out ReadOnlySpan<byte> line)
    {
        while (TryRead(out line))
        {
            line = line.Trim(" \t\r\f\v"u8);
            if (!line.IsEmpty && line[0] != Comment)
                return true;
        }
        return false;
    }

    /// <summary>Takes the next word from the front of a line; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        var start = 0;
        while (start < line.Length && IsBlank(line[start]))
            start++;
        var end = start;
        while (end < line.Length && !IsBlank(line[end]))
            end++;
        var word = line[start..end];
        line = line[end..];
        return word;
    }

    /// <summary>Makes the exception for a problem in the current line.</summary>
    public ArrayFormatException Error(string problem, Exception? inner = null) => new(file, null, $"line {Number}: {problem}", inner);

    /// <summary>Makes the exception for a problem of the whole file.</summary>
    public ArrayFormatException FileError(string problem, Exception? inner = null) => new(file, null, problem, inner);

    private static bool IsBlank(byte character) => character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    /// <summary>
    /// Moves the unread bytes to the front and reads more. Returns the number of bytes known to contain no line end.
    /// </summary>
    private int Fill(int left)
    {
        _buffer.AsSpan(_start, left).CopyTo(_buffer);
        _start = 0;
        if (left == BufferSize)
        {
            if (_buffer[0] != Comment)
            {
                Number++;
                throw Error($"the line is longer than {BufferSize} bytes");
            }
            // The content of a long comment does not matter. One byte marks the line as a comment.
            left = 1;
        }
        _end = left;
        try
        {
            var count = stream.Read(_buffer, left, BufferSize - left);
            _atEnd = count == 0;
            _end += count;
        }
        catch (InvalidDataException e)
        {
            throw FileError($"the compressed data is damaged: {e.Message}", e);
        }
        return left;
    }
}
