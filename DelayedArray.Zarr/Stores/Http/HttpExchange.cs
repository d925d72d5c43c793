using System.Buffers;

namespace DelayedArrays;

/// <summary>One answer of a server: its head, and its body read piece by piece, each within the time allowed.</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly HttpTimer _timer;
    private readonly CancellationTokenRegistration _stop;
    private Stream? _body;

    /// <summary>Takes over an answer and the timer that its head was awaited with.</summary>
    public HttpExchange(HttpResponseMessage response, HttpTimer timer)
    {
        Response = response;
        _timer = timer;
        // The only way to end a read that waits on the calling thread.
        _stop = timer.Token.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
    }

    /// <summary>The answer.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>Length of the body, if the server tells.</summary>
    public long? Length => Response.Content.Headers.ContentLength;

    /// <summary>Reads some bytes of the body; 0 at its end.</summary>
    /// <exception cref="TransientHttpException">The body ended early, or did not come in time.</exception>
    public int Read(Span<byte> span)
    {
        try
        {
            _timer.Renew();
            _body ??= Response.Content.ReadAsStream(_timer.Token);
            var read = _body.Read(span);
            if (read > 0 || !_timer.Token.IsCancellationRequested)
                return read;
            throw new IOException("the connection was closed");
        }
        catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            throw _timer.Failure(error, "nothing came for", "the body ended early");
        }
    }

    /// <summary>Reads as many bytes as there is room for, or to the end of the body.</summary>
    /// <returns>How many.</returns>
    public int Fill(Span<byte> span)
    {
        var filled = 0;
        while (filled < span.Length && Read(span[filled..]) is > 0 and var read)
            filled += read;
        return filled;
    }

    /// <summary>Reads and drops bytes.</summary>
    /// <returns>Whether there were so many.</returns>
    public bool Skip(long count)
    {
        var unwanted = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (count > 0)
            {
                var read = Read(unwanted.AsSpan(0, (int)Math.Min(count, unwanted.Length)));
                if (read == 0)
                    return false;
                count -= read;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unwanted);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _body?.Dispose();
        Response.Dispose();
        _timer.Dispose();
    }
}
