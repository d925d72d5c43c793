using System.CommandLine;
using BenchmarkDotNet.Running;
using DelayedArrays;
using DelayedArrays.Benchmarks;

var inputs = new Argument<string>("DIR") { Description = "folder of the inputs that make_large.py makes" };
var runs = new Option<int>("--runs") { Description = "measured runs, after one that warms up", DefaultValueFactory = _ => 3 };
var only = new Option<string?>("--only") { Description = "jobs to run, such as W1,W5" };
var json = new Option<string?>("--json") { Description = "file for the results" };
var memory = new Option<int?>("--memory") { Description = "most memory for array data, in MB" };
var threads = new Option<int?>("--threads") { Description = "threads that compute" };

var jobs = new Command("jobs", "Runs whole jobs, the same as peers.py.") { inputs, runs, only, json, memory, threads };
jobs.SetAction(parsed =>
{
    var execution = ExecutionOptions.Default;
    if (parsed.GetValue(memory) is { } megabytes)
        execution = execution with { MemoryBudget = megabytes * 1_000_000L };
    if (parsed.GetValue(threads) is { } workers)
        execution = execution with { Workers = workers };
    var folder = parsed.GetValue(inputs)!;
    var chosen = parsed.GetValue(only)?.Split(',');
    JobRunner.Run(
        WholeJobs.All(folder, execution).Where(job => chosen is null || chosen.Contains(job.Name, StringComparer.OrdinalIgnoreCase)),
        parsed.GetValue(runs), parsed.GetValue(json));
});

// Whatever follows is BenchmarkDotNet's, such as --filter '*Strips*'.
var kernels = new Command("kernels", "Runs the BenchmarkDotNet classes.") { TreatUnmatchedTokensAsErrors = false };
kernels.SetAction(parsed => BenchmarkSwitcher.FromAssembly(typeof(WholeJobs).Assembly).Run([.. parsed.UnmatchedTokens], new NoisyMachine()));

var changes = new Command("changes", "Times changes of HDF5 files made by make_changes.py.") { inputs, runs };
changes.SetAction(parsed => ChangeJobs.Run(parsed.GetValue(inputs)!, parsed.GetValue(runs)));

var program = new Argument<string>("DARRAY.DLL") { Description = "the build to run" };
var commands = new Command("commands", "Runs command lines of a build of darray, read as JSON lists from the input.") { program };
commands.SetAction(parsed => new CommandHost(parsed.GetValue(program)!).Serve(Console.In, Console.Out));

return new RootCommand("Measures the library.") { jobs, kernels, changes, commands }.Parse(args).Invoke();
