namespace DelayedArrays;

/// <summary>How reading an array ended.</summary>
internal enum Outcome
{
    /// <summary>All of it was read.</summary>
    Read,

    /// <summary>It is of a kind that is not read.</summary>
    Unread,

    /// <summary>It could not be read.</summary>
    Failed,
}

/// <summary>What was found of an array that was to be read.</summary>
/// <param name="Line">In words.</param>
/// <param name="Outcome">Whether it was read.</param>
internal readonly record struct Verified(string Line, Outcome Outcome)
{
    /// <summary>What is doubtful although all could be read, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static implicit operator Verified(string line) => new(line, Outcome.Read);

    /// <summary>What is not read, and why.</summary>
    public static Verified Unread(string line) => new(line, Outcome.Unread);

    /// <summary>What cannot be read, and why.</summary>
    public static Verified Failed(string line) => new(line, Outcome.Failed);

    /// <summary>Checks one array; what is wrong with it is told, so that the others can be checked as well.</summary>
    public static Verified Of(Func<Verified> check)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
            or InvalidOperationException or ArithmeticException)
        {
            return Failed(Messages.Of(e));
        }
    }
}
