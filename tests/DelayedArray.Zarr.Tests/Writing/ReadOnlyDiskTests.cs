namespace DelayedArrays.ZarrTests;

/// <summary>Writes to where nothing may be written: they say so, and change nothing.</summary>
public sealed class ReadOnlyDiskTests
{
    private static readonly ZarrWriteOptions s_options = new() { Chunks = [20, 50], Overwrite = true };

    private static DelayedArray<int> Old => WriteSamples.Array<int>(60, 100);

    /// <summary>Stores and paths within them.</summary>
    public static TheoryData<string, string> Targets() => FullDiskTests.Targets();

    [SmallDiskTheory]
    [MemberData(nameof(Targets))]
    public void NothingIsReplaced(string name, string path)
    {
        using SmallDisk disk = new();
        Old.WriteZarr(disk[name], path, s_options);
        Check(disk, name, path, () => (Old + 1).WriteZarr(disk[name], path, s_options));
        Check(disk, name, path, () => (Old + 1).WriteZarr(disk[name], path, s_options with { Resume = true }));
        Check(disk, name, path, () => (Old + 1).WriteZarrSparse(disk[name], path, new() { Storage = new() { Overwrite = true } }));
    }

    [SmallDiskTheory]
    [MemberData(nameof(Targets))]
    public void NothingIsMade(string name, string path)
    {
        using SmallDisk disk = new();
        disk.SetReadOnly(true);
        foreach (var place in (string[])[name, "new/" + name])
        {
            var error = Assert.ThrowsAny<IOException>(() => Old.WriteZarr(disk[place], path, s_options));
            Assert.Contains(name, error.Message);
            Assert.Contains("Read-only file system", error.Message);
            Assert.Empty(disk.Snapshot());
        }
    }

    [SmallDiskFact]
    public void NothingIsChangedInPlace()
    {
        using SmallDisk disk = new();
        Old.WriteZarr(disk["x.zarr"], "a", s_options);
        Old.WriteZarrSparse(disk["x.zarr"], "s");
        using DirectoryZarrStore store = new(disk["x.zarr"], new(Writable: true));
        Check(disk, "x.zarr", "a", () => ZarrArrayEditor.Open(store, "a").Write([0, 0], Old + 1));
        Check(disk, "x.zarr", "a", () => ZarrArrayEditor.Open(store, "a").Append(0, Old));
        Check(disk, "x.zarr", "a", () => ZarrArrayEditor.Open(store, "a").Resize([10, 10]));
        Check(disk, "x.zarr", "s", () => ZarrSparseMatrix.Append(store, "s", Old));
        Check(disk, "x.zarr", "a", () => store.DeleteAll(new StoreKey("a")));
        Check(disk, "x.zarr", "a", () => store.Delete(new StoreKey("a/.zarray")));
        Check(disk, "x.zarr", "a", () => store.MoveToRoot(new StoreKey("a")));
    }

    [SmallDiskFact]
    public void AFolderThatIsADiskIsChangedWithinButNotReplaced()
    {
        using SmallDisk disk = new();
        disk.MountWithin("x.zarr");
        Old.WriteZarr(disk["x.zarr"], "a", s_options);
        foreach (var isReadOnly in (bool[])[true, false])
        {
            disk.SetReadOnly(isReadOnly);
            (Old + 1).WriteZarr(disk["x.zarr"], "a", s_options);
            var before = disk.Snapshot();
            var error = Assert.ThrowsAny<IOException>(() => (Old + 2).WriteZarr(disk["x.zarr"], "", s_options));
            Assert.Contains("x.zarr", error.Message);
            Assert.Equal(before, disk.Snapshot());
            using var store = ZarrStores.Open(disk["x.zarr"]);
            WriteSamples.AssertEqual(Old + 1, ZarrArray.Open(store, "a"));
        }
    }

    private static void Check(SmallDisk disk, string name, string path, Action write)
    {
        var before = disk.Snapshot();
        disk.SetReadOnly(true);
        var error = Assert.ThrowsAny<IOException>(write);
        disk.SetReadOnly(false);
        Assert.Contains("Read-only file system", error.Message);
        Assert.Contains(name, error.Message);
        Assert.Contains(name == "x.zip" ? "" : path, error.Message);
        Assert.Equal(before, disk.Snapshot());
        using var store = ZarrStores.Open(disk[name]);
        WriteSamples.AssertEqual(Old, ZarrArray.Open(store, path));
    }
}
