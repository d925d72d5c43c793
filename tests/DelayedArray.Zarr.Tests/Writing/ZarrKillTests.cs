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
        Environment.GetEnvironmentVariable("DELAYEDARRAY_KILLS") ?? "13", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("overwrite", "")]
    [InlineData("overwrite", "group/a")]
    [InlineData("resume", "a")]
    [InlineData("sparse", "a")]
    public void TheOldArrayOrTheNewOneOrOneToBeResumed(string mode, string path)
    {
        string location = _folder["x.zarr"];
        Random random = new(path.Length + mode.Length);
        for (int kill = 0; kill < s_kills; kill++)
        {
            using (Process process = WriterProgram.Start(mode, location, path, 1000 * kill))
            {
                Thread.Sleep(random.Next(20, 600));
                process.Kill();
                process.WaitForExit();
            }
            CheckWhole(location, path);
            if (random.Next(2) == 0)
                CheckContinued(mode, location, path);
        }
    }

    private static void CheckWhole(string location, string path)
    {
        if (!Directory.Exists(location))
            return;
        using ZarrStore store = ZarrStores.Open(location);
        ZarrGroup? root = path.Length == 0 || store.Length(new StoreKey(".zgroup")) is null ? null : ZarrGroup.Open(store);
        bool isThere = path.Length == 0 ? store.Length(new StoreKey(".zarray")) is not null
            : root is not null && (root.HasArray(path) || root.HasGroup(path));
        if (!isThere)
            return;
        DelayedArray<int> found = ZarrArray.Open<int>(store, path);
        WriteSamples.AssertEqual(WriterProgram.Array(found[0, 0].ToScalar()), found);
    }

    private void CheckContinued(string mode, string location, string path)
    {
        WriterProgram.Write(mode, location, path, 0);
        CheckWhole(location, path);
        using ZarrStore store = ZarrStores.Open(location);
        WriteSamples.AssertEqual(WriterProgram.Array(0), ZarrArray.Open(store, path));
        string[] hidden = [.. Directory.EnumerateFileSystemEntries(_folder.FullName, ".delayedarray-*.write", SearchOption.AllDirectories)];
        Assert.Empty(hidden);
    }
}
