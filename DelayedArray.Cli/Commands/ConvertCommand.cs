using System.CommandLine;

namespace DelayedArrays;

/// <summary><c>darray convert</c>: evaluates an array into a file.</summary>
internal sealed class ConvertCommand(Terminal terminal) : LazyCommand("convert", "Evaluates an array and writes it, wholly or not at all.")
{
    /// <inheritdoc/>
    public override void Define()
    {
        var source = new SourceOptions(this, withExpression: true);
        var target = new TargetOptions(this);
        var type = new Option<string?>("--dtype") { Description = "element type to convert to, such as float32; or the meaning of integers, such as datetime64[ns]" };
        Options.Add(type);
        SetAction(parsed =>
        {
            var request = source.Read(parsed);
            var array = Converted(request.Open(), parsed.GetValue(type));
            if (request.IsExplained)
            {
                request.Explain(terminal, array, array.Explain(request.Execution));
                return;
            }
            var (location, write, patience) = (target.Location(parsed), target.Read(parsed), target.Patience(parsed));
            if (!request.IsQuiet)
                SayWhatIsLost(array, write, terminal);
            request.Run("writing", terminal, run =>
            {
                ArrayFormats.For(location.Path).Write(array, location, write, run with { LockTimeout = patience });
                return true;
            });
        });
    }

    private static void SayWhatIsLost(DelayedArray array, WriteRequest write, Terminal terminal)
    {
        if (array.IsSparse && write.Sparse is null)
            terminal.Error.WriteLine("darray: a sparse array is written dense; --sparse csr or --sparse csc keeps it sparse");
        if (array.Time is null && Node.InputsFirst(array.Root).FirstOrDefault(node => node.Time is not null) is { } lost)
            terminal.Error.WriteLine($"darray: {lost.TypeName} is computed as integers, and written as {array.ElementType.Name()}");
    }

    /// <summary>
    /// Converts the array to another element type, or to dates and durations if the name is such as <c>datetime64[ns]</c>.
    /// </summary>
    private static DelayedArray Converted(DelayedArray array, string? name)
    {
        if (name is null)
            return array;
        if (TimeType.TryParse(name) is { } time)
        {
            return array.Time is null || array.Time == time ? array.Cast<long>().WithTime(time)
                : throw new UsageException($"--dtype {name}: the array has elements of type {array.Time}, and units are not converted");
        }
        var converted = array.Cast(ParseType(name));
        return converted.Time is null ? converted : converted.WithTime(null);
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
