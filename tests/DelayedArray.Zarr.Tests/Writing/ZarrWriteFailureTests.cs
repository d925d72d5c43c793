using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Writes that cannot be: they say why, and leave what was there.</summary>
public sealed class ZarrWriteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnExistingArrayIsReplacedOnlyWhenAsked()
    {
        var old = WriteSamples.Array<int>(10, 10);
        foreach (var path in (string[])["", "a", "group/a"])
        {
            var location = _folder["store" + path.Length];
            old.WriteZarr(location, path, new() { Version = 2 });
            var error = Assert.Throws<IOException>(() => (old + 1).WriteZarr(location, path));
            Assert.Contains("something exists there already", error.Message);
            using var store = ZarrStores.Open(location);
            WriteSamples.AssertEqual(old, ZarrArray.Open(store, path));
            (old + 1).WriteZarr(location, path, new() { Overwrite = true, Chunks = [3, 3], Version = path.Length == 0 ? 3 : null });
            WriteSamples.AssertEqual(old + 1, ZarrArray.Open(store, path));
            Assert.DoesNotContain(store.AllKeys(), key => key.Contains(".delayedarray", StringComparison.Ordinal));
        }
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.FullName), name => name.Contains(".delayedarray", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFullDiskLeavesWhatWasThere(bool existing)
    {
        MemoryZarrStore inner = new();
        if (existing)
            WriteSamples.Array<int>(10, 10).WriteZarr(inner, "a");
        string[] before = [.. inner.AllKeys()];
        for (var room = 0; room < 12; room += existing ? 1 : 3)
        {
            using FullStore store = new(inner, room);
            var error = Assert.Throws<IOException>(
                () => WriteSamples.Array<int>(100, 100).WriteZarr(store, "a", new() { Chunks = [25, 25], Overwrite = true, Version = 2 }));
            Assert.Contains("No space left", error.Message);
            Assert.Equal(before, inner.AllKeys());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("group/a")]
    public void CancellingLeavesNothing(string path)
    {
        using CancellationTokenSource source = new();
        var array = Delayed.FromFunction<double>([1000, 1000], at =>
        {
            if (at[0] > 500)
                source.Cancel();
            return at[0];
        });
        Assert.Throws<OperationCanceledException>(
            () => array.WriteZarr(_folder["x.zarr"], path, new() { Chunks = [50, 1000] }, new() { Cancellation = source.Token }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void AFailureInTheComputationLeavesNothing()
    {
        var array = Delayed.FromFunction<double>(
            [1000, 1000], at => at[0] < 900 ? 1 : throw new InvalidOperationException("here"));
        foreach (var name in (string[])["x.zarr", "x.zip"])
            Assert.Throws<InvalidOperationException>(() => array.WriteZarr(_folder[name], "a", new() { Chunks = [50, 1000] }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void BadOptionsAreRefused()
    {
        var array = WriteSamples.Array<byte>(10, 10);
        foreach (var options in (ZarrWriteOptions[])
            [
                new() { Version = 4 }, new() { Chunks = [3] }, new() { Chunks = [0, 3] }, new() { Shards = [4, 4] },
                new() { Shards = [4, 4], Chunks = [3, 2] }, new() { Version = 2, Shards = [4, 4], Chunks = [2, 2] },
                new() { FillValue = 256 }, new() { FillValue = 0.5 }, new() { FillValue = "0" }, new() { Separator = '-' },
                new() { Compression = "gzip", Level = 10 }, new() { Compression = "blosc-none" },
                new() { DimensionNames = ["x"] }, new() { Chunks = [1 << 20, 1 << 20] },
                new() { Attributes = ZarrWriteTests.Json("3") },
            ])
        {
            Assert.ThrowsAny<ArgumentException>(() => array.WriteZarr(_folder["x"], "a", options));
            Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName));
        }
        Assert.Throws<NotSupportedException>(() => array.WriteZarr("http://localhost/x"));
    }

    [Theory]
    [InlineData(".zarray")]
    [InlineData("g/.zgroup")]
    [InlineData(".zattrs/a")]
    [InlineData(".zmetadata")]
    [InlineData("zarr.json")]
    [InlineData("g/zarr.json/a")]
    public void NamesOfMetadataAreRefused(string path)
    {
        MemoryZarrStore store = new();
        var array = WriteSamples.Array<byte>(10, 10);
        array.WriteZarr(store, "g/a", new() { Version = 3 });
        var error = Assert.Throws<ArgumentException>(() => array.WriteZarr(store, path, new() { Overwrite = true }));
        Assert.Contains("is a name of metadata", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => array.WriteZarrSparse(store, path));
        Assert.Equal(array.ToArray(), ZarrGroup.Open(store).OpenArray("g/a").As<byte>().ToArray());
    }

    [Fact]
    public void AMissingLibraryIsNamedBeforeAnythingIsWritten()
    {
        using var process = WriterProgram.Start("overwrite", _folder["x.zarr"], "a", 0, ("DELAYEDARRAY_LIBBLOSC", "absent"));
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("x.zarr::a: cannot be written: blosc: needs the native library libblosc", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    [Fact]
    public void ArraysGoIntoGroupsOfTheirVersion()
    {
        MemoryZarrStore store = new();
        var array = WriteSamples.Array<byte>(10, 10);
        array.WriteZarr(store, "g/a", new() { Version = 3 });
        array.WriteZarr(store, "g/b");
        Assert.Equal(3, ZarrArray.ReadInfo(store, "g/b").Format);
        Assert.Throws<ArgumentException>(() => array.WriteZarr(store, "g/c", new() { Version = 2 }));
        var error = Assert.Throws<IOException>(() => array.WriteZarr(store, "g/a/c"));
        Assert.Contains("'g/a' is an array", error.Message);
        store = new();
        array.WriteZarr(store, "");
        error = Assert.Throws<IOException>(() => array.WriteZarr(store, "c"));
        Assert.Contains("the store itself is an array", error.Message);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("folder")]
    [InlineData("zip")]
    public void OnlyArraysAndSparseMatricesAreReplaced(string kind)
    {
        using ZarrStore store = kind switch
        {
            "memory" => new MemoryZarrStore(),
            "zip" => ZipZarrStore.Create(_folder["a.zip"]),
            _ => new DirectoryZarrStore(_folder["a.zarr"], new(Writable: true)),
        };
        var array = WriteSamples.Array<int>(10, 10);
        ZarrWriteOptions overwrite = new() { Overwrite = true };
        ZarrSparseWriteOptions sparse = new() { Storage = overwrite };
        array.WriteZarr(store, "g/a");
        array.WriteZarr(store, "g/deep/b");
        array.WriteZarrSparse(store, "m");
        store.WriteText("notes/n.txt", "mine");
        Refused("", "'g', 'm', 'notes'");
        Refused("g", "'a', 'deep'");
        Refused("g/deep", "'b'");
        Refused("notes", "'n.txt'");
        Refused("notes/n.txt", "belongs to no array");
        Assert.Equal("mine", Encoding.UTF8.GetString(store.Read("notes/n.txt")!));
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, "g/deep/b"));
        array.WriteZarrSparse(store, "g/a", sparse);
        array.WriteZarr(store, "m", overwrite);
        Assert.True(ZarrArray.Open(store, "g/a").IsSparse);
        Assert.False(ZarrArray.Open(store, "m").IsSparse);
        store.WriteText("m/.zarray", "{ damaged");
        array.WriteZarr(store, "m", overwrite);
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, "m"));

        void Refused(string path, string what)
        {
            Assert.Contains(what, Assert.Throws<IOException>(() => array.WriteZarr(store, path, overwrite)).Message, StringComparison.Ordinal);
            Assert.Contains(what, Assert.Throws<IOException>(() => array.WriteZarrSparse(store, path, sparse)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ConsolidatedMetadataFollow(int version)
    {
        MemoryZarrStore store = new();
        var array = WriteSamples.Array<byte>(10, 10);
        array.WriteZarrSparse(store, "old", new() { Storage = new() { Version = version } });
        store.Consolidate(version);
        array.WriteZarr(store, "new/b");
        array.WriteZarr(store, "old", new() { Overwrite = true, Chunks = [3, 3] });
        var group = ZarrGroup.Open(store, useConsolidated: true);
        Assert.True(group.IsConsolidated);
        Assert.Equal([new("new", false), new("old", true)], group.Members());
        Assert.Equal(new Shape(3, 3), group.ReadInfo("old").Grid.Regular);
        Assert.False(group.HasArray("old/data"));
        WriteSamples.AssertEqual(array, group.OpenArray("new/b"));
    }
}
