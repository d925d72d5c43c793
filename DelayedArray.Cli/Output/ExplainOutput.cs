namespace DelayedArrays;

/// <summary>Prints what a command would read, decode and hold in memory.</summary>
internal static class ExplainOutput
{
    /// <summary>Explains the passes of a command: first those whose results the expression uses, then the command's own.</summary>
    public static void Write(
        Terminal terminal, SourceRequest request, DelayedArray array, Func<ExecutionOptions, IEnumerable<ExecutionReport>> explain)
    {
        var passes = Deferred.Of(array).Select(deferred => (Name: ((ISeed)deferred).Description, Report: deferred.Source.Explain(request.Execution)))
            .Concat(explain(request.Execution).Select(report => (Name: "result", Report: report))).ToList();
        if (request.Json)
        {
            JsonOutput.Write(terminal.Out, json =>
            {
                json.WriteStartArray("passes");
                foreach (var (pass, report) in passes)
                {
                    json.WriteStartObject();
                    json.WriteString("pass", pass);
                    json.WriteNumber("blocks", report.Blocks);
                    json.WriteNumber("chunks", report.Chunks);
                    json.WriteNumber("distinct_chunks", report.DistinctChunks);
                    json.WriteNumber("bytes_read", report.BytesRead);
                    json.WriteNumber("bytes_decoded", report.BytesDecoded);
                    json.WriteNumber("amplification", report.Amplification);
                    json.WriteNumber("peak_bytes", report.PeakBytes);
                    json.WriteStartArray("estimated");
                    foreach (var name in Estimated(report))
                        json.WriteStringValue(name);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
            return;
        }
        foreach (var (name, report) in passes)
            terminal.Out.WriteLine(passes.Count > 1 ? $"{name}\n{report}\n" : report.ToString());
    }

    /// <summary>The names of estimated figures, as in the output.</summary>
    private static IEnumerable<string> Estimated(ExecutionReport report)
    {
        (ReportFigures Figure, string Name)[] names =
        [
            (ReportFigures.Chunks, "chunks"), (ReportFigures.DistinctChunks, "distinct_chunks"),
            (ReportFigures.BytesRead, "bytes_read"), (ReportFigures.BytesDecoded, "bytes_decoded"), (ReportFigures.Chunks, "amplification"),
        ];
        return names.Where(item => report.Estimates.HasFlag(item.Figure)).Select(item => item.Name);
    }
}
