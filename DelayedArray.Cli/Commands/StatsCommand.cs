using System.CommandLine;
using System.Globalization;

namespace DelayedArrays;

/// <summary><c>darray stats</c>: reductions in one pass.</summary>
internal static class StatsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("stats", "Statistics over an axis, or of all elements, in one pass.");
        var options = new SourceOptions(command, withExpression: true);
        var axis = new Option<string>("--axis") { Description = "0 (over rows), 1 (over columns), ... or all", DefaultValueFactory = _ => "all" };
        var statistics = new Option<string>("--stat")
        {
            Description = "which, of " + string.Join(",", StatisticsTable.Names),
            DefaultValueFactory = _ => string.Join(",", StatisticsTable.Names),
        };
        var ddof = new Option<int>("--ddof") { Description = "taken from the count in the variance's denominator", DefaultValueFactory = _ => 1 };
        var skipNaN = new Option<bool>("--skip-nan") { Description = "leave NaN out" };
        var output = new Option<string?>("--out") { Description = "write a CSV file" };
        foreach (var option in (Option[])[axis, statistics, ddof, skipNaN, output])
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var names = StatisticsTable.Parse(parsed.GetValue(statistics)!);
            var array = request.Open();
            var over = ParseAxis(parsed.GetValue(axis)!, array);
            var pass = new Pass();
            var table = StatisticsTable.Create(pass, array, over, names, parsed.GetValue(ddof), parsed.GetValue(skipNaN));
            if (request.Explain)
            {
                ExplainOutput.Write(terminal, request, array, run => pass.Explain(run));
                return;
            }
            ProgressBar.Run("reducing", request, terminal, run =>
            {
                Deferred.Compute(array, run);
                pass.Run(run);
                return true;
            });
            table.Write(terminal, request.Json, parsed.GetValue(output));
        });
        return command;
    }

    private static int? ParseAxis(string text, DelayedArray array)
    {
        if (text == "all")
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var axis) || axis < -array.Rank || axis >= array.Rank)
            throw new UsageException($"--axis {text}: the array has {array.Rank} axes ({array.Shape}); expected a number of one, or all");
        return axis < 0 ? axis + array.Rank : axis;
    }
}
