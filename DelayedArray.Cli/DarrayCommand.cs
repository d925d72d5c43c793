using System.CommandLine;

namespace DelayedArrays;

/// <summary>The command and its exit codes: 0; 1 for bad data or a failed job; 2 for bad usage; 130 when interrupted.</summary>
internal static class DarrayCommand
{
    /// <summary>The exit code for bad data or a failed job.</summary>
    public const int Failed = 1;

    private const int BadUsage = 2;
    private const int Interrupted = 130;

    public static int Run(string[] arguments, Terminal terminal)
    {
        var root = new RootCommand("Looks at, reduces, transforms and converts arrays far larger than memory.")
        {
            InfoCommand.Create(terminal),
            ShowCommand.Create(terminal),
            StatsCommand.Create(terminal),
            TreeCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            IndexCommand.Create(terminal),
            DemoCommand.Create(terminal),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // One that names what was written tells more than that something is missing.
            var error = parsed.Errors.FirstOrDefault(error => error.Message.Contains('\'', StringComparison.Ordinal)) ?? parsed.Errors[0];
            return Complain(terminal, Messages.Of(error), BadUsage);
        }
        return Guard(terminal, () => parsed.Invoke(
            new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }));
    }

    private static int Guard(Terminal terminal, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            return Complain(terminal, "interrupted", Interrupted);
        }
        catch (Exception problem) when (problem is ExpressionException or UsageException)
        {
            return Complain(terminal, problem.Message, BadUsage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or InvalidOperationException or ArithmeticException or DllNotFoundException or OutOfMemoryException)
        {
            return Complain(terminal, Messages.Of(problem), Failed);
        }
        catch (Exception problem)
        {
            return Complain(terminal, $"a mistake of this program, {problem.GetType().Name}: {problem.Message}", Failed);
        }
    }

    /// <summary>Says what is wrong, in one line.</summary>
    public static void Complain(Terminal terminal, string problem) => terminal.Error.WriteLine($"darray: {problem.ReplaceLineEndings(" ").Trim()}");

    private static int Complain(Terminal terminal, string problem, int code)
    {
        Complain(terminal, problem);
        return code;
    }
}

/// <summary>The command line asks for what makes no sense.</summary>
internal sealed class UsageException(string problem) : Exception(problem);
