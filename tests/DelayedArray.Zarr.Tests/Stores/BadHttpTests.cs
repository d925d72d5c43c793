using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace DelayedArrays.ZarrTests;

/// <summary>Servers that are slow, broken, or hostile.</summary>
public sealed class BadHttpTests : IDisposable
{
    private static readonly HttpStoreOptions Quick = new() { Retries = 2, FirstDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(10) };

    private readonly TestHttpServer _server = new(new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["x"] = [.. Enumerable.Range(0, 100).Select(i => (byte)i)],
        ["big"] = new byte[200_000],
    });

    private HttpStoreOptions Timed => Quick with { FirstDelay = TimeSpan.Zero, Clock = _server.Clock };

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", true)]
    [InlineData("HTTP/1.1 206 Part\r\nContent-Length: 3\r\n", false)]
    [InlineData("HTTP/1.1 500 No\r\nContent-Length: 3\r\n", false)]
    [InlineData("HTTP/1.1 408 No\r\nContent-Length: 3\r\n", false)]
    public void WhatMayPassIsTriedAgainAndThenAnError(string head, bool close)
    {
        _server.Misbehave = _ => new TestAnswer(head, [1, 2, 3]) { Close = close };
        using var store = new HttpZarrStore(_server.Address, Quick);
        var error = Assert.Throws<IOException>(() => store.Read("x"));
        Assert.Contains(_server.Address + "/x", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Theory]
    [InlineData("bytes 11-20/100")]
    [InlineData("bytes 10-18/100")]
    [InlineData("bytes 0-9/100")]
    [InlineData("items 10-19/100")]
    public void AnotherPartThanAskedForIsNotTaken(string sent)
    {
        _server.Misbehave = request => request.Attempt > 2 ? null
            : new TestAnswer($"HTTP/1.1 206 Part\r\nContent-Length: 10\r\nContent-Range: {sent}\r\n", new byte[10]);
        using var store = new HttpZarrStore(_server.Address, Quick);
        Assert.Equal([10, 11, 12, 13, 14, 15, 16, 17, 18, 19], store.Read("x", ByteRange.From(10, 10)));
        _server.Misbehave = _ => new TestAnswer($"HTTP/1.1 206 Part\r\nContent-Length: 10\r\nContent-Range: {sent}\r\n", new byte[10]);
        Assert.Contains(_server.Address + "/x", Assert.Throws<IOException>(() => store.Read("x", ByteRange.From(10, 10))).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => store.Read("x", ByteRange.Last(11)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(418)]
    [InlineData(304)]
    public void WhatWillNotPassIsAnErrorAtOnce(int status)
    {
        _server.Misbehave = _ => TestAnswer.Status(status);
        using var store = new HttpZarrStore(_server.Address, Quick);
        var error = Assert.Throws<IOException>(() => store.Read("x"));
        Assert.Contains($"status {status}", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
        Assert.Throws<IOException>(() => store.Length(new StoreKey("x")));
    }

    [Fact]
    public void ForbiddenMeansMissingWhereThatIsSaid()
    {
        _server.Misbehave = _ => TestAnswer.Status(403);
        using var store = new HttpZarrStore(_server.Address, Quick with { ForbiddenMeansMissing = true });
        Assert.Null(store.Read("x"));
        Assert.Null(store.Length(new StoreKey("x")));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n")]
    public void EndlessBodiesAreCutOffAtTheLimit(string head)
    {
        _server.Misbehave = _ => new TestAnswer(head, []) { Endless = new byte[4096] };
        using var store = new HttpZarrStore(_server.Address, Quick);
        var destination = new ArrayBufferWriter<byte>();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Throws<ArrayFormatException>(() => store.TryRead(new StoreKey("x"), ByteRange.All, 100_000, destination));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
        Assert.Equal(0, destination.WrittenCount);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void SlowServersAreGivenUp()
    {
        var time = TimeSpan.FromMilliseconds(200);
        using var store = new HttpZarrStore(_server.Address, Timed with { Retries = 1, Timeout = time });
        _server.Misbehave = _ => new TestAnswer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", [1, 2, 3]) { Pause = time };
        Assert.Contains("nothing arrived for 0.2 s", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        _server.Misbehave = _ => new TestAnswer("HTTP/1.1 200 OK\r\nConnection: close\r\n", []) { Pause = time };
        Assert.Contains("nothing arrived for 0.2 s", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        _server.Misbehave = _ =>
        {
            _server.Clock.Advance(time);
            return null;
        };
        Assert.Contains("no answer within 0.2 s", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        Assert.Equal(6, _server.Requests.Count);
    }

    [Fact]
    public async Task CancellationEndsTheWaitingForABody()
    {
        using var store = new HttpZarrStore(_server.Address, Timed);
        _server.Misbehave = _ => new TestAnswer("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n", [1]);
        using var source = new CancellationTokenSource();
        var reading = Task.Run(() => store.TryRead(new StoreKey("x"), ByteRange.All, 20_000_000, new ArrayBufferWriter<byte>(), source.Token));
        // For the head, for the first byte, and for the others.
        _server.Clock.AwaitMoreThan(2);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task CancellationEndsTheWaitingBetweenAttempts()
    {
        using var store = new HttpZarrStore(_server.Address, Timed with { MaximumDelay = TimeSpan.FromHours(1) });
        _server.Misbehave = _ => TestAnswer.Status(503, "Retry-After: 3000\r\n");
        using var source = new CancellationTokenSource();
        var reading = Task.Run(() => store.TryRead(new StoreKey("x"), ByteRange.All, 100, new ArrayBufferWriter<byte>(), source.Token));
        _server.Clock.AwaitWait(TimeSpan.FromSeconds(3000));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task ServersAreNotLetToAskForLongWaits()
    {
        var max = TimeSpan.FromMilliseconds(300);
        using var store = new HttpZarrStore(_server.Address, Timed with { MaximumDelay = max });
        _server.Misbehave = request => request.Attempt == 1 ? TestAnswer.Status(503, "Retry-After: 86400\r\n") : null;
        var reading = Task.Run(() => store.Read("x")!.Length);
        _server.Clock.AwaitWait(max);
        _server.Clock.Advance(max);
        Assert.Equal(100, await reading);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("ws://127.0.0.1/x")]
    [InlineData("//:99999/x")]
    [InlineData("//[x/y")]
    public void RedirectionsToOtherSchemesAreNotFollowed(string target)
    {
        _server.Misbehave = _ => TestAnswer.Status(302, $"Location: {target}\r\n");
        using var store = new HttpZarrStore(_server.Address, Quick);
        Assert.Contains("redirects", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RedirectionsAreFollowedButNotForEver()
    {
        _server.Misbehave = request => request.Path.EndsWith("/y", StringComparison.Ordinal) ? TestAnswer.Status(307, "Location: x\r\n") : null;
        using var store = new HttpZarrStore(_server.Address, Quick);
        Assert.Equal(100, store.Read("y")!.Length);
        _server.Misbehave = _ => TestAnswer.Status(301, "Location: y\r\n");
        Assert.Contains("more than", Assert.Throws<IOException>(() => store.Read("y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoMoreRequestsAreUnderWayThanAllowed()
    {
        _server.Misbehave = request =>
        {
            Thread.Sleep(5);
            return null;
        };
        using var store = new HttpZarrStore(_server.Address, Quick with { MaximumConnections = 3 });
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 12 }, i => Assert.Equal([7], store.Read("x", ByteRange.From(7, 1))));
        Assert.InRange(_server.MaxAtOnce, 1, 3);
        Assert.Equal(60, _server.Requests.Count);
    }

    [Fact]
    public void MuchIsNotSkippedForAPart()
    {
        _server.KnowsRanges = false;
        using var store = new HttpZarrStore(_server.Address, Quick with { MaximumSkipped = 1000 });
        Assert.Equal([0], store.Read("big", ByteRange.From(1000, 1)));
        Assert.Contains("does not send parts", Assert.Throws<IOException>(() => store.Read("big", ByteRange.From(1001, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyThereIsAnError()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        using var store = new HttpZarrStore($"http://127.0.0.1:{port}/x", Quick);
        Assert.Contains($"127.0.0.1:{port}/x/y", Assert.Throws<IOException>(() => store.Read("y")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://host/x")]
    [InlineData("host/x")]
    [InlineData("http://user:password@host/x")]
    public void OtherAddressesAreRefused(string address) => Assert.Throws<ArgumentException>(() => new HttpZarrStore(address));
}
