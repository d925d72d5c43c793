using System.Diagnostics;

namespace DelayedArrays.Benchmarks;

/// <summary>What a cell took.</summary>
/// <param name="Cold">Seconds of its first run in the process.</param>
/// <param name="Seconds">Least seconds of a run after it was warm.</param>
/// <param name="Check">The checksum of its result; null if it failed.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record SweepTime(double Cold, double Seconds, Checksum? Check, string? Failure = null);

/// <summary>Times cells.</summary>
/// <param name="options">With how many threads.</param>
/// <param name="budget">Seconds to warm up, and again to measure.</param>
internal sealed class SweepTimer(ExecutionOptions options, double budget)
{
    private const int MinRuns = 3;
    private const int MaxRuns = 50;

    /// <summary>Runs a cell: once cold, then until it is warm, then for the figure.</summary>
    public SweepTime Time(SweepCell cell)
    {
        try
        {
            cell.Prepare();
            var (cold, result) = Once(cell);
            var check = Checksum.Of(result);
            Fastest(cell, minRuns: 1);
            return new SweepTime(cold, Fastest(cell, MinRuns), check);
        }
        catch (Exception failure) when (failure is ArithmeticException or ArgumentException or InvalidOperationException or IOException)
        {
            return new SweepTime(0, 0, null, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    // The least time of the runs that fit into the budget.
    private double Fastest(SweepCell cell, int minRuns)
    {
        var (min, spent) = (double.MaxValue, 0.0);
        for (var run = 0; run < minRuns || (spent < budget && run < MaxRuns); run++)
        {
            // What the run before left is free again, as it is at once for the peers, who count references.
            GC.Collect();
            var (seconds, _) = Once(cell);
            (min, spent) = (Math.Min(min, seconds), spent + seconds);
        }
        return min;
    }

    private (double Seconds, object Result) Once(SweepCell cell)
    {
        var start = Stopwatch.GetTimestamp();
        var result = cell.Run(options);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, result);
    }
}
