namespace DelayedArrays.ZarrTests;

/// <summary>
/// Writes to a disk that is full at the first value, at the second, and so on until there is room: what was there stays to the
/// byte, nothing is left behind, and the error names what could not be written.
/// </summary>
public sealed class FullDiskTests
{
    private const int Page = 4096;

    // Longer than any of the writes below needs.
    private const int MaxPages = 120;

    private static readonly ZarrWriteOptions s_options = new() { Chunks = [20, 50], Compression = "none", Overwrite = true };

    /// <summary>Stores and paths within them.</summary>
    public static TheoryData<string, string> Targets() => new()
    {
        { "x.zarr", "" }, { "x.zarr", "a" }, { "x.zarr", "deep/er/a" }, { "x.zip", "" }, { "x.zip", "deep/er/a" },
    };

    [SmallDiskTheory]
    [MemberData(nameof(Targets))]
    public void AnArrayIsReplacedOrStays(string name, string path) => Fill(
        name, path,
        disk => Old.WriteZarr(disk[name], path, s_options),
        disk => New.WriteZarr(disk[name], path, s_options));

    [SmallDiskTheory]
    [MemberData(nameof(Targets))]
    public void AnArrayIsAddedOrNot(string name, string path) => Fill(
        name, path,
        disk =>
        {
            if (path.Length > 0)
                Old.WriteZarr(disk[name], "other", s_options with { Version = 2 });
        },
        disk => New.WriteZarr(disk[name], path, s_options));

    [SmallDiskTheory]
    [MemberData(nameof(Targets))]
    public void ASparseMatrixIsReplacedOrStays(string name, string path) => Fill(
        name, path,
        disk => Old.WriteZarrSparse(disk[name], path, Sparse),
        disk => New.WriteZarrSparse(disk[name], path, Sparse));

    [SmallDiskFact]
    public void LinesAreAppendedToASparseMatrixOrNot() => FillLogically(
        disk => Old.WriteZarrSparse(disk["x.zarr"], "a", Sparse),
        store => ZarrSparseMatrix.Append(store, "a", New),
        (_, found) => Assert.True(Equal(Old, found) || Equal(Delayed.Concatenate(0, [Old, New]), found)));

    [SmallDiskFact]
    public void AnArrayIsMadeLongerOrNot() => FillLogically(
        disk => Old.WriteZarr(disk["x.zarr"], "a", s_options),
        store => ZarrArrayEditor.Open(store, "a").Append(0, New),
        (_, found) => Assert.True(Equal(Old, found) || Equal(Delayed.Concatenate(0, [Old, New]), found)));

    [SmallDiskFact]
    public void EachChunkOfARegionIsTheOldOrTheNew() => FillLogically(
        disk => Delayed.Constant(0, 60, 100).WriteZarr(disk["x.zarr"], "a", s_options with { SkipFillChunks = true }),
        store => ZarrArrayEditor.Open(store, "a").Write([10, 30], New[10..50, 30..80]),
        (failed, found) =>
        {
            var wanted = New.ToArray();
            var there = found.As<int>().ToArray();
            foreach (var chunk in Enumerable.Range(0, there.Length).GroupBy(i => (i / 100 / 20, i % 100 / 50)))
            {
                Assert.True(
                    chunk.All(i => there[i] == 0)
                    || chunk.All(i => there[i] == (i / 100 is >= 10 and < 50 && i % 100 is >= 30 and < 80 ? wanted[i] : 0)));
            }
            Assert.True(failed || there[(30 * 100) + 50] == wanted[(30 * 100) + 50]);
        });

    [SmallDiskTheory]
    [InlineData(2)]
    [InlineData(3)]
    public void ConsolidatedMetadataStayOrFollow(int version)
    {
        using SmallDisk disk = new();
        Old.WriteZarr(disk["x.zarr"], "a", s_options with { Version = version });
        using (DirectoryZarrStore store = new(disk["x.zarr"], new(Writable: true)))
            store.Consolidate(version, numbers: 3000);
        var snapshot = disk.Snapshot();
        var failures = Try(
            disk, "x.zarr", "b", () => New.WriteZarr(disk["x.zarr"], "b", s_options), () => Assert.Equal(snapshot, disk.Snapshot()));
        Assert.InRange(failures, 3, MaxPages - 1);
        CheckConsolidated(disk, "b", New);
        failures = Try(disk, "x.zarr", "a", () => Append(disk), () => CheckConsolidated(disk, "a", Old));
        Assert.InRange(failures, 3, MaxPages - 1);
        CheckConsolidated(disk, "a", Delayed.Concatenate(0, [Old, New]));

        static void Append(SmallDisk disk)
        {
            using DirectoryZarrStore store = new(disk["x.zarr"], new(Writable: true));
            ZarrArrayEditor.Open(store, "a").Append(0, New);
        }

        static void CheckConsolidated(SmallDisk disk, string path, DelayedArray expected)
        {
            using DirectoryZarrStore store = new(disk["x.zarr"]);
            var group = ZarrGroup.Open(store, useConsolidated: true);
            Assert.True(group.IsConsolidated);
            WriteSamples.AssertEqual(expected, group.OpenArray(path));
        }
    }

