using System.Buffers;

namespace DelayedArrays.Zarr;

/// <summary>A server's answer: its head, and its body, which is read piece by piece within the time limits.</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly HttpTimer _timer;
    private readonly CancellationTokenRegistration _stop;
    private Stream? _body;

    /// <summary>Takes ownership of an answer and of the timer that was started with the request.</summary>
    public HttpExchange(HttpResponseMessage response, HttpTimer timer)
    {
        Response = response;
        _timer = timer;
        // Nothing else can end a blocking read.
        _stop = timer.Token.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
    }

    /// <summary>The answer.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>The length of the body, if the server states it.</summary>
    public long? Length => Response.Content.Headers.ContentLength;

    /// <summary>Reads some bytes of the body; 0 at its end.</summary>
    /// <exception cref="TransientHttpException">The body ended early, or did not arrive in time.</exception>
    public int Read(Span<byte> span)
    {
        try
        {
            _timer.Renew();
            _body ??= Response.Content.ReadAsStream(_timer.Token);
            var read = _body.Read(span);
            // Once the time is up the response is disposed, which may read some of the bytes itself.
            return _timer.Token.IsCancellationRequested ? throw new IOException("the connection was closed") : read;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            throw _timer.Failure(error, "nothing arrived for", "the body ended early");
        }
    }

    /// <summary>Reads until the buffer is full or the body ends.</summary>
    /// <returns>The number of bytes read.</returns>
    public int Fill(Span<byte> span)
    {
        var filled = 0;
        while (filled < span.Length && Read(span[filled..]) is > 0 and var read)
            filled += read;
        return filled;
    }

    /// <summary>Reads and discards bytes.</summary>
    /// <returns>Whether the body had that many.</returns>
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
