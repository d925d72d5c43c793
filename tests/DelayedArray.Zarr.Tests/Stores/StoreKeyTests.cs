namespace DelayedArrays.ZarrTests;

/// <summary>Keys can only name values inside a store.</summary>
public class StoreKeyTests
{
    [Theory]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public void PathsThatCouldLeaveTheStoreAreRefused(string path)
    {
        var error = Assert.Throws<ArrayFormatException>(() => new StoreKey(path));
        Assert.Contains("inside the store", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => new StoreKey("group") / path);
    }

    [Theory]
    [InlineData("C:")]
    [InlineData("c:/a")]
    public void DriveLettersAreRefusedInFront(string path)
    {
        var error = Assert.Throws<ArrayFormatException>(() => new StoreKey(path));
        Assert.Contains("drive letter", error.Message, StringComparison.Ordinal);
        Assert.Equal("uns/" + path, (new StoreKey("uns") / path).Path);
    }

    [Theory]
    [InlineData("GO:0008150")]
    [InlineData("uns/neighbors:k=15")]
    [InlineData(":")]
    public void NamesMayHaveColons(string path)
    {
        using var store = new MemoryZarrStore();
        StoreKey group = new(path);
        store.Write(group / ".zgroup", "{\"zarr_format\":2}"u8);
        store.Write(new StoreKey("plain/.zgroup"), "{\"zarr_format\":2}"u8);
        store.Write(new StoreKey(".zgroup"), "{\"zarr_format\":2}"u8);
        store.Write(new StoreKey("uns/.zgroup"), "{\"zarr_format\":2}"u8);
        var parent = path.Contains('/', StringComparison.Ordinal) ? "uns" : "";
        Assert.Contains(new ZarrMember(group.Name, IsArray: false), ZarrGroup.Open(store, parent).Members());
    }

    [Fact]
    public void FoldersMayHaveColonsWhereTheSystemHasThem()
    {
        var folder = Directory.CreateTempSubdirectory("zarr").FullName;
        try
        {
            using var store = new DirectoryZarrStore(folder, new DirectoryStoreOptions(Writable: true));
            StoreKey key = new("GO:0008150/.zgroup");
            if (OperatingSystem.IsWindows())
            {
                Assert.Throws<ArrayFormatException>(() => store.Write(key, "{}"u8));
                return;
            }
            store.Write(key, "{}"u8);
            Assert.Equal(2, store.Length(key));
            Assert.Equal("GO:0008150", Assert.Single(store.List(StoreKey.Root)).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void SegmentsJoin()
    {
        var key = StoreKey.Root / "a" / "b/c";
        Assert.Equal("a/b/c", key.Path);
        Assert.Equal("c", key.Name);
        Assert.True(StoreKey.Root.IsRoot);
        Assert.Equal(new StoreKey("..a/b.."), StoreKey.Root / "..a" / "b..");
    }

    [Fact]
    public void RangesCountFromEitherEnd()
    {
        Assert.True(ByteRange.All.IsAll);
        Assert.False(ByteRange.From(0, 1).IsAll);
        Assert.True(ByteRange.Last(4).IsSuffix);
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteRange.From(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteRange.From(long.MaxValue, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteRange.Last(0));
    }
}
