namespace DelayedArrays.Zarr;

/// <summary>
/// Ends the wait for a server when nothing arrives for a while, when the whole request takes too long, or when it is cancelled.
/// </summary>
internal sealed class HttpTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly HttpStoreOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _link;
    private readonly long _start;

    /// <summary>Starts the time of a request.</summary>
    public HttpTimer(HttpStoreOptions options, CancellationToken cancellation)
    {
        _options = options;
        _cancellation = cancellation;
        _start = options.Clock.GetTimestamp();
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Clock);
        _link = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Signals the end of the wait.</summary>
    public CancellationToken Token => _source.Token;

    private TimeSpan Left => _options.RequestTimeout - _options.Clock.GetElapsedTime(_start);

    /// <summary>Starts the time limit for the next part of the answer.</summary>
    public void Renew()
    {
        var left = Left;
        if (left <= TimeSpan.Zero)
            _source.Cancel();
        else
            _source.CancelAfter(left < _options.Timeout ? left : _options.Timeout);
    }

    /// <summary>Describes why a wait ended.</summary>
    /// <param name="error">The exception that ended the wait.</param>
    /// <param name="silence">The message if nothing arrived in time.</param>
    /// <param name="otherwise">The message if time was not the reason.</param>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public TransientHttpException Failure(Exception error, string silence, string otherwise)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_source.IsCancellationRequested)
            return new TransientHttpException($"{otherwise} ({error.Message})", error);
        // Clocks are not exact, so a little early counts as the end of the time.
        return Left <= TimeSpan.FromMilliseconds(20)
            ? new TransientHttpException($"the answer was not complete within {_options.RequestTimeout.TotalSeconds:0.###} s (option request-timeout)", error) { IsFinal = true }
            : new TransientHttpException($"{silence} {_options.Timeout.TotalSeconds:0.###} s", error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _link.Dispose();
        _source.Dispose();
    }
}
