using Spectre.Console;

namespace DelayedArrays;

/// <summary>Shows the progress of a job on standard error.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work with the given options, and shows its progress if the terminal is interactive.</summary>
    public static T Run<T>(string title, SourceRequest request, Terminal terminal, Func<ExecutionOptions, T> work)
    {
        var options = request.Execution with { Cancellation = terminal.Cancellation, Progress = new Sweeper() };
        return request.Quiet || !terminal.IsInteractive ? work(options) : WithBar(title, options, work);
    }

    // A separate method, so that a command without a bar does not load the library that draws it.
    private static T WithBar<T>(string title, ExecutionOptions options, Func<ExecutionOptions, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(options with { Progress = new TaskProgress(task) });
            });
    }

    private sealed class TaskProgress(ProgressTask task) : IProgress<BlockProgress>
    {
        private readonly Sweeper _sweeper = new();

        public void Report(BlockProgress value)
        {
            _sweeper.Report(value);
            task.Value = (double)value.Done / value.Total;
        }
    }

    /// <summary>
    /// Collects the small objects that blocks leave behind, every few blocks. Otherwise the runtime would let them grow to the size of
    /// the last-level cache, and a tall array would seem to need more memory than a short one.
    /// </summary>
    private sealed class Sweeper : IProgress<BlockProgress>
    {
        private const int Blocks = 256;

        public void Report(BlockProgress value)
        {
            if (value.Done % Blocks == 0)
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
