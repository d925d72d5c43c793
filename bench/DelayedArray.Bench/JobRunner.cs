using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DelayedArrays.Benchmarks;

/// <summary>One row of results, with the fields of <c>peers.py</c> and the process's peak memory.</summary>
internal sealed record JobResult(string Job, string Peer, double Min, double Median, double Check, long PeakBytes);

/// <summary>Times whole jobs: one run that warms up, then those that count.</summary>
internal static class JobRunner
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static void Run(IEnumerable<WholeJob> jobs, int runs, string? jsonPath)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(runs);
        var results = jobs.Select(job => Run(job, runs)).ToList();
        if (jsonPath is not null)
            File.WriteAllText(jsonPath, JsonSerializer.Serialize(results, Json));
    }

    private static JobResult Run(WholeJob job, int runs)
    {
        var work = job.Prepare();
        var check = work();
        var seconds = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            // What the run before left is free again, as it is at once for the peers, who count references.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        var median = (seconds[(runs - 1) / 2] + seconds[runs / 2]) / 2;
        using var process = Process.GetCurrentProcess();
        var result = new JobResult(job.Name, "DelayedArray", seconds[0], median, check, process.PeakWorkingSet64);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Job,-4} {result.Peer,-34} {result.Min,8:0.000} {result.Median,8:0.000}  {result.Check:0.########e+00}  {result.PeakBytes / 1e6:0} MB"));
        return result;
    }
}
