namespace DelayedArrays.ZarrTests;

/// <summary>Arrays of version 2 that are written here are read by zarr-python.</summary>
public sealed class PythonReadsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [PythonFact("zarr")]
    public void EveryTypeOrderSeparatorAndCodec()
    {
        var count = 0;
        foreach (var type in WriteSamples.Types)
        {
            foreach (var compression in (string[])["none", "zlib", "gzip", "bz2", "lz4", "zstd", "blosc"])
            {
                for (var variant = 0; variant < 8; variant++, count++)
                    Write(type, compression, variant);
            }
        }
        var printed = Python.Run(
            """
            import sys, numpy as np, zarr
            group = zarr.open_group(sys.argv[1], mode="r")
            count = 0
            for name, array in group.arrays():
                kind, _, variant = name.split("-")
                expected = (np.arange(7 * 11 * 3) * 37 % 101).reshape(7, 11, 3)
                expected = expected % 2 == 1 if kind == "bool" else expected.astype(kind)
                found = array[:]
                assert found.dtype.newbyteorder("=") == np.dtype(kind), (name, found.dtype)
                assert (found == expected).all(), name
                assert array.order == ("F" if int(variant) & 1 else "C"), name
                assert array.fill_value == (True if kind == "bool" else 5), name
                count += 1
            print(count)
            """, _folder["all.zarr"]);
        Assert.Equal($"{count}", printed);
    }

    [PythonFact("zarr")]
    public void ZipFilesScalarsEmptyArraysFiltersAndAttributes()
    {
        WriteSamples.Array<int>(9, 8).WriteZarr(_folder["a.zip"], "", new() { Chunks = [4, 4] });
        WriteSamples.Array<int>(9, 8).WriteZarr(_folder["root.zarr"], "", new() { Attributes = ZarrWriteTests.Json("""{"a":[1,null],"ä":"µ 😀"}""") });
        WriteSamples.Array<double>().WriteZarr(_folder["g.zarr"], "deep/scalar");
        WriteSamples.Array<double>(0, 5).WriteZarr(_folder["g.zarr"], "deep/empty", new() { FillValue = double.NegativeInfinity });
        WriteSamples.Array<short>(40).WriteZarr(_folder["g.zarr"], "delta", new()
        {
            Codecs = [new("delta", ZarrWriteTests.Json("""{"dtype":"<i2"}""")), new("zlib", ZarrWriteTests.Json("""{"level":2}"""))],
        });
        var printed = Python.Run(
            """
            import sys, zarr
            print(zarr.open(zarr.ZipStore(sys.argv[1] + "/a.zip", mode="r"))[:].ravel()[:4].tolist())
            root = zarr.open(sys.argv[1] + "/root.zarr", mode="r")
            print(root[:].ravel()[-1], dict(root.attrs))
            group = zarr.open(sys.argv[1] + "/g.zarr", mode="r")
            print(group["deep/scalar"][()], group["deep/empty"].shape, group["deep/empty"].fill_value, group["delta"][:].sum())
            """, _folder.FullName);
        Assert.Equal(
            ["[0, 37, 74, 10]", "1 {'a': [1, None], 'ä': 'µ 😀'}", $"0.0 (0, 5) -inf {WriteSamples.Array<short>(40).ToArray().Sum(value => value)}"],
            printed.Split('\n'));
    }

    [PythonFact("zarr")]
    public void ConsolidatedMetadataAreKept()
    {
        Python.Run(
            """
            import sys, zarr
            group = zarr.open_group(sys.argv[1], mode="w")
            group.require_group("x").create_dataset("old", shape=3, fill_value=float("nan"))
            zarr.consolidate_metadata(group.store)
            """, _folder["c.zarr"]);
        WriteSamples.Array<int>(10).WriteZarr(_folder["c.zarr"], "y/new");
        var printed = Python.Run(
            """
            import sys, zarr
            group = zarr.open_consolidated(sys.argv[1])
            print(sorted(group.group_keys()), group["y/new"][:3].tolist(), group["x/old"].shape)
            """, _folder["c.zarr"]);
        Assert.Equal("['x', 'y'] [0, 37, 74] (3,)", printed);
    }

    private void Write(ElementType type, string compression, int variant)
    {
        var found = BloscCodec.Compressors[variant % BloscCodec.Compressors.Length];
        WriteSamples.Array(type, 7, 11, 3).WriteZarr(_folder["all.zarr"], $"{type.Name()}-{compression}-{variant}", new()
        {
            Version = 2,
            Chunks = [4, 5, 3],
            // Not all builds of Blosc have snappy.
            Compression = compression != "blosc" ? compression : "blosc-" + (found == "snappy" ? "lz4" : found),
            IsFortranOrder = (variant & 1) != 0,
            Separator = (variant & 2) != 0 ? '/' : '.',
            IsBigEndian = (variant & 4) != 0,
            Shuffle = (CodecShuffle)((variant + (int)type) % (compression == "blosc" ? 3 : 2)),
            FillValue = type == ElementType.Boolean ? true : 5,
            SkipFillChunks = variant == 3,
        });
    }
}
