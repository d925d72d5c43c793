using Spectre.Console;

namespace DelayedArrays;

/// <summary>Shows the progress of a job on standard error.</summary>
internal sealed class ProgressBar(ProgressTask task) : IProgress<BlockProgress>
{
    private readonly Sweeper _sweeper = new();

    /// <summary>Runs work that reports to a progress bar. Commands without a bar do not load the library that draws it.</summary>
    public static T Run<T>(string title, ExecutionOptions options, Func<ExecutionOptions, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work(options with { Progress = new ProgressBar(task) });
            });
    }

    public void Report(BlockProgress value)
    {
        _sweeper.Report(value);
        task.Value = (double)value.Done / value.Total;
    }
}
