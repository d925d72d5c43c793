namespace DelayedArrays;

/// <summary>How an <see cref="HttpZarrStore"/> accesses its server.</summary>
public sealed record HttpStoreOptions
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    /// <summary>
    /// How often a request is repeated after a transient failure: no connection, no answer in time, a body that ends early, or status
    /// 408, 429 or 5xx.
    /// </summary>
    public int Retries { get; init; } = 5;

    /// <summary>The longest wait for the head of an answer, and then for each further part of its body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest time for one request, from sending it to the last byte of the answer, even if the bytes keep arriving. A request that
    /// takes longer is not repeated. The default is 10 minutes; slow connections need more for large chunks.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The most concurrent requests.</summary>
    public int MaximumConnections { get; init; } = 16;

    /// <summary>The longest wait before the first repetition. It doubles each time; the actual wait is a random part of it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait before any repetition, even if the server asks for a longer one (Retry-After).</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The most bytes to read and discard before a part of a value, if the server sends the whole value instead of the part.
    /// </summary>
    public long MaximumSkipped { get; init; } = 64 << 20;

    /// <summary>
    /// Whether status 403 means that a value does not exist. S3 answers in this way if the public may read a bucket but not list it. By
    /// default (null) the store finds out. It treats metadata that it looks for as absent. It treats a chunk as absent, which then reads
    /// as fill values, if the server gives the same answer for a key that is certainly absent while it still serves the metadata.
    /// Otherwise 403 is an error.
    /// </summary>
    public bool? ForbiddenMeansMissing { get; init; }

    /// <summary>The clock of all of these waits.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Describes an invalid option; null if all are valid.</summary>
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
