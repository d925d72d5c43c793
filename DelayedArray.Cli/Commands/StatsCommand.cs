using System.CommandLine;
using System.Globalization;

namespace DelayedArrays;

/// <summary><c>darray stats</c>: reductions in one pass.</summary>
internal sealed class StatsCommand(Terminal terminal) : LazyCommand("stats", "Computes statistics over an axis, or of all elements, in one pass.")
{
    private static readonly string Names = string.Join(",", Statistic.All.Select(statistic => statistic.Name));

    /// <inheritdoc/>
    public override void Define()
    {
        var options = new SourceOptions(this, withExpression: true);
        var axis = new Option<string>("--axis") { Description = "axis to reduce: 0 (over rows), 1 (over columns), ... or all", DefaultValueFactory = _ => "all" };
        var statistics = new Option<string>("--stat")
        {
            Description = $"statistics to compute, of {Names}",
            DefaultValueFactory = _ => Names,
        };
        var ddof = new Option<int>("--ddof") { Description = "delta degrees of freedom: the variance divides by the count minus this number", DefaultValueFactory = _ => Reductions.DefaultDdof };
        var skipNaN = new Option<bool>("--skip-nan") { Description = "skip NaN" };
        var output = new Option<string?>("--out") { Description = "CSV file to write the table to" };
        foreach (var option in (Option[])[axis, statistics, ddof, skipNaN, output])
            Options.Add(option);
        SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var chosen = Statistic.Parse(parsed.GetValue(statistics)!);
            var array = request.Open();
            var over = ParseAxis(parsed.GetValue(axis)!, array);
            var pass = new Pass();
            var table = new StatisticsTable(pass, array, new(over, chosen, parsed.GetValue(ddof), parsed.GetValue(skipNaN)));
            if (request.IsExplained)
            {
                request.Explain(terminal, array, [.. pass.Explain(request.Execution)]);
                return;
            }
            request.Run("reducing", terminal, run =>
            {
                pass.Run(run);
                return true;
            });
            table.Write(terminal, request.IsJson, parsed.GetValue(output));
        });
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
