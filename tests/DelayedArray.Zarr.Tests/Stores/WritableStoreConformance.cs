using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>What every writable store does.</summary>
public abstract class WritableStoreConformance : StoreConformance
{
    /// <summary>Makes an empty store.</summary>
    protected abstract ZarrStore CreateEmpty();

    /// <inheritdoc/>
    protected override ZarrStore Create(IReadOnlyDictionary<string, byte[]> values)
    {
        var store = CreateEmpty();
        foreach ((var key, var value) in values)
            store.Write(new StoreKey(key), value);
        return store;
    }

    [Fact]
    public void ANewValueTakesThePlaceOfTheOld()
    {
        Assert.True(Store.IsWritable);
        Store.WriteText("a/0.0", "new");
        Assert.Equal("new", Encoding.UTF8.GetString(Store.Read("a/0.0")!));
        Store.WriteText("a/0.0", "");
        Assert.Equal(0, Store.Length(new StoreKey("a/0.0")));
    }

    [Fact]
    public void TheRootIsNoValue() => Assert.Throws<ArgumentException>(() => Store.WriteText("", "x"));

    [Fact]
    public void ValuesAreDeleted()
    {
        Store.Delete(new StoreKey("a/0.0"));
        Store.Delete(new StoreKey("a/0.0"));
        Store.Delete(new StoreKey("not/there"));
        Store.Delete(new StoreKey("a"));
        Assert.Null(Store.Read("a/0.0"));
        Assert.Equal([new(".zarray", false), new("c", true)], Store.List(new StoreKey("a")));
    }

    [Fact]
    public void EverythingUnderAKeyIsDeleted()
    {
        Store.DeleteAll(new StoreKey("a"));
        Store.DeleteAll(new StoreKey("not/there"));
        Assert.Null(Store.Read("a/c/0/0"));
        Assert.Equal([4], Store.Read("a-b/x"));
        Store.DeleteAll(new StoreKey("a-b/x"));
        Assert.Null(Store.Read("a-b/x"));
        Store.DeleteAll(StoreKey.Root);
        Assert.Empty(Store.List(StoreKey.Root));
        Store.WriteText("again", "x");
        Assert.Equal(["again"], Store.AllKeys());
    }

    [Theory]
    [InlineData("z")]
    [InlineData("deep/er/z")]
    [InlineData("a much longer name than before")]
    public void WhatIsUnderAKeyMoves(string target)
    {
        var chunk = Store.Read("a/0.0")!;
        Store.Move(new StoreKey("a"), new StoreKey(target));
        Assert.Equal(chunk, Store.Read(target + "/0.0"));
        Assert.Equal([1, 2, 3], Store.Read(target + "/c/0/0"));
        Assert.Null(Store.Read("a/0.0"));
        Assert.Empty(Store.List(new StoreKey("a")));
        Store.WriteText("a/0.0", "new");
        Assert.Equal(chunk, Store.Read(target + "/0.0"));
    }

    [Fact]
    public void WhatIsUnderANameBecomesTheStore()
    {
        var chunk = Store.Read("a/0.0")!;
        Store.MoveToRoot(new StoreKey("a"));
        Assert.Equal(chunk, Store.Read("0.0"));
        Assert.Equal([1, 2, 3], Store.Read("c/0/0"));
        Assert.Equal([".zarray", "0.0", "c/0/0"], Store.AllKeys());
        Store.WriteText("a/0.0", "new");
        Assert.Equal(chunk, Store.Read("0.0"));
    }

    [Fact]
    public void OnlyANameAtTheRootBecomesTheStore()
    {
        var before = Store.AllKeys();
        Assert.ThrowsAny<IOException>(() => Store.MoveToRoot(new StoreKey("not there")));
        Assert.Throws<ArgumentException>(() => Store.MoveToRoot(new StoreKey("a/c")));
        Assert.Throws<ArgumentException>(() => Store.MoveToRoot(StoreKey.Root));
        Assert.Equal(before, Store.AllKeys());
    }

    [Fact]
    public void MovesThatWouldLoseOrMixValuesAreErrors()
    {
        Assert.ThrowsAny<IOException>(() => Store.Move(new StoreKey("a"), new StoreKey("a-b")));
        Assert.ThrowsAny<IOException>(() => Store.Move(new StoreKey("not there"), new StoreKey("b")));
        Assert.Throws<ArgumentException>(() => Store.Move(new StoreKey("a"), new StoreKey("a/c")));
        Assert.Throws<ArgumentException>(() => Store.Move(new StoreKey("a/c"), new StoreKey("a")));
        Assert.Throws<ArgumentException>(() => Store.Move(new StoreKey("a"), new StoreKey("a")));
        Assert.Throws<ArgumentException>(() => Store.Move(StoreKey.Root, new StoreKey("b")));
        Assert.Equal([1, 2, 3], Store.Read("a/c/0/0"));
        Assert.Equal([4], Store.Read("a-b/x"));
    }

    [Fact]
    public void ReadersSeeWholeValuesWhileOthersWrite()
    {
        Store.Write(new StoreKey("shared"), new byte[5000]);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            for (var round = 0; round < 40; round++)
            {
                if (worker % 2 == 0)
                    Store.Write(new StoreKey("shared"), Enumerable.Repeat((byte)(worker * 40 + round), 5000 + round).ToArray());
                var seen = Store.Read("shared")!;
                Assert.InRange(seen.Length, 5000, 5040);
                Assert.All(seen, value => Assert.Equal(seen[0], value));
                Store.Write(new StoreKey($"own/{worker}/{round}"), [(byte)round]);
                Assert.Equal([(byte)round], Store.Read($"own/{worker}/{round}")!);
            }
        });
        Assert.Equal(320, Store.AllKeys().Count(key => key.StartsWith("own/", StringComparison.Ordinal)));
    }
}

/// <summary>The store in memory.</summary>
public sealed class MemoryZarrStoreTests : WritableStoreConformance
{
    /// <inheritdoc/>
    protected override ZarrStore CreateEmpty() => new MemoryZarrStore();

    [Fact]
    public void CountsPass()
    {
        using var store = new CountingZarrStore(new MemoryZarrStore());
        store.WriteText("x", "abcdef");
        store.Read("x", ByteRange.Last(2));
        store.Read("y");
        Assert.Equal([new("x", ByteRange.Last(2), 2), new("y", ByteRange.All, null)], store.Reads);
        Assert.Equal(2, store.BytesRead);
        Assert.Equal(["x"], store.Writes);
    }
}

/// <summary>A store that leaves to the base class what it can.</summary>
public sealed class PlainStoreTests : WritableStoreConformance
{
    /// <inheritdoc/>
    protected override ZarrStore CreateEmpty() => new PlainStore();
}
