namespace DelayedArrays;

/// <summary>How a <see cref="HttpZarrStore"/> asks its server.</summary>
public sealed record HttpStoreOptions
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    /// <summary>
    /// How often a request is repeated that failed in a way that may pass: no connection, no answer in time, a body that ends
    /// early, status 408, 429 or 5xx.
    /// </summary>
    public int Retries { get; init; } = 5;

    /// <summary>The longest wait for the head of an answer, and then for each further part of its body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest time that one request may take, from asking to the last byte of its answer, however steadily the bytes come. It
    /// is not repeated then. 10 minutes by default: slow connections need more for large chunks.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most requests under way at once.</summary>
    public int MaximumConnections { get; init; } = 16;

    /// <summary>The longest wait before the first repetition; it doubles with each, and the wait is a random part of it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait before any repetition, also where the server asks for a longer one (Retry-After).</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most bytes to read and drop before a part of a value, if the server sends all of it instead of the part.</summary>
    public long MaximumSkipped { get; init; } = 64 << 20;

    /// <summary>
    /// Whether status 403 means that a value is not there, as S3 answers where the public may read a bucket but not list it. By default
    /// (null) this is found out: metadata that are looked for are then absent, and a chunk is absent, which reads as fill values, if the
    /// server answers so for a key that surely is absent while it still lets the metadata be read. Otherwise 403 is an error.
    /// </summary>
    public bool? ForbiddenMeansMissing { get; init; }

    /// <summary>What makes no sense, or null.</summary>
    internal string? Problem() =>
        Retries < 0 ? $"{nameof(Retries)} is negative"
        : MaximumConnections < 1 ? $"{nameof(MaximumConnections)} is less than 1"
        : MaximumSkipped < 0 ? $"{nameof(MaximumSkipped)} is negative"
        : Timeout <= TimeSpan.Zero || Timeout > LongestTime ? $"{nameof(Timeout)} is not between 0 and a day"
        : RequestTimeout <= TimeSpan.Zero || RequestTimeout > LongestTime ? $"{nameof(RequestTimeout)} is not between 0 and a day"
        : FirstDelay < TimeSpan.Zero || FirstDelay > LongestTime ? $"{nameof(FirstDelay)} is not between 0 and a day"
        : MaximumDelay < TimeSpan.Zero || MaximumDelay > LongestTime ? $"{nameof(MaximumDelay)} is not between 0 and a day"
        : null;
}
