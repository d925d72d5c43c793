namespace DelayedArrays;

/// <summary>Where a command writes, and what ends it.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, CancellationToken Cancellation)
{
    /// <summary>Whether errors go to a person's screen, who may be shown progress.</summary>
    public bool IsInteractive => ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Says what is wrong, in one line.</summary>
    public void Complain(string problem) => Error.WriteLine($"darray: {problem.ReplaceLineEndings(" ").Trim()}");
}
