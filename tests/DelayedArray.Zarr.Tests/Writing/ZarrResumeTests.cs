namespace DelayedArrays.ZarrTests;

/// <summary>Writes that were interrupted and are continued.</summary>
public sealed class ZarrResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", 2, false)]
    [InlineData("group/a", 3, false)]
    [InlineData("group/a", 3, true)]
    public void FinishedChunksAreNotComputedAgain(string path, int version, bool shards)
    {
        ZarrWriteOptions options = new() { Version = version, Chunks = [5, 2000], Shards = shards ? [10, 2000] : [], Resume = true };
        Interrupt(path, options);
        var computed = 0;
        var array = Delayed.FromFunction<int>([1000, 2000], at =>
        {
            Interlocked.Increment(ref computed);
            return (int)at[0];
        });
        array.WriteZarr(_folder["x.zarr"], path, options);
        Assert.InRange(computed, 1, 1_500_000);
        using var store = ZarrStores.Open(_folder["x.zarr"]);
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, path));
        Assert.Empty(Hidden());
    }

    [Fact]
    public void AnotherPlanIsRefusedOrStartsOver()
    {
        ZarrWriteOptions options = new() { Chunks = [5, 2000], Resume = true };
        Interrupt("a", options);
        var before = Hidden();
        Assert.NotEmpty(before);
        var array = Delayed.Constant(1, 1000, 2000);
        var error = Assert.Throws<IOException>(() => array.WriteZarr(_folder["x.zarr"], "a", options with { Chunks = [50, 50] }));
        Assert.Contains("was interrupted", error.Message);
        Assert.Equal(before, Hidden());
        array.WriteZarr(_folder["x.zarr"], "a", options with { Chunks = [50, 50], Overwrite = true });
        using var store = ZarrStores.Open(_folder["x.zarr"]);
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, "a"));
        Assert.Empty(Hidden());
    }

    [Fact]
    public void WithoutResumingWhatWasLeftIsRemoved()
    {
        Interrupt("a", new() { Chunks = [5, 2000], Resume = true });
        Delayed.Constant(1, 1000, 2000).WriteZarr(_folder["x.zarr"], "a", new() { Chunks = [5, 2000] });
        Assert.Empty(Hidden());
        Assert.Equal(1000 * 2000, ZarrArray.Open<int>(_folder["x.zarr"], "a").ToArray().Sum());
    }

    [Fact]
    public void OfTwoWritesOfOneArrayTheLaterIsMade()
    {
        MemoryZarrStore store = new();
        using var first = ZarrTransaction.Begin(store);
        Pass pass = new();
        pass.WriteZarr(Delayed.Constant(1, 10, 10), first, "a");
        pass.Run();
        Delayed.Constant(2, 10, 10).WriteZarr(store, "a");
        var error = Assert.Throws<ConcurrentChangeException>(first.Commit);
        Assert.Contains("another write", error.Message);
        first.Dispose();
        WriteSamples.AssertEqual(Delayed.Constant(2, 10, 10), ZarrArray.Open(store, "a"));
    }

    [Fact]
    public void WhatWasBeingReplacedComesBack()
    {
        // As if the program had been killed after the old array was moved away, and before the new one was moved in.
        var old = WriteSamples.Array<int>(10, 10);
        using DirectoryZarrStore store = new(_folder.FullName, new(Writable: true));
        old.WriteZarr(store, "a");
        store.Move(new StoreKey("a"), StagingKeys.ReplacedBy(StagingKeys.New(new StoreKey("a"))));
        Assert.Throws<IOException>(() => old.WriteZarr(store, "a"));
        WriteSamples.AssertEqual(old, ZarrArray.Open(store, "a"));
    }

    [Fact]
    public void WhatWasBeingReplacedComesBackWithTheNextWriteOfAnything()
    {
        var old = WriteSamples.Array<int>(10, 10);
        using DirectoryZarrStore store = new(_folder.FullName, new(Writable: true));
        old.WriteZarr(store, "g/a");
        var staging = StagingKeys.New(new StoreKey("g/a"));
        StagingRecord.New(new StoreKey("g/a"), "plan", isKept: false).Write(store, staging);
        store.Move(new StoreKey("g/a"), StagingKeys.ReplacedBy(staging));
        old.WriteZarr(store, "b");
        WriteSamples.AssertEqual(old, ZarrArray.Open(store, "g/a"));
    }

    private void Interrupt(string path, ZarrWriteOptions options)
    {
        var computed = 0;
        var array = Delayed.FromFunction<int>([1000, 2000], at =>
            Interlocked.Increment(ref computed) < 1_400_000 ? (int)at[0] : throw new InvalidOperationException("here"));
        Assert.Throws<InvalidOperationException>(() => array.WriteZarr(_folder["x.zarr"], path, options));
        Assert.ThrowsAny<IOException>(() => ZarrArray.Open(_folder["x.zarr"], path));
    }

    private string[] Hidden() => Directory.GetFileSystemEntries(_folder.FullName, ".delayedarray-*", SearchOption.AllDirectories);
}
