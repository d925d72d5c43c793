namespace DelayedArrays.Zarr;

/// <summary>
/// A request failed in a way that may pass. The exception never leaves the store: the request is repeated, or an IOException reports it.
/// </summary>
internal sealed class TransientHttpException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TransientHttpException()
    {
    }

    /// <summary>Creates the exception with a description of the failure.</summary>
    public TransientHttpException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with a description of the failure and its cause.</summary>
    public TransientHttpException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Whether to report the failure at once, because a repetition would take as long.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The wait that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
