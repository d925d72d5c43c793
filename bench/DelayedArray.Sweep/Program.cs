using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using DelayedArrays;
using DelayedArrays.Benchmarks;

var folder = new Argument<string>("DIR") { Description = "folder of the inputs that make_large.py makes" };
var size = new Option<int>("--size") { Description = "rows and columns of dense matrices", DefaultValueFactory = _ => 4000 };
var input = new Option<string?>("--input") { Description = "the input whose cells are taken, such as f4 or 'csr i8'" };
var only = new Option<string?>("--only") { Description = "a regular expression that names of cells match" };
var threads = new Option<int>("--threads") { Description = "threads that compute", DefaultValueFactory = _ => 1 };
var seconds = new Option<double>("--seconds") { Description = "seconds to warm a cell up, and again to measure it", DefaultValueFactory = _ => 0.2 };

IEnumerable<SweepCell> Chosen(ParseResult parsed) => new Sweep(parsed.GetValue(folder)!, parsed.GetValue(size)).Cells()
    .Where(cell => (parsed.GetValue(input) ?? cell.Input) == cell.Input)
    .Where(cell => parsed.GetValue(only) is not { } pattern || Regex.IsMatch(cell.Name, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));

var list = new Command("list", "Lists the cells as JSON, without running them.") { folder, size, input, only };
list.SetAction(parsed => Console.WriteLine(JsonSerializer.Serialize(Chosen(parsed).Select(cell => new { cell.Name, cell.Input, cell.Peer }), JsonSerializerOptions.Web)));

// A line for each cell, so that what was measured remains if a later one fails.
var run = new Command("run", "Times the cells, and writes a line of JSON for each.") { folder, size, input, only, threads, seconds };
run.SetAction(parsed =>
{
    var timer = new SweepTimer(ExecutionOptions.Default with { Workers = parsed.GetValue(threads) }, parsed.GetValue(seconds));
    foreach (var cell in Chosen(parsed))
    {
        var time = timer.Time(cell);
        Console.WriteLine(JsonSerializer.Serialize(new { cell.Name, time.Cold, time.Seconds, time.Check, time.Failure }, JsonSerializerOptions.Web));
    }
});

return new RootCommand("Times every declared operation.") { list, run }.Parse(args).Invoke();
