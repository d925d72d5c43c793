using System.CommandLine.Parsing;

namespace DelayedArrays;

/// <summary>Formats exceptions for users of the command line.</summary>
internal static class Messages
{
    /// <summary>
    /// Describes a problem without the name and value of a parameter, which .NET appends and which only C# programmers understand.
    /// </summary>
    public static string Of(Exception problem)
    {
        if (problem is OutOfMemoryException and not InsufficientMemoryException)
            return "there is not enough memory";
        if (problem is not ArgumentException { ParamName: { } name })
            return problem.Message;
        var at = problem.Message.LastIndexOf($" (Parameter '{name}')", StringComparison.Ordinal);
        return at < 0 ? problem.Message : problem.Message[..at];
    }

    /// <summary>
    /// Describes an invalid argument. .NET would name its own type, but all parsed arguments are numbers.
    /// </summary>
    public static string Of(ParseError problem)
    {
        var at = problem.Message.IndexOf(" as expected type", StringComparison.Ordinal);
        return at < 0 ? problem.Message : $"{problem.Message[..at]}; expected a number";
    }
}
