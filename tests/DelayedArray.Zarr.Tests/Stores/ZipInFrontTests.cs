namespace DelayedArrays.ZarrTests;

/// <summary>Zip files that other bytes stand in front of, links in zip files, and zip files of folders.</summary>
public sealed class ZipInFrontTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["x.zip"];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(70_000)]
    public void OffsetsCountFromWhereTheZipFileBegins(int length)
    {
        var zip = Zip("a", 3);
        System.IO.File.WriteAllBytes(File, [.. Front(length), .. zip]);
        Check("a", 3);
    }

    [PythonFact("zipfile")]
    public void OffsetsCountFromWhereTheFileBegins()
    {
        Python.Run(
            """
            import sys, zipfile
            with open(sys.argv[1], "wb") as f:
                f.write(b"#!/bin/sh\nexit 1\n" * 50)
                with zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED) as archive:
                    for i in range(3): archive.writestr("a/%d" % i, "value %d of a" % i)
            """, File);
        Check("a", 3);
    }

    [Fact]
    public void SixtyFourBitDirectories()
    {
        const int Many = ushort.MaxValue + 10;
        var zip = Zip("many", Many);
        System.IO.File.WriteAllBytes(File, zip);
        Check("many", Many);
        System.IO.File.WriteAllBytes(File, [.. Front(5000), .. zip]);
        Check("many", Many);
    }

    [Fact]
    public void OfTwoZipFilesTheLastCounts()
    {
        System.IO.File.WriteAllBytes(File, [.. Zip("a", 5), .. Zip("b", 5)]);
        Check("b", 5);
        System.IO.File.WriteAllBytes(File, [.. Zip("a", 7), .. Zip("b", 2)]);
        Check("b", 2);
    }

    [Fact]
    public void AnEmptyZipFile()
    {
        using (var store = ZipZarrStore.Create(File))
            store.Complete();
        System.IO.File.WriteAllBytes(File, [.. Front(10), .. System.IO.File.ReadAllBytes(File)]);
        using var opened = ZipZarrStore.Open(File);
        Assert.Empty(opened.AllKeys());
    }

    [Fact]
    public void TheyAreNotChanged()
    {
        byte[] bytes = [.. Front(100), .. Zip("a", 3)];
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Contains("can only be read", Assert.Throws<NotSupportedException>(() => ZarrStores.OpenForWriting(File)).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void WhatIsCutShortIsAnError()
    {
        byte[] whole = [.. Front(40), .. Zip("a", 2)];
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<ArrayFormatException>(() => ZipZarrStore.Open(File));
        }
    }

    [PythonFact("zipfile")]
    public void LinksAreNoValues()
    {
        Python.Run(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w") as archive:
                archive.writestr("a", "value")
                info = zipfile.ZipInfo("b"); info.create_system = 3; info.external_attr = 0o120777 << 16
                archive.writestr(info, "../secret")
            """, File);
        using var store = ZipZarrStore.Open(File);
        Assert.Equal("value"u8.ToArray(), store.Read("a"));
        Assert.Contains("is a symbolic link", Assert.Throws<ArrayFormatException>(() => store.Read("b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOneStoreInsideIsTaken()
    {
        using (var store = ZarrStores.OpenForWriting(File))
        {
            WriteSamples.Array<int>(4, 4).WriteZarr(store, "data/example.zarr/x", new() { Version = 3 });
            store.DeleteAll(new StoreKey("zarr.json"));
            store.DeleteAll(new StoreKey("data/zarr.json"));
            store.WriteText("__MACOSX/data/._example.zarr", "of the system");
            store.WriteText("readme.txt", "text");
            store.Complete();
        }
        WriteSamples.AssertEqual(WriteSamples.Array<int>(4, 4), ZarrArray.Open(File, "x"));
        WriteSamples.AssertEqual(WriteSamples.Array<int>(4, 4), ZarrArray.Open(File, "data/example.zarr/x"));
        using var opened = ZarrStores.Open(File);
        Assert.Equal("data/example.zarr", ZarrStores.Resolve(opened));
        Assert.Equal("data/example.zarr/y", ZarrStores.Resolve(opened, "/y/"));
        Assert.StartsWith(
            $"{File}::data/example.zarr/y: there is no array; expected", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(File, "y")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OfAZipFileWithoutAStoreItIsSaidWhatIsThere()
    {
        using (var store = ZipZarrStore.Create(File))
        {
            store.WriteText("readme.txt", "text");
            store.WriteText("pictures/1.png", "picture");
            store.Complete();
        }
        var error = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(File));
        Assert.Equal($"{File}: there is no array; expected zarr.json or .zarray; found pictures/, readme.txt", error.Message);
    }

    private static byte[] Front(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static string Value(string name, int i) => $"value {i} of {name}";

    private byte[] Zip(string name, int count)
    {
        using (var store = ZipZarrStore.Create(_folder["part.zip"]))
        {
            for (var i = 0; i < count; i++)
                store.WriteText($"{name}/{i}", Value(name, i));
            store.Complete();
        }
        return System.IO.File.ReadAllBytes(_folder["part.zip"]);
    }

    private void Check(string name, int count)
    {
        using var store = ZipZarrStore.Open(File);
        Assert.Equal(count, store.List(new StoreKey(name)).Count());
        Assert.Single(store.List(StoreKey.Root));
        for (var i = 0; i < count; i += Math.Max(1, count / 100))
            Assert.Equal(Value(name, i), System.Text.Encoding.UTF8.GetString(store.Read($"{name}/{i}")!));
    }
}
