using System.Text.Json;

namespace DelayedArrays;

/// <summary>The data that a pass of a command would read, decode and hold.</summary>
/// <param name="Name">The name of the pass: a deferred reduction, or the result.</param>
/// <param name="Report">Its figures.</param>
internal sealed record PassForecast(string Name, ExecutionReport Report)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("pass", Name);
        json.WriteNumber("blocks", Report.Blocks);
        json.WriteNumber("chunks", Report.Chunks);
        json.WriteNumber("distinct_chunks", Report.DistinctChunks);
        json.WriteNumber("bytes_read", Report.BytesRead);
        json.WriteNumber("bytes_decoded", Report.BytesDecoded);
        json.WriteNumber("amplification", Report.Amplification);
        json.WriteNumber("peak_bytes", Report.PeakBytes);
        json.Texts("estimated", Estimated());
        json.WriteEndObject();
    }

    /// <summary>The names, in the output, of estimated figures.</summary>
    private IEnumerable<string> Estimated()
    {
        (ReportFigures Figure, string Name)[] names =
        [
            (ReportFigures.Chunks, "chunks"), (ReportFigures.DistinctChunks, "distinct_chunks"),
            (ReportFigures.BytesRead, "bytes_read"), (ReportFigures.BytesDecoded, "bytes_decoded"), (ReportFigures.Chunks, "amplification"),
        ];
        return names.Where(item => Report.Estimates.HasFlag(item.Figure)).Select(item => item.Name);
    }
}
