using System.Buffers.Text;

namespace DelayedArrays;

/// <summary>Reads the entries of a Matrix Market file into a sparse matrix.</summary>
internal sealed class MatrixMarketReader<T, TText>(MatrixMarketLines lines, SparseLayout layout, CancellationToken cancellation)
    where T : unmanaged
    where TText : struct, IValueText<T>
{
    private const int BatchSize = 4096;

    private readonly long[] _rows = new long[BatchSize];
    private readonly long[] _columns = new long[BatchSize];
    private readonly T[] _values = new T[BatchSize];
    private int _count;
    private CoordinateBuffer<T>? _buffer;
    private MatrixMarketHeader _header = null!;

    /// <summary>Reads a whole file.</summary>
    public SparseMatrix<T> Read()
    {
        _header = MatrixMarketHeader.Read(lines);
        CheckShape();
        _buffer = CoordinateBuffer<T>.Create(_header.Shape, layout);
        if (_header.IsArray)
            ReadElements();
        else
            ReadCoordinates();
        if (lines.TryReadData(out _))
            throw lines.Error($"there are more entries than the {_header.Entries} that the size line states");
        Flush();
        CheckMemory();
        return SparseMatrix.FromBuffer(_buffer, _header.Shape, layout, dropZeros: false);
    }

    private void ReadCoordinates()
    {
        var hasValues = _header.Field != MatrixMarketField.Pattern;
        for (var entry = 0L; entry < _header.Entries; entry++)
        {
            var line = NextLine(entry);
            var row = ReadIndex(ref line, _header.Shape[0], "row");
            var column = ReadIndex(ref line, _header.Shape[1], "column");
            var value = hasValues ? ReadValue(ref line) : TText.One;
            if (!MatrixMarketLines.Word(ref line).IsEmpty)
                throw lines.Error($"too many numbers; expected row, column{(hasValues ? " and value" : " alone")}");
            Add(row, column, value);
        }
    }

    /// <summary>Reads elements column by column: all of them, or the lower triangle.</summary>
    private void ReadElements()
    {
        var entry = 0L;
        for (var column = 0L; entry < _header.Entries; column++)
        {
            var first = _header.Symmetry switch
            {
                MatrixMarketSymmetry.General => 0,
                MatrixMarketSymmetry.Symmetric => column,
                _ => column + 1,
            };
            for (var row = first; row < _header.Shape[0]; row++)
            {
                var line = NextLine(entry++);
                var value = ReadValue(ref line);
                if (!MatrixMarketLines.Word(ref line).IsEmpty)
                    throw lines.Error("there is more than one number; expected one element");
                if (!ZeroFacts.IsZero(value))
                    Add(row, column, value);
            }
        }
    }

    private ReadOnlySpan<byte> NextLine(long entry)
    {
        if (entry % BatchSize == 0)
            cancellation.ThrowIfCancellationRequested();
        return lines.TryReadData(out var line) ? line
            : throw lines.FileError($"the file ends after {entry} entries; the size line states {_header.Entries}");
    }

    private long ReadIndex(ref ReadOnlySpan<byte> line, long length, string name)
    {
        var word = MatrixMarketLines.Word(ref line);
        if (Utf8Parser.TryParse(word, out long index, out var used) && used == word.Length && index >= 1 && index <= length)
            return index - 1;
        throw lines.Error($"the {name} is '{MatrixMarketHeader.Show(word)}'; expected 1 to {length}");
    }

    private T ReadValue(ref ReadOnlySpan<byte> line)
    {
        var word = MatrixMarketLines.Word(ref line);
        return TText.TryParse(word, out var value) ? value
            : throw lines.Error($"the value '{MatrixMarketHeader.Show(word)}' is not valid for {ElementTypes.Of<T>().Name()}");
    }

    private void Add(long row, long column, T value)
    {
        Append(row, column, value);
        if (_header.Symmetry == MatrixMarketSymmetry.General)
            return;
        if (column > row)
            throw lines.Error($"row {row + 1}, column {column + 1} is above the diagonal; a symmetric matrix lists only its lower triangle");
        if (_header.Symmetry == MatrixMarketSymmetry.SkewSymmetric)
        {
            if (row == column)
                throw lines.Error($"row {row + 1}, column {column + 1} is on the diagonal, where a skew-symmetric matrix has no entries");
            if (!TText.TryNegate(value, out value))
                throw lines.Error($"{ElementTypes.Of<T>().Name()} cannot hold the negative of the value, which skew symmetry implies");
        }
        if (row != column)
            Append(column, row, value);
    }

    private void Append(long row, long column, T value)
    {
        if (_count == BatchSize)
            Flush();
        (_rows[_count], _columns[_count], _values[_count]) = (row, column, value);
        _count++;
    }

    private void Flush()
    {
        var (majors, minors) = layout == SparseLayout.Csr ? (_rows, _columns) : (_columns, _rows);
        _buffer!.Add<long>(majors.AsSpan(0, _count), minors.AsSpan(0, _count), _values.AsSpan(0, _count));
        _count = 0;
    }

    private void CheckShape()
    {
        try
        {
            SparseMatrix.CheckShape<T>(_header.Shape, layout);
        }
        catch (ArgumentException e)
        {
            throw lines.Error(e.Message, e);
        }
    }

    /// <summary>Checks that there is memory for the offsets. Every line that the header claims takes some, even without entries.</summary>
    private void CheckMemory()
    {
        var bytes = 2 * sizeof(long) * _header.Shape[layout.MajorAxis()];
        if (bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        {
            throw lines.FileError(
                $"the size line states {_header.Shape}: the offsets of its {layout.LineName()}s take {bytes} bytes, more than the available memory");
        }
    }
}
