using System.Diagnostics;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// Programs that are killed while they write. There are a few kills in each run; the environment variable DELAYEDARRAY_TEST_KILLS
/// asks for more.
/// </summary>
public sealed class ZarrKillTests : IDisposable
{
    private static readonly int s_kills = LongTests.Count(LongTests.Kills, usual: 8);

    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("overwrite", "x.zarr", "")]
    [InlineData("overwrite", "x.zarr", "group/a")]
    [InlineData("resume", "x.zarr", "a")]
    [InlineData("sparse", "x.zarr", "a")]
    [InlineData("overwrite", "x.zip", "")]
    [InlineData("overwrite", "x.zip", "group/a")]
    [InlineData("sparse", "x.zip", "")]
    public void TheOldArrayOrTheNewOneOrOneToBeResumed(string mode, string name, string path)
    {
        var location = _folder[name];
        Random random = new(path.Length + mode.Length);
        var wasThere = false;
        for (var kill = 0; kill < s_kills; kill++)
        {
            using (var process = WriterProgram.Start(mode, location, path, 1000 * kill))
            {
                Thread.Sleep(random.Next(20, 600));
                process.Kill();
                process.WaitForExit();
            }
            var isThere = CheckWhole(location, path);
            // A folder is replaced by two renames, between which there is neither; the next write brings one back.
            Assert.True(isThere || !wasThere || Directory.Exists(location), "the old array is gone");
            wasThere |= isThere;
            if (random.Next(2) == 0)
                CheckContinued(mode, location, path);
        }
    }

    [Theory]
    [InlineData("x.zarr")]
    [InlineData("x.zip")]
    public void Each_chunk_of_values_that_change_is_old_or_new(string name)
    {
        const string Group = "a";
        var location = _folder[name];
        WriterProgram.Write("sparse", location, Group, 1);
        var random = new Random(5);
        var number = 1;
        for (var kill = 0; kill < s_kills; kill++)
        {
            using (var process = WriterProgram.Start("values", location, Group, number + 1))
            {
                Thread.Sleep(random.Next(20, 300));
                process.Kill();
                process.WaitForExit();
            }
            using (var store = ZarrStores.Open(location))
            {
                var numbers = NumbersOfChunks(ZarrArray.Open<int>(store, Group + "/data").ToArray());
                // Chunks of a folder change one by one; a zip file changes as a whole.
                Assert.InRange(numbers.Max() - numbers.Min(), 0, name == "x.zip" ? 0 : 1);
                Assert.True(numbers.Min() >= number, $"array {number} is gone");
                Assert.True(ZarrSparseMatrix.Verify(store, Group).IsValid);
                number = numbers.Max() + 1;
            }
            WriterProgram.Write("values", location, Group, number);
            WriteSamples.AssertEqual(WriterProgram.Array(number), ZarrSparseMatrix.Open<int>(location, Group));
            Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*.partial", SearchOption.AllDirectories));
        }
    }

    /// <summary>The number of the array that each chunk is of. The array has no zeros, so that its values are stored row by row.</summary>
    private static int[] NumbersOfChunks(int[] values)
    {
        Assert.Equal(WriterProgram.Rows * WriterProgram.Columns, values.Length);
        return [.. values.Select((value, i) => value - (i / WriterProgram.Columns) - (i % WriterProgram.Columns))
            .Chunk(WriterProgram.ChunkLength).Select(chunk => Assert.Single(chunk.Distinct()))];
    }

    [Theory]
    [InlineData("overwrite", true)]
    [InlineData("sparse", true)]
    [InlineData("resume", false)]
    public void WhatIsLeftIsRemovedByTheNextWriteOfAnotherArrayUnlessItMayBeResumed(string mode, bool isRemoved)
    {
        var location = _folder["x.zarr"];
        LeaveStaging(mode, location, "a");
        using var living = WriterProgram.Start("overwrite", location, "living", 0);
        try
        {
            WriterProgram.Write("overwrite", location, "b", 0);
            Assert.Equal(isRemoved, Staged("a").Length == 0);
            // Had anything of its own been removed, it would have ended with an error.
            Assert.False(living.WaitForExit(200));
        }
        finally
        {
            living.Kill();
            living.WaitForExit();
        }
        if (!isRemoved)
            WriterProgram.Write(mode, location, "a", 0);
        WriterProgram.Write("overwrite", location, "b", 0);
        // A program killed once its array is in place may leave the record beside the metadata, where it is in nobody's way.
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*", SearchOption.AllDirectories),
            entry => Path.GetFileName(entry) != StagingRecord.Name);
    }

    [Fact]
    public void IncompleteValuesAreRemovedUnlessTheirWriterLives()
    {
        using var other = WriterProgram.Start("overwrite", _folder["y.zarr"], "a", 0);
        var gone = Of(other, PartialFile.In(_folder["x.zarr/a"]));
        var folder = Of(other, PartialFile.In(_folder["x.zarr"]));
        WriterProgram.Write("overwrite", _folder["x.zarr"], "a", 0);
        File.WriteAllText(gone, "half");
        Directory.CreateDirectory(Path.Combine(folder, "c"));
        Write(1);
        Assert.True(File.Exists(gone) && Directory.Exists(folder));
        other.Kill();
        other.WaitForExit();
        using (File.Open(gone, FileMode.Open, FileAccess.Write, FileShare.None))
            Write(2);
        Assert.True(File.Exists(gone));
        Write(3);
        Assert.False(File.Exists(gone) || Directory.Exists(folder));

        static string Of(Process process, string name) =>
            name.Replace($"-{Environment.ProcessId}-", $"-{process.Id}-", StringComparison.Ordinal);

        void Write(int value)
        {
            using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
            ZarrArrayEditor.Open(store, "a").Write([0, 0], Delayed.Constant(value, 10, 10));
        }
    }

    private string[] Staged(string path)
    {
        var start = StagingKeys.New(new StoreKey(path)).Path[..^38];
        // A program may be killed before it has made the folder.
        return Directory.Exists(_folder["x.zarr"]) ? Directory.GetDirectories(_folder["x.zarr"], $"{start}*.write") : [];
    }

    /// <summary>Kills programs until one of them has left something incomplete.</summary>
    private void LeaveStaging(string mode, string location, string path)
    {
        Random random = new(1);
        do
        {
            using var process = WriterProgram.Start(mode, location, path, 0);
            Thread.Sleep(random.Next(100, 600));
            process.Kill();
            process.WaitForExit();
        }
        while (!Staged(path).Any(folder => File.Exists(Path.Combine(folder, StagingRecord.Name))));
    }

    private static bool CheckWhole(string location, string path)
    {
        if (!Directory.Exists(location) && !File.Exists(location))
            return false;
        using var store = ZarrStores.Open(location);
        var root = path.Length == 0 || store.Length(new StoreKey(".zgroup")) is null ? null : ZarrGroup.Open(store);
        var isThere = path.Length == 0 ? store.List(StoreKey.Root).Any(entry => entry.Name is ".zarray" or ".zgroup")
            : root is not null && (root.HasArray(path) || root.HasGroup(path));
        if (!isThere)
            return false;
        var found = ZarrArray.Open<int>(store, path);
        WriteSamples.AssertEqual(WriterProgram.Array(found[0, 0].ToScalar()), found);
        return true;
    }

    private void CheckContinued(string mode, string location, string path)
    {
        WriterProgram.Write(mode, location, path, 0);
        CheckWhole(location, path);
        using var store = ZarrStores.Open(location);
        WriteSamples.AssertEqual(WriterProgram.Array(0), ZarrArray.Open(store, path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*.write", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*.partial", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".x.zip.*"));
    }
}
