namespace DelayedArrays.ZarrTests;

/// <summary>Arrays and sparse matrices that are whole stores, and are replaced.</summary>
public sealed class ZarrRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Stores that are no folders: kind, and whether what replaces the array is sparse.</summary>
    public static TheoryData<string, bool> Kinds() => new() { { "memory", false }, { "memory", true }, { "zip", false }, { "zip", true }, { "plain", false } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatFailsLeavesTheOldArray(string kind, bool sparse)
    {
        using var store = Make(kind);
        var old = WriteSamples.Array<int>(100, 100);
        old.WriteZarr(store, "", new() { Chunks = [10, 10], Attributes = ZarrWriteTests.Json("""{"a":1}""") });
        var before = store.AllKeys();
        var failing = Delayed.FromFunction<int>([100, 100], at => at[0] < 90 ? 1 : throw new InvalidOperationException("here"));
        Assert.Throws<InvalidOperationException>(() => Write(failing, store, sparse));
        Assert.Equal(before, store.AllKeys());
        using FullStore full = new(store, 5);
        Assert.Contains("No space", Assert.Throws<IOException>(() => Write(old + 1, full, sparse)).Message);
        Assert.Equal(before, store.AllKeys());
        WriteSamples.AssertEqual(old, ZarrArray.Open(store));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnArrayIsReplacedByOneComputedFromIt(string kind, bool sparse)
    {
        using var store = Make(kind);
        var old = WriteSamples.Array<int>(100, 70);
        old.WriteZarr(store, "", new() { Chunks = [10, 10] });
        Write(ZarrArray.Open<int>(store) + 1, store, sparse);
        WriteSamples.AssertEqual(old + 1, ZarrArray.Open(store));
        Assert.DoesNotContain(store.AllKeys(), key => key.Contains(".delayedarray", StringComparison.Ordinal) || key.Contains("0.0", StringComparison.Ordinal));
    }

    [Fact]
    public void AZipFileIsReplacedWhenItIsCompleted()
    {
        var old = WriteSamples.Array<int>(100, 70);
        old.WriteZarr(_folder["x.zip"], "", new() { Chunks = [10, 10] });
        using (var store = ZarrStores.OpenForWriting(_folder["x.zip"]))
        {
            (ZarrArray.Open<int>(store) + 1).WriteZarr(store, "", new() { Chunks = [50, 50], Overwrite = true });
            using var others = ZarrStores.Open(_folder["x.zip"]);
            WriteSamples.AssertEqual(old, ZarrArray.Open(others));
            store.Complete();
        }
        using var after = ZarrStores.Open(_folder["x.zip"]);
        WriteSamples.AssertEqual(old + 1, ZarrArray.Open(after));
        Assert.Equal([".zarray", "0.0", "0.1", "1.0", "1.1"], after.AllKeys());
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void AnInterruptedWriteIsContinued()
    {
        using MemoryZarrStore store = new();
        WriteSamples.Array<int>(3, 3).WriteZarr(store);
        ZarrWriteOptions options = new() { Chunks = [5, 2000], Overwrite = true, Resume = true };
        var computed = 0;
        var failing = Delayed.FromFunction<int>(
            [1000, 2000], at => Interlocked.Increment(ref computed) < 1_400_000 ? (int)at[0] : throw new InvalidOperationException("here"));
        Assert.Throws<InvalidOperationException>(() => failing.WriteZarr(store, "", options));
        WriteSamples.AssertEqual(WriteSamples.Array<int>(3, 3), ZarrArray.Open(store));
        computed = 0;
        var whole = Delayed.FromFunction<int>([1000, 2000], at =>
        {
            Interlocked.Increment(ref computed);
            return (int)at[0];
        });
        whole.WriteZarr(store, "", options);
        Assert.InRange(computed, 1, 1_500_000);
        WriteSamples.AssertEqual(whole, ZarrArray.Open(store));
    }

    [Fact]
    public void WhatIsNotCompleteIsNoMember()
    {
        using MemoryZarrStore store = new();
        WriteSamples.Array<int>(3, 3).WriteZarr(store, "a");
        // As if the program had been killed after the metadata were written, and before the array was moved to its place.
        store.Move(new StoreKey("a"), StagingKeys.New(new StoreKey("b")));
        WriteSamples.Array<int>(3, 3).WriteZarr(store, "c");
        Assert.Equal([new("c", true)], ZarrGroup.Open(store).Members());
    }

    private static void Write(DelayedArray<int> array, ZarrStore store, bool sparse)
    {
        if (sparse)
            array.WriteZarrSparse(store, "", new() { ChunkLength = 500, Storage = new() { Overwrite = true } });
        else
            array.WriteZarr(store, "", new() { Chunks = [25, 25], Version = 3, Overwrite = true });
    }

    private ZarrStore Make(string kind) => kind switch
    {
        "memory" => new MemoryZarrStore(),
        "plain" => new PlainStore(),
        _ => ZipZarrStore.Create(_folder["new.zip"]),
    };
}
