namespace DelayedArrays.ZarrTests;

/// <summary>Stores are chosen by where they are.</summary>
public sealed class ZarrStoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.zarr", typeof(DirectoryZarrStore))]
    [InlineData("a.zarr.zip", typeof(ZipZarrStore))]
    public void WhatIsWrittenIsOpened(string name, Type type)
    {
        for (var round = 0; round < 2; round++)
        {
            using var store = ZarrStores.OpenForWriting(_folder[name]);
            Assert.IsType(type, store);
            store.WriteText($"x/{round}", "value");
            store.Complete();
        }
        foreach (var location in (string[])[_folder[name], new Uri(_folder[name]).AbsoluteUri])
        {
            using var store = ZarrStores.Open(location);
            Assert.IsType(type, store);
            Assert.False(store.IsWritable);
            Assert.Equal(["x/0", "x/1"], store.AllKeys());
        }
    }

    [Fact]
    public void AddressesAreServers()
    {
        using var store = ZarrStores.Open("https://host.invalid/a.zarr?key=1");
        Assert.IsType<HttpZarrStore>(store);
        Assert.Equal("https://host.invalid/a.zarr", store.Location);
        Assert.Throws<NotSupportedException>(() => ZarrStores.OpenForWriting("https://host.invalid/a.zarr"));
        Assert.Throws<NotSupportedException>(() => ZarrStores.Open("s3://bucket/a.zarr"));
    }

    [Fact]
    public void WhatIsNotThereOrNoStoreIsAnError()
    {
        Assert.Contains("none", Assert.Throws<FileNotFoundException>(() => ZarrStores.Open(_folder["none"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["text.zip"], "text");
        Assert.Throws<ArrayFormatException>(() => ZarrStores.Open(_folder["text.zip"]));
        Assert.Throws<ArrayFormatException>(() => ZarrStores.OpenForWriting(_folder["text.zip"]));
    }
}
