namespace DelayedArrays;

/// <summary>The output of a command, and its cancellation.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, CancellationToken Cancellation)
{
    /// <summary>Whether a person sees standard error, so that progress may be shown.</summary>
    public bool IsInteractive => ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Reports an error in one line.</summary>
    public void Complain(string problem) => Error.WriteLine($"darray: {problem.ReplaceLineEndings(" ").Trim()}");
}
