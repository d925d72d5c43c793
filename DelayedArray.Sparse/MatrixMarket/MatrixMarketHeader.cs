using System.Buffers.Text;
using System.Text;

namespace DelayedArrays;

/// <summary>The kind of values in a Matrix Market file.</summary>
internal enum MatrixMarketField
{
    Real,
    Integer,
    Pattern,
}

/// <summary>The symmetry of a Matrix Market file, by which some elements follow from others.</summary>
internal enum MatrixMarketSymmetry
{
    General,
    Symmetric,
    SkewSymmetric,
}

/// <summary>The first line and the size line of a Matrix Market file.</summary>
internal sealed record MatrixMarketHeader(
    bool IsArray, MatrixMarketField Field, MatrixMarketSymmetry Symmetry, Shape Shape, long Entries)
{
    /// <summary>Reads up to the first entry.</summary>
    /// <exception cref="ArrayFormatException">The file is not a Matrix Market file, or holds complex numbers.</exception>
    public static MatrixMarketHeader Read(MatrixMarketLines lines)
    {
        if (!lines.TryRead(out var line) || !Is(MatrixMarketLines.Word(ref line), "%%matrixmarket"))
            throw lines.FileError("this is not a Matrix Market file; expected %%MatrixMarket at its start");
        var kind = Text(ref line);
        if (kind != "matrix")
            throw lines.Error($"the object is '{kind}'; expected matrix");
        var isArray = Text(ref line) switch
        {
            "coordinate" => false,
            "array" => true,
            var other => throw lines.Error($"the format is '{other}'; expected coordinate or array"),
        };
        var field = ReadField(lines, Text(ref line), isArray);
        var symmetry = ReadSymmetry(lines, Text(ref line), field);
        return ReadSize(lines, isArray, field, symmetry);
    }

    private static MatrixMarketField ReadField(MatrixMarketLines lines, string name, bool isArray) => name switch
    {
        "real" or "double" => MatrixMarketField.Real,
        "integer" or "unsigned-integer" => MatrixMarketField.Integer,
        "pattern" when isArray => throw lines.Error("an array cannot have the field pattern"),
        "pattern" => MatrixMarketField.Pattern,
        "complex" => throw lines.Error("the field is complex; complex numbers are not supported"),
        _ => throw lines.Error($"the field is '{name}'; expected real, integer or pattern"),
    };

    private static MatrixMarketSymmetry ReadSymmetry(MatrixMarketLines lines, string name, MatrixMarketField field) => name switch
    {
        "general" => MatrixMarketSymmetry.General,
        "symmetric" => MatrixMarketSymmetry.Symmetric,
        "skew-symmetric" when field == MatrixMarketField.Pattern => throw lines.Error("a pattern cannot be skew-symmetric"),
        "skew-symmetric" => MatrixMarketSymmetry.SkewSymmetric,
        "hermitian" => throw lines.Error("the symmetry is hermitian, which is for complex numbers; those are not supported"),
        _ => throw lines.Error($"the symmetry is '{name}'; expected general, symmetric or skew-symmetric"),
    };

    private static MatrixMarketHeader ReadSize(
        MatrixMarketLines lines, bool isArray, MatrixMarketField field, MatrixMarketSymmetry symmetry)
    {
        if (!lines.TryReadData(out var line))
            throw lines.FileError("the file ends before the size line");
        var expected = isArray ? "rows and columns" : "rows, columns and entries";
        var (rows, columns) = (Length(lines, ref line, expected), Length(lines, ref line, expected));
        var entries = isArray ? 0 : Length(lines, ref line, expected);
        if (!MatrixMarketLines.Word(ref line).IsEmpty)
            throw lines.Error($"the size line has too many numbers; expected {expected}");
        if (symmetry != MatrixMarketSymmetry.General && rows != columns)
            throw lines.Error($"a matrix of {rows} rows and {columns} columns cannot be symmetric");
        try
        {
            Shape shape = [rows, columns];
            return new(isArray, field, symmetry, shape, isArray ? Elements(shape, symmetry) : entries);
        }
        catch (ArgumentException e)
        {
            throw lines.Error($"the size line states {rows} x {columns}: {e.Message}", e);
        }
    }

    /// <summary>Counts the elements that an array format lists: all of them, or the lower triangle with or without the diagonal.</summary>
    private static long Elements(Shape shape, MatrixMarketSymmetry symmetry) => symmetry switch
    {
        MatrixMarketSymmetry.General => shape.Count,
        MatrixMarketSymmetry.Symmetric => (shape.Count - shape[0]) / 2 + shape[0],
        _ => (shape.Count - shape[0]) / 2,
    };

    private static long Length(MatrixMarketLines lines, ref ReadOnlySpan<byte> line, string expected)
    {
        var word = MatrixMarketLines.Word(ref line);
        return Utf8Parser.TryParse(word, out long length, out var used) && used == word.Length && length >= 0 ? length
            : throw lines.Error($"'{Show(word)}' in the size line is not a length; expected {expected}");
    }

    /// <summary>Formats a word for a message, and truncates it if it is long.</summary>
    public static string Show(ReadOnlySpan<byte> word) => Encoding.Latin1.GetString(word[..Math.Min(word.Length, 40)]);

    private static string Text(ref ReadOnlySpan<byte> line) => Show(MatrixMarketLines.Word(ref line)).ToLowerInvariant();

    private static bool Is(ReadOnlySpan<byte> word, string name) => Show(word).Equals(name, StringComparison.OrdinalIgnoreCase);
}
