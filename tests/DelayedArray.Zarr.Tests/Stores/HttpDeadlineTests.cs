namespace DelayedArrays.ZarrTests;

/// <summary>Servers that send so slowly that each byte comes in time, but not the last one.</summary>
public sealed class HttpDeadlineTests : IDisposable
{
    private readonly TestHttpServer _server = new(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["x"] = new byte[4000] });

    private HttpStoreOptions Options => new()
    {
        Retries = 2,
        FirstDelay = TimeSpan.Zero,
        Timeout = TimeSpan.FromSeconds(10),
        RequestTimeout = TimeSpan.FromMilliseconds(500),
        Clock = _server.Clock,
    };

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    public void TheWholeAnswerHasItsTime(bool tellsLengths, bool knowsRanges, bool part)
    {
        _server.TellsLengths = tellsLengths;
        _server.KnowsRanges = knowsRanges;
        _server.Misbehave = request => _server.RightAnswer(request) with { Drip = TimeSpan.FromMilliseconds(20) };
        using var store = new HttpZarrStore(_server.Address, Options);
        var error = Assert.Throws<IOException>(() => store.Read("x", part || !tellsLengths ? ByteRange.From(3000, 500) : ByteRange.All));
        Assert.Contains("not complete within 0.5 s", error.Message, StringComparison.Ordinal);
        Assert.Contains(_server.Address + "/x", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void AHeadThatDripsHasItsTime()
    {
        _server.Misbehave = _ => new TestAnswer("HTTP/1.1 200 OK\r\nX: " + new string('x', 100), [.. Enumerable.Repeat((byte)'y', 4000)]) { Drip = TimeSpan.FromMilliseconds(20) };
        using var store = new HttpZarrStore(_server.Address, Options);
        Assert.Contains("not complete within 0.5 s", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void SilenceEndsARequestBeforeItsTimeIsUp()
    {
        _server.Misbehave = request => _server.RightAnswer(request) with { Pause = TimeSpan.FromSeconds(20) };
        using var store = new HttpZarrStore(_server.Address, Options with { Timeout = TimeSpan.FromMilliseconds(100), RequestTimeout = TimeSpan.FromSeconds(30) });
        Assert.Contains("after 3 attempts", Assert.Throws<IOException>(() => store.Read("x")).Message, StringComparison.Ordinal);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public void TimesThatMakeNoSenseAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new HttpZarrStore(_server.Address, Options with { RequestTimeout = TimeSpan.Zero }));
}
