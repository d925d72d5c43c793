using System.CommandLine.Parsing;

namespace DelayedArrays;

/// <summary>What exceptions say, as it is put before users of the command line.</summary>
internal static class Messages
{
    /// <summary>
    /// What is wrong, without what .NET adds for programmers: the name of a parameter, and the value it had, which means nothing to
    /// who does not write C#.
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

    /// <summary>What is wrong with an argument. Those that are parsed are all numbers, for which .NET names its own type.</summary>
    public static string Of(ParseError problem)
    {
        var at = problem.Message.IndexOf(" as expected type", StringComparison.Ordinal);
        return at < 0 ? problem.Message : $"{problem.Message[..at]}; expected a number";
    }
}
