using System.Buffers;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>What every store does when it is read.</summary>
public abstract class StoreConformance : IDisposable
{
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal)
    {
        [".zgroup"] = Encoding.UTF8.GetBytes("{}"),
        ["a/.zarray"] = Encoding.UTF8.GetBytes("{\"zarr_format\":2}"),
        ["a/0.0"] = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))],
        ["a/c/0/0"] = [1, 2, 3],
        ["a-b/x"] = [4],
        ["empty"] = [],
        ["name with space/\u00e9\u4e16 +%#?&=.bin"] = [5, 6],
        ["..dots/x.."] = [7],
    };

    // Made once, whoever of several threads asks first.
    private readonly Lazy<ZarrStore> _store;

    /// <summary>Creates the test.</summary>
    protected StoreConformance() => _store = new(() => Create(_values));

    /// <summary>The store under test, with the values.</summary>
    protected ZarrStore Store => _store.Value;

    /// <summary>Makes a store that has some values.</summary>
    protected abstract ZarrStore Create(IReadOnlyDictionary<string, byte[]> values);

    [Fact]
    public void ValuesAreRead()
    {
        foreach ((var key, var value) in _values)
        {
            Assert.Equal(value, Store.Read(key));
            Assert.Equal(value.Length, Store.Length(new StoreKey(key)));
        }
    }

    [Theory]
    [InlineData("b")]
    [InlineData("a/0.1")]
    [InlineData("a/0.0/x")]
    [InlineData("a/c")]
    [InlineData("a")]
    [InlineData("none/of/these")]
    [InlineData("")]
    public void WhatIsNotThereIsNoError(string key)
    {
        Assert.Null(Store.Read(key));
        Assert.Null(Store.Read(key, ByteRange.From(0, 4)));
        Assert.Null(Store.Read(key, ByteRange.Last(4)));
        Assert.Null(Store.Length(new StoreKey(key)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1000)]
    [InlineData(10, 20)]
    [InlineData(999, 1)]
    [InlineData(500, 500)]
    public void PartsAreRead(int offset, int length) =>
        Assert.Equal(_values["a/0.0"][offset..(offset + length)], Store.Read("a/0.0", ByteRange.From(offset, length), limit: length));

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void EndsAreRead(int length) =>
        Assert.Equal(_values["a/0.0"][^length..], Store.Read("a/0.0", ByteRange.Last(length), limit: length));

    [Fact]
    public void PartsThatAreNotWithinAValueAreErrors()
    {
        foreach (var range in (ByteRange[])[
            ByteRange.From(0, 1001), ByteRange.From(1000, 1), ByteRange.From(999, 2), ByteRange.From(5000, 1),
            ByteRange.From(1, long.MaxValue - 1), ByteRange.Last(1001), ByteRange.Last(long.MaxValue)])
        {
            var error = Assert.Throws<ArrayFormatException>(() => Store.Read("a/0.0", range, long.MaxValue));
            Assert.Contains("a/0.0", error.Message, StringComparison.Ordinal);
            Assert.Contains(Store.Location, error.Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArrayFormatException>(() => Store.Read("empty", ByteRange.From(0, 1)));
        Assert.Throws<ArrayFormatException>(() => Store.Read("empty", ByteRange.Last(1)));
    }

    [Fact]
    public void NoMoreThanTheLimitIsRead()
    {
        var destination = new ArrayBufferWriter<byte>();
        var key = new StoreKey("a/0.0");
        var error =
            Assert.Throws<ArrayFormatException>(() => Store.TryRead(key, ByteRange.All, 999, destination));
        Assert.Contains("999", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => Store.TryRead(key, ByteRange.From(10, 11), 10, destination));
        Assert.Throws<ArrayFormatException>(() => Store.TryRead(key, ByteRange.Last(11), 10, destination));
        Assert.Equal(0, destination.WrittenCount);
        Assert.True(Store.TryRead(key, ByteRange.All, 1000, destination));
        Assert.True(Store.TryRead(new StoreKey("empty"), ByteRange.All, 0, destination));
        Assert.Equal(1000, destination.WrittenCount);
    }

    [Fact]
    public void BytesAreAppendedToTheDestination()
    {
        var destination = new ArrayBufferWriter<byte>();
        Store.TryRead(new StoreKey("a/c/0/0"), ByteRange.All, 10, destination);
        Store.TryRead(new StoreKey("a-b/x"), ByteRange.All, 10, destination);
        Assert.Equal([1, 2, 3, 4], destination.WrittenSpan.ToArray());
    }

    [Fact]
    public void NamesAreListed()
    {
        if (!Store.CanList)
        {
            Assert.Throws<NotSupportedException>(() => Store.List(StoreKey.Root).Any());
            return;
        }
        Assert.Equal([.. _values.Keys.Order(StringComparer.Ordinal)], Store.AllKeys());
        Assert.Equal(
            [new("..dots", true), new(".zgroup", false), new("a", true), new("a-b", true), new("empty", false), new("name with space", true)],
            Store.List(StoreKey.Root));
        Assert.Equal([new(".zarray", false), new("0.0", false), new("c", true)], Store.List(new StoreKey("a")));
        Assert.Empty(Store.List(new StoreKey("nothing")));
        Assert.Empty(Store.List(new StoreKey("a/0.0")));
    }

    [Fact]
    public void CancellationStopsReading() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Store.TryRead(
            new StoreKey("a/0.0"), ByteRange.All, 1000, new ArrayBufferWriter<byte>(), new CancellationToken(canceled: true)));

    [Fact]
    public void ManyThreadsRead() => Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
    {
        var key = i % 2 == 0 ? "a/0.0" : "a/c/0/0";
        Assert.Equal(_values[key], Store.Read(key));
        Assert.Equal(_values["a/0.0"][i..(i + 9)], Store.Read("a/0.0", ByteRange.From(i, 9)));
        Assert.Null(Store.Read("a/1.1"));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the store and its storage.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_store.IsValueCreated)
            _store.Value.Dispose();
    }
}
