using System.IO.Compression;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>The store in a zip file while it is written.</summary>
public sealed class ZipZarrStoreTests : WritableStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["store.zip"];

    /// <inheritdoc/>
    protected override ZarrStore CreateEmpty() => ZipZarrStore.Create(File);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    [Fact]
    public void WhatIsNotCompletedLeavesNothing()
    {
        using (var store = ZipZarrStore.Create(_folder["other.zip"]))
            store.WriteText("a", "lost");
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void WhatIsNotCompletedLeavesTheOldFile()
    {
        Make(("a", "old"));
        var before = System.IO.File.ReadAllBytes(File);
        using (var store = ZipZarrStore.Update(File))
        {
            store.WriteText("a", "new");
            store.Delete(new StoreKey("a"));
        }
        using (var store = ZipZarrStore.Create(File))
            store.WriteText("a", "new");
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void TheSecondOfTwoWritersWaitsForTheFirst(bool exists, bool copies)
    {
        if (exists)
            Make(("a", "old"));
        StoreWriteOptions options = new(TimeSpan.FromMilliseconds(30), copies);
        using (var first = ZarrStores.OpenForWriting(File, options))
        {
            var error = Assert.Throws<ConcurrentChangeException>(() => ZarrStores.OpenForWriting(File, options));
            Assert.Contains("another change", error.Message, StringComparison.Ordinal);
            Assert.Throws<ConcurrentChangeException>(() => ZipZarrStore.Create(File, options));
            first.WriteText("b", "first");
            first.Complete();
            // The file is free from here on, although the first store is still open.
            using var second = ZarrStores.OpenForWriting(File, options);
            second.WriteText("c", "second");
            second.Complete();
        }
        using var store = ZipZarrStore.Open(File);
        Assert.Equal("first"u8.ToArray(), store.Read("b"));
        Assert.Equal("second"u8.ToArray(), store.Read("c"));
        Assert.Equal(exists, store.Length(new StoreKey("a")) is not null);
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData("update")]
    [InlineData("copy")]
    [InlineData("create")]
    public void WhatSomebodyElseHasWrittenMeanwhileStays(string mode)
    {
        Make(("a", "old"));
        StoreWriteOptions options = new(CopyZip: mode == "copy");
        using (var store = mode == "create" ? ZipZarrStore.Create(File) : ZipZarrStore.Update(File, options))
        {
            store.WriteText("b", "lost");
            // Without the lock, as other programs do it.
            using (var archive = ZipFile.Open(_folder["other.zip"], ZipArchiveMode.Create))
                archive.CreateEntry("theirs");
            System.IO.File.Move(_folder["other.zip"], File, overwrite: true);
            var error = Assert.Throws<ConcurrentChangeException>(store.Complete);
            Assert.Contains("written by someone else meanwhile", error.Message, StringComparison.Ordinal);
        }
        using (var archive = ZipFile.OpenRead(File))
            Assert.Equal("theirs", Assert.Single(archive.Entries).FullName);
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void ACompleteFileIsReadButNotWritten()
    {
        using var store = ZipZarrStore.Create(File);
        store.WriteText("a", "value");
        store.Complete();
        store.Complete();
        Assert.False(store.IsWritable);
        Assert.Equal("value"u8.ToArray(), store.Read("a"));
        Assert.Throws<NotSupportedException>(() => store.WriteText("b", "x"));
        using var again = ZipZarrStore.Open(File);
        Assert.Throws<NotSupportedException>(() => again.Delete(new StoreKey("a")));
        Assert.Equal("value"u8.ToArray(), again.Read("a"));
    }

    [Fact]
    public void AnUpdateKeepsReplacesAddsDeletesAndMoves()
    {
        using (var archive = ZipFile.Open(File, ZipArchiveMode.Create))
        {
            foreach (var name in (string[])["keep/x", "replace", "drop", "old/1", "old/\u00e9"])
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(new string('z', 1000) + name);
            }
        }
        using (var store = ZipZarrStore.Update(File))
        {
            store.WriteText("replace", "r");
            store.WriteText("add", "a");
            store.Delete(new StoreKey("drop"));
            store.Move(new StoreKey("old"), new StoreKey("new/place"));
            Assert.Equal(1005, store.Length(new StoreKey("new/place/1")));
            store.Complete();
            Assert.Equal(1006, store.Read("keep/x")!.Length);
        }
        using var result = ZipZarrStore.Open(File);
        Assert.Equal(["add", "keep/x", "new/place/1", "new/place/\u00e9", "replace"], result.AllKeys());
        Assert.Equal(new string('z', 1000) + "old/\u00e9", Encoding.UTF8.GetString(result.Read("new/place/\u00e9")!));
        Assert.Equal("r"u8.ToArray(), result.Read("replace"));
        Assert.Single(Directory.GetFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData("temporary/name", "t", false)]
    [InlineData("temporary/name", "temporary/nam", true)]
    [InlineData("a", "a longer name", true)]
    public void MovesWithinAFileNeedNoCopyWhereTheHeaderHasRoom(string source, string target, bool copies)
    {
        var value = new byte[100_000];
        using (var store = ZipZarrStore.Create(File))
        {
            store.Write(new StoreKey(source + "/0"), value);
            store.Move(new StoreKey(source), new StoreKey(target));
            store.Complete();
        }
        Assert.Equal(copies, new FileInfo(File).Length > 150_000);
        using var archive = ZipFile.OpenRead(File);
        Assert.Equal(target + "/0", Assert.Single(archive.Entries).FullName);
        using var result = ZipZarrStore.Open(File);
        Assert.Equal(value, result.Read(target + "/0"));
    }

    [Fact]
    public void TheSameValuesMakeTheSameFile()
    {
        Make(("a", "1"), ("b", "2"));
        var first = System.IO.File.ReadAllBytes(File);
        Make(("a", "1"), ("b", "2"));
        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void ManyEntriesNeedTheWideEndRecord()
    {
        const int count = 70_000;
        using (var store = ZipZarrStore.Create(File))
        {
            for (var i = 0; i < count; i++)
                store.Write(new StoreKey($"c/{i}"), BitConverter.GetBytes(i));
            store.Complete();
        }
        using (var archive = ZipFile.OpenRead(File))
            Assert.Equal(count, archive.Entries.Count);
        using var result = ZipZarrStore.Open(File);
        Assert.Equal(BitConverter.GetBytes(count - 1), result.Read($"c/{count - 1}"));
        Assert.Equal(count, result.List(new StoreKey("c")).Count());
    }

    [Fact]
    public void AMissingFileIsAnError()
    {
        Assert.Throws<FileNotFoundException>(() => ZipZarrStore.Open(_folder["none.zip"]));
        Assert.Throws<FileNotFoundException>(() => ZipZarrStore.Update(_folder["none.zip"]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    private void Make(params (string Key, string Value)[] values)
    {
        using var store = ZipZarrStore.Create(File);
        foreach ((var key, var value) in values)
            store.WriteText(key, value);
        store.Complete();
    }
}

/// <summary>The store in a zip file that was completed and opened again.</summary>
public sealed class CompletedZipTests : StoreConformance
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    protected override ZarrStore Create(IReadOnlyDictionary<string, byte[]> values)
    {
        using (var store = ZipZarrStore.Create(_folder["a/b/store.zip"]))
        {
            Parallel.ForEach(values, value => store.Write(new StoreKey(value.Key), value.Value));
            store.Complete();
        }
        return ZipZarrStore.Open(_folder["a/b/store.zip"]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}

/// <summary>The store in a zip file with deflated entries, each there twice, that another library made.</summary>
public sealed class DeflatedZipTests : StoreConformance
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    protected override ZarrStore Create(IReadOnlyDictionary<string, byte[]> values)
    {
        using (var archive = ZipFile.Open(_folder["store.zip"], ZipArchiveMode.Create))
        {
            archive.CreateEntry("a/");
            foreach ((var key, var value) in values)
                Write(archive, key, [.. value, 1]);
            foreach ((var key, var value) in values)
                Write(archive, key, value);
        }
        return ZipZarrStore.Open(_folder["store.zip"]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private static void Write(ZipArchive archive, string key, byte[] value)
    {
        using var stream = archive.CreateEntry(key, CompressionLevel.SmallestSize).Open();
        stream.Write(value);
    }
}
