using System.CommandLine;
using System.Globalization;

namespace DelayedArrays;

/// <summary>The options that commands share.</summary>
internal sealed class SourceOptions
{
    private static readonly (string Suffix, double Factor)[] Units =
    [
        ("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("B", 1), ("", 1),
    ];

    private readonly Argument<string> _source = new("SRC") { Description = @"path, or path::inner/name of an array in a file; in names, \xE9 stands for a byte and \x3A for a colon" };
    private readonly Option<string?> _expression = new("--expr") { Description = "NumPy-like expression over x (SRC) and the --in arrays" };
    private readonly Option<string[]> _inputs = new("--in") { Description = "another array for the expression, as name=SRC; may be repeated" };
    private readonly Option<bool> _single = new("--single") { Description = "compute expressions in float32 instead of float64" };
    private readonly Option<string?> _layout = new("--layout") { Description = "layout of a sparse group that does not state it: csr or csc" };
    private readonly Option<string?> _shape = new("--shape") { Description = "rows and columns of a sparse group that does not state them, such as 3000,400" };
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
    /// <param name="withExpression">Whether the command takes expressions.</param>
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

    public SourceRequest Read(ParseResult parsed) => new()
    {
        Location = Location(parsed),
        Expression = Value(parsed, _expression),
        Inputs = Value(parsed, _inputs) ?? [],
        IsSingle = Value(parsed, _single),
        IsJson = parsed.GetValue(_json),
        IsExplained = Value(parsed, _explain),
        Execution = Execution(parsed),
        IsQuiet = parsed.GetValue(_quiet),
    };

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
            options = options with { MemoryBudget = Bytes(memory) };
        return options;
    }

    /// <summary>Parses a number of bytes, such as <c>512MB</c>.</summary>
    private static long Bytes(string text)
    {
        foreach (var (suffix, factor) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float,
                CultureInfo.InvariantCulture, out var number) && number * factor is >= 1 and < long.MaxValue)
                return (long)(number * factor);
        }
        throw new UsageException($"'{text}' is not a number of bytes; expected, for example, 512MB");
    }
}
