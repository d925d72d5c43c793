using System.Diagnostics;

namespace DelayedArrays;

/// <summary>Ends what waits for a server: when nothing comes for a while, when the whole request takes too long, or when cancelled.</summary>
internal sealed class HttpTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly HttpStoreOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Starts with a request.</summary>
    public HttpTimer(HttpStoreOptions options, CancellationToken cancellation)
    {
        _options = options;
        _cancellation = cancellation;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>Set when the waiting is to end.</summary>
    public CancellationToken Token => _source.Token;

    private TimeSpan Left => _options.RequestTimeout - Stopwatch.GetElapsedTime(_start);

    /// <summary>Gives the next part of the answer its time.</summary>
    public void Renew()
    {
        var left = Left;
        if (left <= TimeSpan.Zero)
            _source.Cancel();
        else
            _source.CancelAfter(left < _options.Timeout ? left : _options.Timeout);
    }

    /// <summary>Says what ended a wait.</summary>
    /// <param name="error">What the wait ended with.</param>
    /// <param name="silence">What is said if nothing came.</param>
    /// <param name="otherwise">What is said if it was not the time.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TransientHttpException Failure(Exception error, string silence, string otherwise)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_source.IsCancellationRequested)
            return new TransientHttpException($"{otherwise} ({error.Message})", error);
        // A little early is in time: clocks are not that exact.
        return Left <= TimeSpan.FromMilliseconds(20)
            ? new TransientHttpException($"the answer was not complete within {_options.RequestTimeout.TotalSeconds:0.###} s (option request-timeout)", error) { IsFinal = true }
            : new TransientHttpException($"{silence} {_options.Timeout.TotalSeconds:0.###} s", error);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
