using System.Net;
using System.Net.Http.Headers;

namespace DelayedArrays.Zarr;

/// <summary>
/// Sends requests, follows redirections, and repeats requests after transient failures. Limits the number of concurrent requests.
/// </summary>
internal sealed class HttpAsker : IDisposable
{
    private const int MaxRedirections = 10;
    private readonly HttpStoreOptions _options;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _slots;

    /// <summary>Creates the client.</summary>
    public HttpAsker(HttpStoreOptions options)
    {
        _options = options;
        _slots = new SemaphoreSlim(options.MaximumConnections);
        var handler = new SocketsHttpHandler
        {
            // Redirections are followed in this class, which checks their schemes. Values must arrive without content encoding.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            MaxConnectionsPerServer = options.MaximumConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.Timeout,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Repeats an attempt until it succeeds or fails permanently.</summary>
    /// <param name="address">The address, for error messages.</param>
    /// <param name="attempt">Sends requests and reads their answers.</param>
    /// <param name="cancellation">Ends the attempt, or the wait between attempts.</param>
    /// <exception cref="IOException">All attempts failed.</exception>
    public T Retry<T>(string address, Func<T> attempt, CancellationToken cancellation)
    {
        for (var failures = 0; ; failures++)
        {
            _slots.Wait(cancellation);
            TransientHttpException failure;
            try
            {
                return attempt();
            }
            catch (TransientHttpException error)
            {
                failure = error;
            }
            finally
            {
                _slots.Release();
            }
            if (failure.IsFinal)
                throw new IOException($"{address}: {failure.Message}", failure);
            if (failures == _options.Retries)
                throw new IOException($"{address}: {failure.Message}, after {failures + 1} attempts", failure);
            Task.Delay(Delay(failures, failure.RetryAfter), _options.Clock, cancellation).GetAwaiter().GetResult();
        }
    }

    /// <summary>Sends one request and follows redirections.</summary>
    /// <exception cref="TransientHttpException">There was no answer, or one that calls for another attempt.</exception>
    /// <exception cref="IOException">The server redirects too often, or to an address that is not allowed.</exception>
    public HttpExchange Send(HttpMethod method, Uri address, RangeHeaderValue? range, CancellationToken cancellation)
    {
        for (var hops = 0; hops <= MaxRedirections; hops++)
        {
            var answer = SendOnce(method, address, range, cancellation);
            var response = answer.Response;
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                answer.Dispose();
                address = Redirected(address, location);
                continue;
            }
            if (status is not (408 or 429 or >= 500 and <= 599))
                return answer;
            var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _options.Clock.GetUtcNow();
            answer.Dispose();
            throw new TransientHttpException($"the server answers with status {status}") { RetryAfter = wait };
        }
        throw new IOException($"{HttpZarrStore.Shown(address)}: the server redirects more than {MaxRedirections} times");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _slots.Dispose();
    }

    private static Uri Redirected(Uri from, Uri location)
    {
        if (!Uri.TryCreate(from, location, out var to))
            throw new IOException($"{HttpZarrStore.Shown(from)}: the server redirects to an invalid address");
        var allowed = to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return allowed ? to : throw new IOException(
            $"{HttpZarrStore.Shown(from)}: the server redirects to {HttpZarrStore.Shown(to)}, which requests do not follow");
    }

    private HttpExchange SendOnce(HttpMethod method, Uri address, RangeHeaderValue? range, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Range = range;
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        var timer = new HttpTimer(_options, cancellation);
        try
        {
            timer.Renew();
            var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, timer.Token);
            return new HttpExchange(response, timer);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            using (timer)
                throw timer.Failure(error, "there was no answer within", "there was no answer");
        }
    }

    private TimeSpan Delay(int failures, TimeSpan? asked)
    {
        var max = _options.MaximumDelay;
        if (asked is { } wait)
            return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < max ? wait : max;
        var upTo = Math.Min(max.TotalMilliseconds, _options.FirstDelay.TotalMilliseconds * Math.Pow(2, failures));
        // A random part of the delay keeps readers that failed together from returning together.
        return TimeSpan.FromMilliseconds(upTo * (0.5 + Random.Shared.NextDouble() / 2));
    }
}
