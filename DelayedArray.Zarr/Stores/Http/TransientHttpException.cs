namespace DelayedArrays;

/// <summary>A request failed in a way that may pass. Never leaves the store: it is repeated, or told as an IOException.</summary>
internal sealed class TransientHttpException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TransientHttpException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
    public TransientHttpException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public TransientHttpException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Whether it is told at once, since a repetition would take as long.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
