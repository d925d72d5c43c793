namespace DelayedArrays.ZarrTests;

/// <summary>The store on a server that knows ranges.</summary>
public class HttpZarrStoreTests : StoreConformance
{
    private TestHttpServer? _server;

    /// <inheritdoc/>
    protected override ZarrStore Create(IReadOnlyDictionary<string, byte[]> values)
    {
        _server = new TestHttpServer(values);
        Adjust(_server);
        return new HttpZarrStore(_server.Address + "/?signature=abc%2F", new() { FirstDelay = TimeSpan.Zero, Retries = 50 });
    }

    /// <summary>Makes the server a certain kind of server.</summary>
    protected virtual void Adjust(TestHttpServer server)
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _server?.Dispose();
    }

    [Fact]
    public void TheQueryGoesWithEveryRequestAndIntoNoMessage()
    {
        Store.Read("a/0.0");
        Assert.All(_server!.Requests, request => Assert.Equal("signature=abc%2F", request.Query));
        Assert.DoesNotContain("signature", Store.Location, StringComparison.Ordinal);
    }
}

/// <summary>The store on a server that sends whole values when it is asked for parts.</summary>
public sealed class HttpWithoutRangesTests : HttpZarrStoreTests
{
    /// <inheritdoc/>
    protected override void Adjust(TestHttpServer server) => server.KnowsRanges = false;
}

/// <summary>The store on a server that sends bodies in chunks and tells no length.</summary>
public sealed class HttpWithoutLengthsTests : HttpZarrStoreTests
{
    /// <inheritdoc/>
    protected override void Adjust(TestHttpServer server)
    {
        server.TellsLengths = false;
        server.Misbehave = request => request.Method == "HEAD" ? TestAnswer.Status(405) : null;
    }
}

/// <summary>The store on a server whose answers mostly fail, in an order with which no number of readers keeps step.</summary>
public sealed class HttpWithFailuresTests : HttpZarrStoreTests
{
    /// <inheritdoc/>
    protected override void Adjust(TestHttpServer server) => server.Misbehave = request => (((uint)request.Attempt * 2654435761) >> 16 & 7) switch
    {
        0 => TestAnswer.Status(500),
        1 => TestAnswer.Status(503),
        2 when server.RightAnswer(request) is { Body.Length: > 0 } right => right with { Body = right.Body[1..], Close = true },
        3 => new TestAnswer("nonsense\r\n", []) { Close = true },
        4 => TestAnswer.Status(429, "Retry-After: 0\r\n"),
        _ => null,
    };
}
