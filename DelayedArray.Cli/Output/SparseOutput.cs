using System.Text.Json;

namespace DelayedArrays;

/// <summary>Writes a sparse matrix by rows.</summary>
internal sealed class SparseOutput<T>(SparseMatrix<T> matrix) where T : unmanaged
{
    /// <summary>Writes compressed rows, with SciPy's names for the parts.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.Lengths("shape", matrix.Shape);
        writer.WriteString("dtype", matrix.ElementType.Name());
        writer.Lengths("indptr", matrix.Offsets.ToArray());
        writer.Lengths("indices", Lines().SelectMany(Indices));
        writer.WriteStartArray("data");
        foreach (var line in Lines())
        {
            foreach (var value in matrix.Line(line).Values)
                writer.Value(value);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes a line with row, column and value for each entry.</summary>
    public void Write(TextWriter output)
    {
        foreach (var row in Lines())
        {
            var line = matrix.Line(row);
            for (var i = 0; i < line.Values.Length; i++)
                output.WriteLine($"{row}\t{line.Index(i)}\t{ElementTypes.Format(line.Values[i])}");
        }
    }

    private IEnumerable<long> Lines()
    {
        for (var line = 0L; line < matrix.LineCount; line++)
            yield return line;
    }

    private long[] Indices(long line)
    {
        var entries = matrix.Line(line);
        var indices = new long[entries.Values.Length];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = entries.Index(i);
        return indices;
    }
}
