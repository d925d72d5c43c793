using System.CommandLine;

namespace DelayedArrays;

/// <summary>The command and its exit codes: 0; 1 for bad data or a failed job; 2 for bad usage; 130 when interrupted.</summary>
internal sealed class DarrayCommand : RootCommand
{
    /// <summary>The exit code for bad data or a failed job.</summary>
    public const int Failed = 1;

    private const int BadUsage = 2;
    private const int Interrupted = 130;

    private readonly Terminal _terminal;

    /// <summary>Creates the command. To add a subcommand, add a class and a line here.</summary>
    public DarrayCommand(Terminal terminal) : base("Inspects, reduces, transforms and converts arrays far larger than memory.")
    {
        _terminal = terminal;
        Add(new InfoCommand(terminal));
        Add(new ShowCommand(terminal));
        Add(new StatsCommand(terminal));
        Add(new TreeCommand(terminal));
        Add(new ConvertCommand(terminal));
        Add(new VerifyCommand(terminal));
        Add(new IndexCommand(terminal));
        Add(new DemoCommand(terminal));
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Run(["--help"]);
            return BadUsage;
        }
        Define(arguments);
        var parsed = Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // An error that quotes the input tells more than one about something missing.
            var error = parsed.Errors.FirstOrDefault(error => error.Message.Contains('\'', StringComparison.Ordinal)) ?? parsed.Errors[0];
            return Complain(Messages.Of(error), BadUsage);
        }
        return Guard(() => parsed.Invoke(
            new InvocationConfiguration { Output = _terminal.Out, Error = _terminal.Error, EnableDefaultExceptionHandler = false }));
    }

    /// <summary>
    /// Creates the options of the named command. Creates those of all commands if none is named, or if a response file may name it.
    /// </summary>
    private void Define(string[] arguments)
    {
        var named = Subcommands.Where(command => arguments.Contains(command.Name)).ToList();
        var isInFile = Array.Exists(arguments, argument => argument.StartsWith('@'));
        foreach (var command in (named.Count == 0 || isInFile ? Subcommands : named).Cast<LazyCommand>())
            command.Define();
    }

    private int Guard(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            return Complain("interrupted", Interrupted);
        }
        catch (Exception problem) when (problem is ExpressionException or UsageException)
        {
            return Complain(problem.Message, BadUsage);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or InvalidOperationException or ArithmeticException or DllNotFoundException or OutOfMemoryException)
        {
            return Complain(Messages.Of(problem), Failed);
        }
        catch (Exception problem)
        {
            return Complain($"a bug in this program, {problem.GetType().Name}: {problem.Message}", Failed);
        }
    }

    private int Complain(string problem, int code)
    {
        _terminal.Complain(problem);
        return code;
    }
}
