namespace DelayedArrays.ZarrTests;

/// <summary>Keys can only name what is inside a store.</summary>
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
    [InlineData("C:/a")]
    [InlineData("a\0b")]
    public void PathsThatCouldLeaveTheStoreAreRefused(string path)
    {
        ArrayFormatException error = Assert.Throws<ArrayFormatException>(() => new StoreKey(path));
        Assert.Contains("inside the store", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => new StoreKey("group") / path);
    }

    [Fact]
    public void SegmentsJoin()
    {
        StoreKey key = StoreKey.Root / "a" / "b/c";
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
