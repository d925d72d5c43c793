namespace DelayedArrays.ZarrTests;

/// <summary>The store in a folder.</summary>
public sealed class DirectoryZarrStoreTests : WritableStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder["store.zarr"];

    /// <inheritdoc/>
    protected override ZarrStore CreateEmpty() => new DirectoryZarrStore(Root, new(Writable: true));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    [Fact]
    public void AMissingFolderIsAnErrorUnlessWritten()
    {
        Assert.Contains("none", Assert.Throws<DirectoryNotFoundException>(() => new DirectoryZarrStore(_folder["none"])).Message, StringComparison.Ordinal);
        using var store = new DirectoryZarrStore(_folder["new/deep"], new(Writable: true, Durable: true));
        store.WriteText("x/y", "durable");
        Assert.Equal("durable", File.ReadAllText(_folder["new/deep/x/y"]));
    }

    [Fact]
    public void ManyThreadsMakeTheSameFolders()
    {
        const int Threads = 4;
        using var store = new DirectoryZarrStore(_folder["folders"], new(Writable: true));
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var folder = 0; folder < 2000; folder++)
                store.Write(new StoreKey($"c/{folder}/{thread}"), [1]);
        });
        Assert.Equal(2000, store.List(new StoreKey("c")).Count());
    }

    [Fact]
    public void AStoreOpenedForReadingIsNotWritten()
    {
        Store.WriteText("x/y", "1");
        using var store = new DirectoryZarrStore(Root);
        Assert.False(store.IsWritable);
        Assert.Throws<NotSupportedException>(() => store.WriteText("x/y", "2"));
        Assert.Throws<NotSupportedException>(() => store.Delete(new StoreKey("x/y")));
        Assert.Throws<NotSupportedException>(() => store.DeleteAll(StoreKey.Root));
        Assert.Throws<NotSupportedException>(() => store.Move(new StoreKey("x"), new StoreKey("z")));
        Assert.Equal("1", File.ReadAllText(Path.Combine(Root, "x", "y")));
    }

    [Fact]
    public void FilesThatAreNotCompleteAreNotThere()
    {
        var name = Path.GetFileName(PartialFile.In(Root));
        Assert.NotNull(Store.Read("empty"));
        File.WriteAllText(Path.Combine(Root, name), "half");
        Assert.Null(Store.Read(name));
        Assert.DoesNotContain(Store.List(StoreKey.Root), entry => entry.Name == name);
        Assert.Throws<ArgumentException>(() => Store.WriteText("a/" + name + "/b", "x"));
    }

    [Fact]
    public void AWriteThatFailsLeavesNothing()
    {
        Assert.NotNull(Store.Read("empty"));
        var before = Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories);
        var error = Assert.ThrowsAny<IOException>(() => Store.WriteText("a", "a folder is in the way"));
        Assert.Contains($"{Root}::a:", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => Store.WriteText("a/0.0/x", "a file is in the way"));
        var after = Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories);
        Assert.Equal([.. before.Order(StringComparer.Ordinal)], [.. after.Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void PipesAndDevicesDoNotBlock()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.NotNull(Store.Read("empty"));
        using (var maker = System.Diagnostics.Process.Start("mkfifo", Path.Combine(Root, "pipe")))
            maker.WaitForExit();
        Assert.Empty(Store.Read("pipe")!);
        Assert.Throws<ArrayFormatException>(() => Store.Read("pipe", ByteRange.From(0, 1)));
    }
}
