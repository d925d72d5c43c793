using System.IO.Compression;

namespace DelayedArrays.ZarrTests;

/// <summary>Zip files exchanged with Python's zipfile and zarr, and real ones.</summary>
public sealed class ZipInteropTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [PythonFact("zarr")]
    public void PythonReadsWhatIsWritten()
    {
        using (var store = ZipZarrStore.Create(_folder["array.zip"]))
        {
            store.WriteText(".zarray", """
                {"zarr_format":2,"shape":[4],"chunks":[2],"dtype":"<i2","compressor":null,"fill_value":0,"order":"C","filters":null}
                """);
            store.Write(new StoreKey("0"), [9, 0, 9, 0]);
            store.Write(new StoreKey("temporary name/1"), [3, 0, 4, 0]);
            store.Write(new StoreKey("0"), [1, 0, 2, 0]);
            store.Move(new StoreKey("temporary name"), new StoreKey("moved"));
            store.WriteText("1", "\u0003\0\u0004\0");
            store.WriteText("\u00e9\u4e16", "text");
            store.Complete();
        }
        var printed = Python.Run(
            """
            import sys, zipfile, zarr
            with zipfile.ZipFile(sys.argv[1]) as archive:
                assert archive.testzip() is None
                print(sorted(archive.namelist()))
                print(archive.read("moved/1"), archive.read("\u00e9\u4e16"))
            print(zarr.Array(zarr.ZipStore(sys.argv[1], mode="r"))[:].tolist())
            """, _folder["array.zip"]);
        Assert.Equal(
            ["['.zarray', '0', '1', 'moved/1', '\u00e9\u4e16']", @"b'\x03\x00\x04\x00' b'text'", "[1, 2, 3, 4]"],
            printed.Split('\n'));
    }

    [PythonFact("zarr")]
    public void WhatPythonWritesIsRead()
    {
        Python.Run(
            """
            import sys, zipfile, warnings, zarr
            warnings.simplefilter("ignore")
            with zipfile.ZipFile(sys.argv[1], "w") as archive:
                archive.writestr("twice", b"first")
                archive.writestr("twice", b"second")
                archive.writestr("deflated", b"ab" * 1000, compress_type=zipfile.ZIP_DEFLATED)
                archive.writestr("\u00e9\u4e16/x", b"name")
                archive.writestr("folder/", b"")
                archive.writestr("bzip2", b"b" * 100, compress_type=zipfile.ZIP_BZIP2)
                with archive.open("wide", "w", force_zip64=True) as entry:
                    entry.write(b"wide value")
                archive.comment = b"a comment" * 100
            with zipfile.ZipFile(sys.argv[1], "a") as archive:
                archive.writestr("appended", b"more")
            store = zarr.ZipStore(sys.argv[2], mode="w")
            zarr.array(range(10), chunks=5, compressor=None, dtype="u1", store=store)
            store.close()
            """, _folder["plain.zip"], _folder["zarr.zip"]);
        using (var store = ZipZarrStore.Open(_folder["plain.zip"]))
        {
            Assert.Equal("second"u8.ToArray(), store.Read("twice"));
            Assert.Equal("ababab"u8.ToArray(), store.Read("deflated", ByteRange.From(1000, 6)));
            Assert.Equal("name"u8.ToArray(), store.Read("\u00e9\u4e16/x"));
            Assert.Equal("wide value"u8.ToArray(), store.Read("wide"));
            Assert.Equal("more"u8.ToArray(), store.Read("appended"));
            Assert.Contains("method 12", Assert.Throws<ArrayFormatException>(() => store.Read("bzip2")).Message, StringComparison.Ordinal);
            Assert.Equal(["appended", "bzip2", "deflated", "twice", "wide", "\u00e9\u4e16/x"], store.AllKeys());
        }
        using var array = ZipZarrStore.Open(_folder["zarr.zip"]);
        Assert.Equal([5, 6, 7, 8, 9], array.Read("1"));
    }

    [SharedDataTheory]
    [InlineData("zarr2/anndata-v0.11.4.zarr.zip", 24)]
    [InlineData("zarr2/mudata-v0.2.4-axis0.zarr.zip", 171)]
    [InlineData("zarr3/mudata-v0.4.1-axis0.zarr.zip", 102)]
    [InlineData("zarr3/scanpy-pbmc68k_reduced.zarr.zip", 120)]
    [InlineData("zarr2/anndata-v0.7.0.zarr.zip", null)]
    [InlineData("zarr2/netcdf-ref_byte.zarr.zip", null)]
    [InlineData("zarr2/zarr_implementations-zarr.zr.zip", null)]
    public void RealFilesAreRead(string name, int? names)
    {
        var path = Path.Combine(SharedData.Root!, name);
        using var store = ZipZarrStore.Open(path);
        using var archive = ZipFile.OpenRead(path);
        var last = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            last[entry.FullName] = entry;
        var keys = store.AllKeys();
        Assert.Equal([.. last.Keys.Order(StringComparer.Ordinal)], keys);
        if (names is { } count)
            Assert.Equal(count, keys.Count);
        foreach ((var key, var entry) in last)
        {
            using var memory = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(memory);
            Assert.Equal(memory.ToArray(), store.Read(key));
        }
    }
}
