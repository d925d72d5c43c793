using System.Runtime.Versioning;

namespace DelayedArrays.ZarrTests;

/// <summary>Folders and files that may not be read: errors that name them, and never a chunk taken for absent.</summary>
[SupportedOSPlatform("linux")]
public sealed class PermissionTests : IDisposable
{
    private const UnixFileMode All = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Search = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes a store: an array of stored ones, a group.</summary>
    public PermissionTests()
    {
        File.SetUnixFileMode(_folder.FullName, All);
        Delayed.Constant(1, 10, 10).WriteZarr(_folder["x.zarr"], "g/a", new() { Chunks = [5, 5], Separator = '/', Version = 2 });
        Delayed.Constant(2, 10, 10).WriteZarr(_folder["x.zarr"], "g/b", new() { Version = 2 });
    }

    private DirectoryZarrStore Store => new(_folder["x.zarr"]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(_folder.FullName, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(folder, All);
        _folder.Dispose();
    }

    [LinuxFact]
    public void WhereNothingCanBeMadeBesideAStoreItIsLockedWithin()
    {
        File.SetUnixFileMode(_folder["x.zarr"], All);
        File.SetUnixFileMode(_folder["x.zarr/g"], All);
        File.SetUnixFileMode(_folder.FullName, Search | UnixFileMode.OtherRead);
        try
        {
            Unprivileged.Run(() =>
            {
                using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
                using (store.LocksOf(StoreKey.Root).TakeHierarchy(TimeSpan.Zero))
                    Assert.True(File.Exists(_folder["x.zarr/.delayedarray.lock"]));
                Delayed.Constant(3, 10, 10).WriteZarr(store, "g/c", execution: OneThread);
                Assert.Equal(300, ZarrArray.Open<int>(store, "g/c").ToArray(OneThread).Sum());
                Assert.DoesNotContain(store.AllKeys(), key => key.Contains("delayedarray", StringComparison.Ordinal));
            });
        }
        finally
        {
            File.SetUnixFileMode(_folder.FullName, All);
        }
    }

    [LinuxFact]
    public void AFolderThatMayNotBeListedIsAnErrorThatNamesIt()
    {
        Forbid("g", Search);
        Unprivileged.Run(() =>
        {
            var error = Assert.Throws<IOException>(() => Store.List(new StoreKey("g")));
            Assert.Contains("x.zarr::g: the folder cannot be listed", error.Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => ZarrGroup.Open(Store, "g").Members());
            // What is in it can still be opened by name.
            Assert.Equal(100, ZarrArray.Open<int>(Store, "g/a").ToArray(OneThread).Sum());
        });
    }

    [LinuxFact]
    public void AFolderThatMayNotBeSearchedDoesNotLookEmpty()
    {
        Forbid("", UnixFileMode.None);
        Unprivileged.Run(() =>
        {
            using DirectoryZarrStore around = new(_folder.FullName);
            Assert.Contains("cannot be looked for", Assert.Throws<IOException>(() => around.List(new StoreKey("x.zarr/g"))).Message, StringComparison.Ordinal);
            Assert.Contains("x.zarr", Assert.Throws<IOException>(() => around.Length(new StoreKey("x.zarr/g/.zgroup"))).Message, StringComparison.Ordinal);
        });
    }

    [LinuxFact]
    public void AChunkThatMayNotBeLookedForIsNotAbsent()
    {
        Forbid("g/a/1", UnixFileMode.None);
        Unprivileged.Run(() =>
        {
            var array = ZarrArray.Open<int>(Store, "g/a");
            Assert.Equal(50, array[..5, ..].ToArray(OneThread).Sum());
            var error = Assert.ThrowsAny<IOException>(() => array.ToArray(OneThread));
            Assert.Contains("g/a/1/0: cannot be looked for", error.Message, StringComparison.Ordinal);
        });
    }

    [LinuxFact]
    public void AChunkThatIsAbsentIsFillValuesThoughItsNeighboursMayNotBeRead()
    {
        File.Delete(_folder["x.zarr/g/a/1/0"]);
        Forbid("g/a/1/1", UnixFileMode.None);
        Unprivileged.Run(() =>
        {
            var array = ZarrArray.Open<int>(Store, "g/a");
            Assert.Equal(25, array[.., ..5].ToArray(OneThread).Sum());
            Assert.Contains("reading is not permitted", Assert.ThrowsAny<IOException>(() => array.ToArray(OneThread)).Message, StringComparison.Ordinal);
        });
    }

    [LinuxFact]
    public void AMemberThatMayNotBeReadIsListedWithWhy()
    {
        Forbid("g/b/.zarray", UnixFileMode.None);
        Unprivileged.Run(() =>
        {
            var members = ZarrGroup.Open(Store, "g").Members();
            Assert.Equal(new ZarrMember("a", true), members[0]);
            Assert.Contains("g/b/.zarray: reading is not permitted", members[1].Damage, StringComparison.Ordinal);
        });
    }

    [LinuxFact]
    public void WhereNothingMayBeWrittenTheOldArrayStays()
    {
        foreach (var folder in (string[])["", "g", "g/a", "g/a/0", "g/a/1"])
            Forbid(folder, Search | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Unprivileged.Run(() =>
        {
            using DirectoryZarrStore store = new(_folder["x.zarr"], new(Writable: true));
            var options = OneThread;
            Assert.Contains(
                "g/a", Assert.Throws<IOException>(() => Delayed.Constant(3, 10, 10).WriteZarr(store, "g/a", new() { Overwrite = true }, options)).Message,
                StringComparison.Ordinal);
        });
        Assert.Equal(100, ZarrArray.Open<int>(Store, "g/a").ToArray().Sum());
    }

    // The workers of others ask as root.
    private static ExecutionOptions OneThread => new() { Workers = 1, LookAhead = 0 };

    private void Forbid(string path, UnixFileMode left) => File.SetUnixFileMode(Path.Combine(_folder["x.zarr"], path), left);
}
