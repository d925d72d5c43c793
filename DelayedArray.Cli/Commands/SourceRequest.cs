namespace DelayedArrays;

/// <summary>The source of a command, and how to evaluate it.</summary>
internal sealed record SourceRequest
{
    /// <summary>The location of the array or container.</summary>
    public required ArrayLocation Location { get; init; }

    /// <summary>The expression over it.</summary>
    public string? Expression { get; init; }

    /// <summary>Further arrays of the expression, as <c>name=SRC</c>.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Whether the expression computes in float32.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether to print JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether the command only reports what it would read.</summary>
    public bool IsExplained { get; init; }

    /// <summary>Threads and memory.</summary>
    public required ExecutionOptions Execution { get; init; }

    /// <summary>Whether to hide progress.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Opens the source and applies the expression.</summary>
    public DelayedArray Open()
    {
        var source = ArrayFormats.Open(Location);
        if (Expression is null)
            return source;
        var inputs = new Dictionary<string, DelayedArray>(StringComparer.Ordinal) { ["x"] = source };
        foreach (var input in Inputs)
        {
            var parts = input.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0)
                throw new UsageException($"--in {input}: expected name=SRC");
            inputs[parts[0]] = ArrayFormats.Open(ArrayLocation.Parse(parts[1]) with { Stores = Location.Stores });
        }
        var syntax = Parser.Parse(Expression);
        return IsSingle ? new Binder<float>(inputs).Bind(syntax) : new Binder<double>(inputs).Bind(syntax);
    }

    /// <summary>Does the work of the command, with a progress bar if a person is watching.</summary>
    public T Run<T>(string title, Terminal terminal, Func<ExecutionOptions, T> work)
    {
        var options = Execution with { Cancellation = terminal.Cancellation, Progress = new Sweeper() };
        return IsQuiet || !terminal.IsInteractive ? work(options) : ProgressBar.Run(title, options, work);
    }

    /// <summary>Reports what the command would read: first for deferred reductions, then for its own passes.</summary>
    public void Explain(Terminal terminal, DelayedArray array, params IReadOnlyList<ExecutionReport> reports)
    {
        List<PassForecast> passes =
        [
            .. array.Deferred.Select(seed => new PassForecast(seed.Description, seed.Source.Explain(Execution))),
            .. reports.Select(report => new PassForecast("result", report)),
        ];
        if (IsJson)
        {
            JsonOutput.Write(terminal.Out, json =>
            {
                json.WriteStartArray("passes");
                passes.ForEach(pass => pass.Write(json));
                json.WriteEndArray();
            });
            return;
        }
        foreach (var (name, report) in passes)
            terminal.Out.WriteLine(passes.Count > 1 ? $"{name}\n{report}\n" : report.ToString());
    }
}
