using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// Programs that are killed while they write. There are a few kills in each run; the environment variable DELAYEDARRAY_KILLS asks
/// for more.
/// </summary>
public sealed class ZarrKillTests : IDisposable
{
    private static readonly int s_kills = int.Parse(
        Environment.GetEnvironmentVariable("DELAYEDARRAY_KILLS") ?? "8", CultureInfo.InvariantCulture);

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
        string location = _folder[name];
        Random random = new(path.Length + mode.Length);
        bool wasThere = false;
        for (int kill = 0; kill < s_kills; kill++)
        {
            using (Process process = WriterProgram.Start(mode, location, path, 1000 * kill))
            {
                Thread.Sleep(random.Next(20, 600));
                process.Kill();
                process.WaitForExit();
            }
            bool isThere = CheckWhole(location, path);
            // A folder is replaced by two renames, between which there is neither; the next write brings one back.
            Assert.True(isThere || !wasThere || Directory.Exists(location), "the old array is gone");
            wasThere |= isThere;
            if (random.Next(2) == 0)
                CheckContinued(mode, location, path);
        }
    }

    private static bool CheckWhole(string location, string path)
    {
        if (!Directory.Exists(location) && !File.Exists(location))
            return false;
        using ZarrStore store = ZarrStores.Open(location);
        ZarrGroup? root = path.Length == 0 || store.Length(new StoreKey(".zgroup")) is null ? null : ZarrGroup.Open(store);
        bool isThere = path.Length == 0 ? store.List(StoreKey.Root).Any(entry => entry.Name is ".zarray" or ".zgroup")
            : root is not null && (root.HasArray(path) || root.HasGroup(path));
        if (!isThere)
            return false;
        DelayedArray<int> found = ZarrArray.Open<int>(store, path);
        WriteSamples.AssertEqual(WriterProgram.Array(found[0, 0].ToScalar()), found);
        return true;
    }

    private void CheckContinued(string mode, string location, string path)
    {
        WriterProgram.Write(mode, location, path, 0);
        CheckWhole(location, path);
        using ZarrStore store = ZarrStores.Open(location);
        WriteSamples.AssertEqual(WriterProgram.Array(0), ZarrArray.Open(store, path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*.write", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullName, ".x.zip.*"));
    }
}
