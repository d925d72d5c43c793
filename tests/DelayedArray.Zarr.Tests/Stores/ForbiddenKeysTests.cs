namespace DelayedArrays.ZarrTests;

/// <summary>Servers that answer status 403 for missing values, and servers that mean it.</summary>
public sealed class ForbiddenKeysTests : IDisposable
{
    private const string Array = """{"zarr_format":2,"shape":[6],"chunks":[2],"dtype":"|u1","compressor":null,"fill_value":9,"order":"C","filters":null}""";

    private static readonly HttpStoreOptions Quick = new() { Retries = 0, FirstDelay = TimeSpan.Zero };

    private readonly TestHttpServer _server = new(new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        [".zgroup"] = """{"zarr_format":2}"""u8.ToArray(),
        ["x/.zarray"] = System.Text.Encoding.UTF8.GetBytes(Array),
        ["x/0"] = [1, 2],
        ["x/2"] = [5, 6],
    });

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    [Fact]
    public void AbsentMetadataAndChunksAreAbsent()
    {
        _server.Misbehave = AbsentIsForbidden;
        using HttpZarrStore store = new(_server.Address, Quick);
        Assert.Equal([1, 2, 9, 9, 5, 6], ZarrArray.Open<byte>(store, "x").ToArray().Cast<byte>());
        Assert.Equal(2, ZarrGroup.Open(store).Format);
        Assert.Null(store.Length(new StoreKey("x/1")));
        Assert.Equal(2, store.Length(new StoreKey("x/0")));
        using HttpZarrStore other = new(_server.Address, Quick);
        Assert.True(ZarrGroup.Open(other).HasArray("x"));
        Assert.False(ZarrGroup.Open(other).HasArray("y"));
    }

    [Fact]
    public void AShardThatIsAbsentIsFillValues()
    {
        using MemoryZarrStore memory = new();
        Delayed.FromMemory([.. Enumerable.Range(0, 8)], 8).WriteZarr(memory, "s", new()
        {
            Version = 3,
            Chunks = [2],
            Shards = [4],
        });
        memory.Delete(new StoreKey("s/c/1"));
        using TestHttpServer server = new(memory.AllKeys().ToDictionary(key => key, key => memory.Read(key)!, StringComparer.Ordinal));
        server.Misbehave = request => server.RightAnswer(request).Head.Contains(" 404 ", StringComparison.Ordinal) ? TestAnswer.Status(403) : null;
        using HttpZarrStore store = new(server.Address, Quick);
        Assert.Equal([0, 1, 2, 3, 0, 0, 0, 0], ZarrArray.Open<int>(store, "s").ToArray().Cast<int>());
    }

    [Fact]
    public void AServerThatForbidsEverythingSaysSo()
    {
        _server.Misbehave = _ => TestAnswer.Status(403);
        using HttpZarrStore store = new(_server.Address, Quick);
        var error = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "x"));
        Assert.Equal(
            $"{_server.Address}::x: there is no array; expected zarr.json or .zarray; the server answers with status 403 (forbidden) for "
            + "zarr.json and .zarray: it does not allow reading them, or answers in this way for missing values", error.Message);
        Assert.Contains("403", Assert.Throws<ArrayFormatException>(() => ZarrGroup.Open(store)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => store.Read("x/0"));
    }

    [Theory]
    [InlineData("/x/1")] // that one only
    [InlineData("/x/")] // all but metadata, absent keys among them
    public void WhatIsForbiddenIsNotTakenForFillValues(string denied)
    {
        _server.Misbehave = request => request.Path.Contains(denied, StringComparison.Ordinal) && !request.Path.EndsWith("/.zarray", StringComparison.Ordinal)
            && !request.Path.EndsWith("/zarr.json", StringComparison.Ordinal) && !request.Path.EndsWith("/.zattrs", StringComparison.Ordinal)
            ? TestAnswer.Status(403)
            : null;
        using HttpZarrStore store = new(_server.Address, Quick);
        var array = ZarrArray.Open<byte>(store, "x");
        var error = Assert.ThrowsAny<IOException>(() => array[2..4].ToArray());
        Assert.Contains($"{_server.Address}/x/1: the server forbids it (status 403)", error.Message, StringComparison.Ordinal);
        Assert.Contains("option forbidden-means-missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASignatureThatRunsOutIsNotTakenForFillValues()
    {
        var isOver = false;
        _server.Misbehave = request => isOver ? TestAnswer.Status(403) : AbsentIsForbidden(request);
        using HttpZarrStore store = new(_server.Address, Quick);
        var array = ZarrArray.Open<byte>(store, "x");
        Assert.Equal([9, 9], array[2..4].ToArray().Cast<byte>());
        isOver = true;
        Assert.Contains("x/1: the server forbids it", Assert.ThrowsAny<IOException>(() => array[2..4].ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("x/0: the server forbids it", Assert.ThrowsAny<IOException>(() => array[..2].ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AttributesThatAreForbiddenAreNotLeftOut()
    {
        _server.Misbehave = request => request.Path.EndsWith("/.zattrs", StringComparison.Ordinal) ? TestAnswer.Status(403) : null;
        using HttpZarrStore store = new(_server.Address, Quick);
        Assert.Contains(".zattrs: the server forbids it", Assert.ThrowsAny<IOException>(() => ZarrArray.Open(store, "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyAbsentChunksCostOneMoreRequestEachAtMost()
    {
        _server.Misbehave = AbsentIsForbidden;
        using HttpZarrStore store = new(_server.Address, Quick with { MaximumConnections = 1 });
        Assert.NotNull(store.Read("x/.zarray"));
        var before = _server.Requests.Count;
        Parallel.For(10, 60, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Null(store.Read($"x/{i}")));
        // Each chunk, two keys that cannot exist, and the checks that metadata can be read, which all waiting readers share.
        Assert.InRange(_server.Requests.Count - before, 50 + 3, 50 + 2 + 50);
        Assert.Equal(2, _server.Requests.Count(request => request.Path.Contains("delayedarray-absent-", StringComparison.Ordinal)));
    }

    [Fact]
    public void OptionsHaveTheLastWord()
    {
        _server.Misbehave = AbsentIsForbidden;
        using HttpZarrStore strict = new(_server.Address, Quick with { ForbiddenMeansMissing = false });
        Assert.Contains("zarr.json: the server forbids it", Assert.ThrowsAny<IOException>(() => ZarrArray.Open(strict, "x")).Message, StringComparison.Ordinal);
        _server.Misbehave = request => request.Path.EndsWith("/x/1", StringComparison.Ordinal) ? TestAnswer.Status(403) : null;
        using HttpZarrStore told = new(_server.Address, Quick with { ForbiddenMeansMissing = true });
        Assert.Equal([1, 2, 9, 9, 5, 6], ZarrArray.Open<byte>(told, "x").ToArray().Cast<byte>());
    }

    private TestAnswer? AbsentIsForbidden(TestRequest request) =>
        _server.RightAnswer(request).Head.Contains(" 404 ", StringComparison.Ordinal) ? TestAnswer.Status(403) : null;
}
