using System.CommandLine;

namespace DelayedArrays;

/// <summary>The options that commands have in common.</summary>
internal sealed class SourceOptions
{
    private readonly Argument<string> _source = new("SRC") { Description = @"path, or path::inner/name of an array in a file; in names \xE9 stands for a byte, \x3A for a colon" };
    private readonly Option<string?> _expression = new("--expr") { Description = "NumPy-like expression over x (SRC) and the --in arrays" };
    private readonly Option<string[]> _inputs = new("--in") { Description = "another array for the expression, as name=SRC; may be repeated" };
    private readonly Option<bool> _single = new("--single") { Description = "compute expressions in float32 instead of float64" };
    private readonly Option<string?> _layout = new("--layout") { Description = "compression of a sparse group that does not say it itself: csr or csc" };
    private readonly Option<string?> _shape = new("--shape") { Description = "rows and columns of a sparse group that does not say them itself, such as 3000,400" };
    private readonly Option<bool> _json = new("--json") { Description = "print JSON" };
    private readonly Option<int?> _threads = new("--threads") { Description = "number of computing threads" };
    private readonly Option<string?> _memory = new("--memory") { Description = "memory limit for array data, such as 512MB" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "show no progress" };
    private readonly Option<string[]> _stores = new("--store-option")
    {
        Description = $"how to open Zarr stores; may be repeated: {string.Join(", ", ZarrStoreSetting.All)}",
        HelpName = "name=value",
    };

    private readonly Option<bool> _explain = new("--explain") { Description = "only report what would be read, decoded and held in memory" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withExpression">Whether it takes expressions.</param>
    public SourceOptions(Command command, bool withExpression)
    {
        command.Arguments.Add(_source);
        _layout.AcceptOnlyFromAmong("csr", "csc");
        if (withExpression)
        {
            command.Options.Add(_expression);
            command.Options.Add(_inputs);
            command.Options.Add(_single);
            command.Options.Add(_explain);
        }
        foreach (var option in (Option[])[_layout, _shape, _json, _threads, _memory, _quiet, _stores])
            command.Options.Add(option);
    }

    public SourceRequest Read(ParseResult parsed) => new(
        Location(parsed), Value(parsed, _expression), Value(parsed, _inputs) ?? [],
        Value(parsed, _single), parsed.GetValue(_json), Value(parsed, _explain), Execution(parsed), parsed.GetValue(_quiet));

    private ArrayLocation Location(ParseResult parsed) => ArrayLocation.Parse(parsed.GetValue(_source)!) with
    {
        Stores = Stores(parsed),
        Layout = parsed.GetValue(_layout) switch { null => null, "csr" => SparseLayout.Csr, _ => SparseLayout.Csc },
        Shape = parsed.GetValue(_shape) is { } shape ? Lengths.Shape("--shape", shape) : null,
    };

    private static T? Value<T>(ParseResult parsed, Option<T> option) =>
        parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option) : default;

    private ZarrStoreOptions Stores(ParseResult parsed)
    {
        var options = ZarrStoreOptions.Default;
        foreach (var text in parsed.GetValue(_stores) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new UsageException($"--store-option {text}: expected name=value");
            try
            {
                options = options.With(name, value);
            }
            catch (ArgumentException problem)
            {
                throw new UsageException($"--store-option {text}: {Messages.Of(problem)}");
            }
        }
        return options;
    }

    private ExecutionOptions Execution(ParseResult parsed)
    {
        var options = ExecutionOptions.Default;
        if (parsed.GetValue(_threads) is { } threads)
            options = threads >= 1 ? options with { Workers = threads } : throw new UsageException($"--threads {threads}: expected 1 or more");
        if (parsed.GetValue(_memory) is { } memory)
            options = options with { MemoryBudget = ByteCount.Parse(memory) };
        return options;
    }
}

/// <summary>What a command is asked to work on.</summary>
internal sealed record SourceRequest(
    ArrayLocation Location, string? Expression, string[] Inputs, bool Single, bool Json, bool Explain,
    ExecutionOptions Execution, bool Quiet)
{
    /// <summary>Opens the source and puts the expression over it.</summary>
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
        return Single ? new Binder<float>(inputs).Bind(syntax) : new Binder<double>(inputs).Bind(syntax);
    }
}
