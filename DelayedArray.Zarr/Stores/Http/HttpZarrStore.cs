using System.Buffers;
using System.Net.Http.Headers;

namespace DelayedArrays;

/// <summary>
/// A read-only store on a web server. The address of a value is the address of the store followed by the key. Parts of values are read
/// with range requests (RFC 9110, section 14); a server without range requests sends each value from its start.
/// </summary>
public sealed partial class HttpZarrStore : ZarrStore
{
    private readonly HttpStoreOptions _options;
    private readonly HttpAsker _asker;
    private readonly ForbiddenKeys _forbidden;
    private readonly string _root;
    private readonly string _query;

    /// <summary>Creates a store without sending any request.</summary>
    /// <param name="address">An http or https address. Its query, such as a signature, is sent with every request.</param>
    /// <param name="options">How to access the server.</param>
    /// <exception cref="ArgumentException">The address is not http or https, or contains a password.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is invalid.</exception>
    public HttpZarrStore(string address, HttpStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("An address that begins with http:// or https:// was expected.", nameof(address));
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException("An address without a user's name and password was expected.", nameof(address));
        if (options?.Problem() is { } problem)
            throw new ArgumentOutOfRangeException(nameof(options), problem);
        _root = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _query = uri.Query;
        _options = options ?? new HttpStoreOptions();
        _asker = new HttpAsker(_options);
        _forbidden = new ForbiddenKeys(_options.ForbiddenMeansMissing, Status);
        Location = _root;
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <inheritdoc/>
    public override bool CanList => false;

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (key.IsRoot)
            return null;
        (var found, var length) = _asker.Retry(Named(key), () => LengthByHead(key, cancellation), cancellation);
        return IsThere(key, found, cancellation) ? length : null;
    }

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        cancellation.ThrowIfCancellationRequested();
        if (key.IsRoot)
            return false;
        if (!range.IsAll)
            Bounded(key, range.Length, limit);
        var found = _asker.Retry(Named(key), () => ReadOnce(key, range, limit, destination, cancellation), cancellation);
        return IsThere(key, found, cancellation);
    }

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key) =>
        throw new NotSupportedException($"{Location}: a web server cannot list its content; expected the name of an array, or a store with consolidated metadata");

    /// <inheritdoc/>
    internal override string? Doubt(IReadOnlyList<StoreKey> keys)
    {
        string[] taken = [.. keys.Where(_forbidden.WasTaken).Select(key => key.Name)];
        return taken.Length == 0 ? null : $"the server answers with status 403 (forbidden) for {string.Join(" and ", taken)}: "
            + "it does not allow reading them, or answers in this way for missing values";
    }

    /// <summary>An address as error messages show it: without its query, which may be secret.</summary>
    internal static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _asker.Dispose();
            _forbidden.Dispose();
        }
        base.Dispose(disposing);
    }

    private string Named(StoreKey key) => $"{Location}/{key}";

    private Uri AddressOf(StoreKey key) =>
        new($"{_root}/{string.Join('/', key.Path.Split('/').Select(Uri.EscapeDataString))}{_query}");

    private Found ReadOnce(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation)
    {
        var header = range.IsAll ? null
            : range.IsSuffix ? new RangeHeaderValue(null, range.Length)
            : new RangeHeaderValue(range.Offset, range.Offset + (range.Length - 1));
        using var answer = _asker.Send(HttpMethod.Get, AddressOf(key), header, cancellation);
        var status = (int)answer.Response.StatusCode;
        if (NotFound(status) is { } found)
            return found;
        if (status == 416 && !range.IsAll)
            throw Outside(key, range, answer.Response.Content.Headers.ContentRange?.Length);
        if (status is not (200 or 206))
            throw Refused(key, status);
        if (answer.Response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw new IOException($"{Named(key)}: the server sends the value in another encoding, although the request excludes that");
        var body = new HttpBody(this, key, answer, limit, _options.MaximumSkipped);
        if (status == 206)
            body.ReadPart(range, destination);
        else if (range.IsAll)
            body.ReadAll(destination);
        else
            body.ReadPartOfAll(range, destination);
        return Found.Value;
    }

    private (Found Found, long? Length) LengthByHead(StoreKey key, CancellationToken cancellation)
    {
        using (var answer = _asker.Send(HttpMethod.Head, AddressOf(key), null, cancellation))
        {
            var status = (int)answer.Response.StatusCode;
            if (status == 200 && answer.Length is { } length)
                return (Found.Value, length);
            if (status is 404 or 410)
                return (Found.Nothing, null);
        }
        // The server does not state the length, or does not allow HEAD, as for addresses signed for GET.
        return LengthByGet(key, cancellation);
    }

    private (Found Found, long? Length) LengthByGet(StoreKey key, CancellationToken cancellation)
    {
        using var answer = AskForOneByte(key, cancellation);
        var status = (int)answer.Response.StatusCode;
        if (NotFound(status) is { } found)
            return (found, null);
        var length = status switch
        {
            200 => answer.Length,
            206 or 416 => answer.Response.Content.Headers.ContentRange?.Length,
            _ => throw Refused(key, status),
        };
        return (Found.Value, length ?? throw new IOException($"{Named(key)}: the server does not state the length of the value"));
    }

    private HttpExchange AskForOneByte(StoreKey key, CancellationToken cancellation) =>
        _asker.Send(HttpMethod.Get, AddressOf(key), new RangeHeaderValue(0, 0), cancellation);

    private int Status(StoreKey key, CancellationToken cancellation) => _asker.Retry(Named(key), () =>
    {
        using var answer = AskForOneByte(key, cancellation);
        return (int)answer.Response.StatusCode;
    }, cancellation);

    private static Found? NotFound(int status) => status switch
    {
        404 or 410 => Found.Nothing,
        403 => Found.Forbidden,
        _ => null,
    };

    /// <summary>
    /// Interprets what was found. A check of forbidden keys runs only after the request has ended, so that it does not hold up a
    /// connection.
    /// </summary>
    private bool IsThere(StoreKey key, Found found, CancellationToken cancellation)
    {
        if (found == Found.Value)
            _forbidden.WasRead(key);
        else if (found == Found.Forbidden && !_forbidden.IsMissing(key, cancellation))
            throw Refused(key, 403);
        return found == Found.Value;
    }

    private IOException Refused(StoreKey key, int status) => new(status switch
    {
        403 => $"{Named(key)}: the server forbids it (status 403). Some servers, such as S3, answer in this way for missing values, but this one "
            + "does not seem to; the option forbidden-means-missing "
            + $"({nameof(HttpStoreOptions)}.{nameof(HttpStoreOptions.ForbiddenMeansMissing)}) says that it does",
        401 => $"{Named(key)}: the server requires authentication (status 401)",
        _ => $"{Named(key)}: the server answers with status {status}; a value was expected",
    });

    /// <summary>The server's answer about a key.</summary>
    private enum Found
    {
        Nothing,
        Value,
        Forbidden,
    }
}