    [SmallDiskTheory]
    [InlineData("")]
    [InlineData("deep/a")]
    public void AnInterruptedWriteGoesOnWhenThereIsRoom(string path)
    {
        using SmallDisk disk = new();
        Old.WriteZarr(disk["x.zarr"], path, s_options);
        disk.LeaveFree(20 * Page);
        var large = Delayed.FromFunction<int>([100, 1000], at => (int)((at[0] * 1000) + at[1]) * 7919);
        var options = s_options with { Chunks = [1, 1000], Resume = true };
        var error = Assert.ThrowsAny<IOException>(() => large.WriteZarr(disk["x.zarr"], path, options));
        Assert.Contains("No space left", error.Message);
        using (var store = ZarrStores.Open(disk["x.zarr"]))
            WriteSamples.AssertEqual(Old, ZarrArray.Open(store, path));
        Assert.Contains(".write/0.0 ", disk.Snapshot(), StringComparison.Ordinal);
        disk.Empty();
        large.WriteZarr(disk["x.zarr"], path, options);
        using var after = ZarrStores.Open(disk["x.zarr"]);
        WriteSamples.AssertEqual(large, ZarrArray.Open(after, path));
        Assert.DoesNotContain(".delayedarray", disk.Snapshot(), StringComparison.Ordinal);
    }

    private static DelayedArray<int> Old => WriteSamples.Array<int>(60, 100);

    private static DelayedArray<int> New { get; } = Delayed.FromFunction<int>([60, 100], at => (int)((at[0] * 100) + at[1]) * 7919);

    private static ZarrSparseWriteOptions Sparse => new() { ChunkLength = 1000, Storage = s_options with { Chunks = [] } };

    /// <summary>Tries a write with ever more room. Where it fails, not a byte is different.</summary>
    private static void Fill(string name, string path, Action<SmallDisk> before, Action<SmallDisk> write)
    {
        using SmallDisk disk = new();
        before(disk);
        var snapshot = disk.Snapshot();
        var failures = Try(disk, name, path, () => write(disk), () => Assert.Equal(snapshot, disk.Snapshot()));
        Assert.InRange(failures, 3, MaxPages - 1);
        using var store = ZarrStores.Open(disk[name]);
        WriteSamples.AssertEqual(New, ZarrArray.Open(store, path));
        Assert.DoesNotContain("/.delayedarray", disk.Snapshot(), StringComparison.Ordinal);
        Assert.DoesNotContain("/.x.", disk.Snapshot(), StringComparison.Ordinal);
    }

    /// <summary>Tries a write in place with ever more room, and looks at the array after each.</summary>
    private static void FillLogically(Action<SmallDisk> before, Action<ZarrStore> write, Action<bool, DelayedArray> check)
    {
        using SmallDisk disk = new();
        before(disk);
        var failures = Try(
            disk, "x.zarr", "a",
            () =>
            {
                using DirectoryZarrStore store = new(disk["x.zarr"], new(Writable: true));
                write(store);
            },
            () => Check(isFailed: true));
        Assert.InRange(failures, 3, MaxPages - 1);
        Check(isFailed: false);

        void Check(bool isFailed)
        {
            Assert.DoesNotContain(".partial", disk.Snapshot(), StringComparison.Ordinal);
            using DirectoryZarrStore store = new(disk["x.zarr"]);
            check(isFailed, ZarrArray.Open(store, "a"));
        }
    }

    private static int Try(SmallDisk disk, string name, string path, Action write, Action afterFailure)
    {
        for (var pages = 0; pages < MaxPages; pages++)
        {
            disk.LeaveFree(pages * Page);
            var error = Record.Exception(write) switch
            {
                null => null,
                IOException problem => problem,
                { } other => throw new InvalidOperationException("not an IOException", other),
            };
            if (error is null)
                return pages;
            Assert.Contains("No space left", error.Message);
            Assert.Contains(name, error.Message);
            Assert.True(name == "x.zip" || error.Message.Contains(path, StringComparison.Ordinal) || error.Message.Contains(".zgroup", StringComparison.Ordinal), error.Message);
            afterFailure();
        }
        return MaxPages;
    }

    private static bool Equal(DelayedArray expected, DelayedArray found) =>
        expected.Shape == found.Shape && WriteSamples.Bytes(expected).AsSpan().SequenceEqual(WriteSamples.Bytes(found));
}
