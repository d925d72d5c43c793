namespace DelayedArrays.ZarrTests;

/// <summary>Files in an array's place that nobody reads, because no key names them.</summary>
public sealed class UnreadFilesTests : IDisposable
{
    private const string OtherRule = "of chunks named by another rule are not read: the metadata say that chunks are named as in ";
    private const string Beyond = "of chunks beyond the array's shape are not read";
    private const string NoKey = "whose names are not keys of chunks are not read";

    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, '.', "0/0", OtherRule + "0.0, and missing chunks read as fill values")]
    [InlineData(2, '/', "0.0", OtherRule + "0/0")]
    [InlineData(2, '.', "c/0/0", OtherRule)]
    [InlineData(2, '.', "0.2", Beyond)]
    [InlineData(2, '/', "2/0", Beyond)]
    [InlineData(2, '.', "99999999999999999999.0", Beyond)]
    [InlineData(2, '.', "0", NoKey)]
    [InlineData(2, '.', "0.", NoKey)]
    [InlineData(2, '.', "0.0.0", NoKey)]
    [InlineData(2, '.', "0.0.1f2e.partial", NoKey)]
    [InlineData(2, '.', "00.0", NoKey)]
    [InlineData(2, '.', "-1.0", NoKey)]
    [InlineData(2, '/', "0/x/y", NoKey)]
    [InlineData(3, '/', "c.0.0", OtherRule + "c/0/0")]
    [InlineData(3, '/', "0.0", OtherRule)]
    [InlineData(3, '.', "c/0/0", OtherRule + "c.0.0")]
    [InlineData(3, '/', "c/0/2", Beyond)]
    [InlineData(3, '/', "c/5", NoKey)]
    [InlineData(3, '/', "d/0/0", NoKey)]
    public void OfEachKind(int version, char separator, string name, string warning)
    {
        var isNested = name.Contains('/', StringComparison.Ordinal);
        foreach (var place in (string[])["a.zarr", "a.zip", "memory"])
        {
            using var store = place == "memory" ? new MemoryZarrStore() : ZarrStores.OpenForWriting(_folder[place]);
            WriteSamples.Array<int>(4, 4).WriteZarr(store, "x", new() { Version = version, Chunks = [2, 2], Separator = separator });
            store.WriteText("x/.DS_Store", "of the system");
            if (version == 2)
                store.WriteText("x/.zattrs", "{}");
            Assert.Empty(ZarrUnreadFiles.Find(store, "x").Warnings);
            store.WriteText("x/" + name, "lost");
            var found = ZarrUnreadFiles.Find(store, "x");
            Assert.True(found.IsComplete);
            var text = Assert.Single(found.Warnings);
            Assert.StartsWith($"1 file ({name}) {warning}", text, StringComparison.Ordinal);
            Assert.InRange(found.Looked, 6, isNested || separator == '/' ? 13 : 8);
            store.Complete();
        }
    }

    [Fact]
    public void ArraysOfAllShapesHaveNoneWhenAllIsWell()
    {
        foreach (var version in (int[])[2, 3])
        {
            using MemoryZarrStore store = new();
            foreach (var separator in "./")
            {
                foreach (var shape in (long[][])[[], [0], [5], [3, 0], [5, 1, 4]])
                {
                    var path = $"v{version}{(separator == '.' ? "flat" : "deep")}{shape.Length}{shape.FirstOrDefault()}";
                    WriteSamples.Array<int>(shape).WriteZarr(store, path, new() { Version = version, Separator = separator, Chunks = [.. shape.Select(_ => 2L)] });
                    Assert.Empty(ZarrUnreadFiles.Find(store, path).Warnings);
                    store.WriteText(path + "/7.7", "x");
                    Assert.Single(ZarrUnreadFiles.Find(store, path).Warnings);
                }
            }
        }
    }

    [Fact]
    public void ChunksOfARectilinearGridEndWhereTheArrayDoes()
    {
        using MemoryZarrStore store = new();
        store.WriteText("zarr.json", """
            {"zarr_format":3,"node_type":"array","shape":[10],"data_type":"uint8","fill_value":0,
             "chunk_grid":{"name":"rectilinear","configuration":{"kind":"inline","chunk_shapes":[[3,[2,2],5]]}},
             "chunk_key_encoding":{"name":"default"},"codecs":[{"name":"bytes"}]}
            """);
        store.WriteText("c/3", "xxxxx");
        Assert.Empty(ZarrUnreadFiles.Find(store).Warnings);
        store.WriteText("c/4", "x");
        Assert.Equal("1 file (c/4) " + Beyond, Assert.Single(ZarrUnreadFiles.Find(store).Warnings));
    }

    [Fact]
    public void SoManyAreLookedAtAsAreAskedFor()
    {
        using MemoryZarrStore memory = new();
        WriteSamples.Array<int>(4).WriteZarr(memory, "x", new() { Version = 2, Chunks = [2] });
        for (var i = 0; i < 3000; i++)
            memory.WriteText($"x/{i + 2}", "beyond");
        for (var i = 0; i < 10; i++)
            memory.WriteText($"x/y/{i}", "none");
        var all = ZarrUnreadFiles.Find(memory, "x");
        Assert.Equal("3000 files (10, 100, 1000, ...) " + Beyond + "; 10 files (y/0, y/1, y/2, ...) " + NoKey, string.Join("; ", all.Warnings));
        var some = ZarrUnreadFiles.Find(memory, "x", 100);
        Assert.False(some.IsComplete);
        Assert.Equal(100, some.Looked);
        Assert.Equal("at least 97 files (10, 100, 1000, ...) " + Beyond, Assert.Single(some.Warnings));
    }

    [PythonFact("zarr")]
    public void ANestedStoreOfZarrPythonWhoseMetadataDoNotSaySo()
    {
        Python.Run(
            """
            import json, os, sys, numpy as np, zarr
            root = zarr.open_group(zarr.NestedDirectoryStore(sys.argv[1]), mode="w")
            root.create_dataset("x", data=np.arange(24).reshape(4, 6), chunks=(2, 3))
            path = os.path.join(sys.argv[1], "x", ".zarray")
            metadata = json.load(open(path)); del metadata["dimension_separator"]; json.dump(metadata, open(path, "w"))
            """, _folder["x.zarr"]);
        using var store = ZarrStores.Open(_folder["x.zarr"]);
        Assert.All(ZarrArray.Open<long>(store, "x").ToArray().Cast<long>(), value => Assert.Equal(0, value));
        var warning = Assert.Single(ZarrUnreadFiles.Find(store, "x").Warnings);
        Assert.StartsWith("4 files (", warning, StringComparison.Ordinal);
        Assert.Contains(OtherRule + "0.0", warning, StringComparison.Ordinal);
    }
}
