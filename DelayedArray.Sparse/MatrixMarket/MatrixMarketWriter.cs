using System.Buffers.Text;
using System.Text;

namespace DelayedArrays;

/// <summary>Writes the entries of a sparse matrix as lines of a Matrix Market file.</summary>
internal sealed class MatrixMarketWriter<T, TText>(Stream stream, CancellationToken cancellation)
    where T : unmanaged
    where TText : struct, IValueText<T>
{
    private const int BufferSize = 1 << 16;

    /// <summary>Bytes that suffice for two 64-bit numbers and any value.</summary>
    private const int LongestLine = 128;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _used;

    public void Write(SparseMatrix<T> matrix)
    {
        var hasValues = TText.Field != MatrixMarketField.Pattern;
        var entries = hasValues ? matrix.SumDuplicates() : matrix.SumDuplicates().Prune();
        WriteHeader(entries);
        var isCsr = entries.Layout == SparseLayout.Csr;
        for (var line = 0L; line < entries.LineCount; line++)
        {
            var stored = entries.Line(line);
            for (var k = 0; k < stored.Count; k++)
            {
                var (row, column) = isCsr ? (line, stored.Index(k)) : (stored.Index(k), line);
                WriteEntry(row + 1, column + 1, stored.Values[k], hasValues);
            }
        }
        Flush();
    }

    private void WriteHeader(SparseMatrix<T> matrix)
    {
        var field = TText.Field.ToString().ToLowerInvariant();
        var header = $"%%MatrixMarket matrix coordinate {field} general\n{matrix.Rows} {matrix.Columns} {matrix.NonZeroCount}\n";
        _used = Encoding.ASCII.GetBytes(header, _buffer);
    }

    private void WriteEntry(long row, long column, T value, bool hasValues)
    {
        if (_used > BufferSize - LongestLine)
            Flush();
        WriteNumber(row);
        _buffer[_used++] = (byte)' ';
        WriteNumber(column);
        if (hasValues)
        {
            _buffer[_used++] = (byte)' ';
            _used += TText.Format(value, _buffer.AsSpan(_used));
        }
        _buffer[_used++] = (byte)'\n';
    }

    private void WriteNumber(long number)
    {
        _ = Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out var length);
        _used += length;
    }

    private void Flush()
    {
        cancellation.ThrowIfCancellationRequested();
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
