namespace DelayedArrays;

/// <summary>Goes over the lines of a text in a buffer of fixed size, without strings.</summary>
internal sealed class MatrixMarketLines(Stream stream, string file)
{
    private const int BufferSize = 1 << 16;
    private const byte Comment = (byte)'%';

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Number of the last line read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end, whatever is in it.</summary>
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

    /// <summary>The next line that is neither blank nor a comment, without blanks around it.</summary>
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

    /// <summary>Takes the next word off the front of a line; empty where there is none.</summary>
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

    /// <summary>What is wrong, with file and line.</summary>
    public ArrayFormatException Error(string problem, Exception? inner = null) => new(file, null, $"line {Number}: {problem}", inner);

    /// <summary>What is wrong with the whole file.</summary>
    public ArrayFormatException FileError(string problem, Exception? inner = null) => new(file, null, problem, inner);

    private static bool IsBlank(byte character) => character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    /// <summary>Reads on behind what is left, which goes to the front; gives how much is known to hold no line end.</summary>
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
            // The rest of a long comment tells nothing; it stays a comment.
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
