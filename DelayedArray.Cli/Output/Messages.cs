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
        if (problem is not ArgumentException { ParamName: { } name })
            return problem.Message;
        var at = problem.Message.LastIndexOf($" (Parameter '{name}')", StringComparison.Ordinal);
        return at < 0 ? problem.Message : problem.Message[..at];
    }
}
