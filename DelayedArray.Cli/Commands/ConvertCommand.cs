using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray convert</c>: evaluates an array into a file.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("convert", "Evaluates an array and writes it, wholly or not at all.");
        var source = new SourceOptions(command, withExpression: true);
        var target = new TargetOptions(command);
        var type = new Option<string?>("--dtype") { Description = "element type to convert to, such as float32" };
        command.Options.Add(type);
        command.SetAction(parsed =>
        {
            var request = source.Read(parsed);
            var array = request.Open();
            array = parsed.GetValue(type) is { } name ? array.Cast(ParseType(name)) : array;
            if (request.Explain)
            {
                ExplainOutput.Write(terminal, request, array, run => [array.Explain(run)]);
                return;
            }
            var (location, write, patience) = (target.Location(parsed), target.Read(parsed), target.Patience(parsed));
            SayIfDense(array, write, request.Quiet, terminal);
            ProgressBar.Run("writing", request, terminal, run =>
            {
                Deferred.Compute(array, run);
                ArrayFormats.For(location.Path).Write(array, location, write, run with { LockTimeout = patience });
                return true;
            });
        });
        return command;
    }

    private static void SayIfDense(DelayedArray array, WriteRequest write, bool quiet, Terminal terminal)
    {
        if (!quiet && array.IsSparse && write.Sparse is null)
            terminal.Error.WriteLine("darray: a sparse array is written dense; --sparse csr or --sparse csc keeps it sparse");
    }

    private static ElementType ParseType(string name)
    {
        try
        {
            return ElementTypes.Parse(name);
        }
        catch (UnsupportedElementTypeException problem)
        {
            throw new UsageException($"--dtype: {problem.Message}");
        }
    }
}
