using System.Text.Json;

namespace DelayedArrays;

/// <summary>Writes sparse matrices row by row.</summary>
internal static class SparseOutput
{
    /// <summary>Writes compressed rows. The parts have SciPy's names.</summary>
    public static void Write<T>(Utf8JsonWriter writer, SparseMatrix<T> matrix) where T : unmanaged
    {
        writer.Lengths("shape", matrix.Shape);
        writer.WriteString("dtype", matrix.ElementType.Name());
        writer.Lengths("indptr", matrix.Offsets.ToArray());
        writer.Lengths("indices", Lines(matrix).SelectMany(line => Indices(matrix, line)));
        writer.WriteStartArray("data");
        foreach (var line in Lines(matrix))
        {
            foreach (var value in matrix.Line(line).Values)
                writer.Value(value);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes one line per entry: row, column and value.</summary>
    public static void Write<T>(TextWriter output, SparseMatrix<T> matrix) where T : unmanaged
    {
        foreach (var row in Lines(matrix))
        {
            var line = matrix.Line(row);
            for (var i = 0; i < line.Values.Length; i++)
                output.WriteLine($"{row}\t{line.Index(i)}\t{ArrayPrinter.Format(line.Values[i])}");
        }
    }

    private static IEnumerable<long> Lines<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        for (var line = 0L; line < matrix.LineCount; line++)
            yield return line;
    }

    private static long[] Indices<T>(SparseMatrix<T> matrix, long line) where T : unmanaged
    {
        var entries = matrix.Line(line);
        var indices = new long[entries.Values.Length];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = entries.Index(i);
        return indices;
    }
}
