using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Symbolic links in the folder of a store: those of git-annex and of stores put together from others, and sly ones.</summary>
public sealed class SymbolicLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DirectoryZarrStore _store;

    /// <summary>Makes a store, and links of all kinds in it.</summary>
    public SymbolicLinkTests()
    {
        _store = new DirectoryZarrStore(Root, new(Writable: true));
        _store.WriteText("a/0.0", "chunk");
        Directory.CreateDirectory(_folder["outside"]);
        Directory.CreateDirectory(_folder["store.zarr-not"]);
        File.WriteAllText(_folder["outside/secret"], "secret");
        File.WriteAllText(_folder["store.zarr-not/secret"], "secret");
        Link("folder", _folder["outside"]);
        Link("chain", "folder");
        Directory.CreateDirectory(Path.Combine(Root, "deep"));
        Link("deep/up", "../../outside");
        Link("file", _folder["outside/secret"]);
        Link("sly", "../store.zarr-not");
        Link("a/circle", "circle");
        Link("a/self", "../a");
        Link("a/all", "..");
        Directory.CreateDirectory(Path.Combine(Root, "b"));
        Link("b/to-c", "../c");
        Directory.CreateDirectory(Path.Combine(Root, "c"));
        Link("c/to-b", "../b");
        Link("alias", "a");
        Link("chunk", Path.Combine(Root, "a", "0.0"));
        Link("gone", "nothing");
        Link("gone-folder", "../.git/annex/objects/x");
    }

    /// <summary>Links that lead out, with the folder that is reached through them.</summary>
    public static TheoryData<string> LinksOut { get; } = ["folder/secret", "chain/secret", "deep/up/secret", "file", "sly/secret"];

    private string Root => _folder["store.zarr"];

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(LinksOut))]
    public void LinksThatLeadOutAreRead(string key)
    {
        Assert.Equal("secret", Text(_store, key));
        Assert.Equal(6, _store.Length(new StoreKey(key)));
        if (!key.EndsWith("/secret", StringComparison.Ordinal))
            return;
        var folder = key[..key.LastIndexOf('/')];
        Assert.Equal("secret", Assert.Single(_store.List(new StoreKey(folder))).Name);
        Assert.Null(_store.Read(folder + "/missing"));
    }

    [Theory]
    [MemberData(nameof(LinksOut))]
    public void OfUntrustedStoresTheyAreRefused(string key)
    {
        using DirectoryZarrStore store = new(Root, new(IsUntrusted: true));
        var error = Assert.Throws<ArrayFormatException>(() => store.Read(key));
        Assert.StartsWith($"{Root}::{key}: '", error.Message, StringComparison.Ordinal);
        Assert.Contains("leads out of the store, which was opened as untrusted (option untrusted, ZarrStoreOptions.IsUntrusted)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => store.Length(new StoreKey(key)));
        if (!key.EndsWith("/secret", StringComparison.Ordinal))
            return;
        var folder = key[..key.LastIndexOf('/')];
        Assert.Throws<ArrayFormatException>(() => store.List(new StoreKey(folder)));
        Assert.Throws<ArrayFormatException>(() => store.Read(folder + "/missing"));
        Assert.Equal("chunk", Text(store, "alias/0.0"));
        using var opened = ZarrStores.Open(Root, new() { IsUntrusted = true });
        Assert.Throws<ArrayFormatException>(() => opened.Read(key));
    }

    [Theory]
    [MemberData(nameof(LinksOut))]
    public void NothingIsWrittenThroughThem(string key)
    {
        if (!key.EndsWith("/secret", StringComparison.Ordinal))
        {
            _store.WriteText(key, "in the place of the link");
            Assert.Equal("secret", File.ReadAllText(_folder["outside/secret"]));
            Assert.Equal("in the place of the link", Text(_store, key));
            return;
        }
        var folder = key[..key.LastIndexOf('/')];
        var error = Assert.Throws<ArrayFormatException>(() => _store.WriteText(folder + "/new", "x"));
        Assert.Contains("leads out of the store; such links are read, but not written through", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => _store.WriteText(folder + "/deep/new", "x"));
        Assert.Throws<ArrayFormatException>(() => _store.Delete(new StoreKey(key)));
        Assert.Throws<ArrayFormatException>(() => _store.DeleteAll(new StoreKey(key)));
        Assert.Throws<ArrayFormatException>(() => _store.Move(new StoreKey("a"), new StoreKey(folder + "/a")));
        Assert.Equal(_folder["outside/secret"], Assert.Single(Directory.GetFileSystemEntries(_folder["outside"])));
        _store.DeleteAll(new StoreKey(folder));
        Assert.True(File.Exists(_folder["outside/secret"]));
        Assert.Null(_store.Read(key));
    }

    [Fact]
    public void LinksThatStayInsideAreFollowed()
    {
        Assert.Equal("chunk", Text(_store, "alias/0.0"));
        Assert.Equal(5, _store.Length(new StoreKey("chunk")));
        Assert.Equal("chunk", Text(_store, "chunk"));
        Link("../link-to-store", Root);
        using var linked = new DirectoryZarrStore(_folder["link-to-store"], new(IsUntrusted: true));
        Assert.Equal("chunk", Text(linked, "alias/0.0"));
        _store.WriteText("alias/0.1", "through the link");
        Assert.Equal("through the link", Text(_store, "a/0.1"));
        _store.WriteText("chunk", "a value, not through the link");
        Assert.Equal("chunk", Text(_store, "a/0.0"));
    }

    [Theory]
    [InlineData("gone", "'gone' is a symbolic link to 'nothing', which does not exist")]
    [InlineData("gone-folder/0.0", "'gone-folder' is a symbolic link to '../.git/annex/objects/x', which does not exist; content that is kept elsewhere must be fetched")]
    [InlineData("a/circle", "in circles")]
    [InlineData("a/circle/0", "in circles")]
    [InlineData("a/self/0.0", "'a/self' is a symbolic link to a folder that contains it")]
    [InlineData("a/all/a/0.0", "that contains it")]
    [InlineData("b/to-c/to-b/x", "'b/to-c/to-b' is a symbolic link to a folder that contains it")]
    public void LinksThatLeadNowhereAreErrors(string key, string problem)
    {
        // What is absent would read as fill values.
        var error = Assert.Throws<ArrayFormatException>(() => _store.Read(key));
        Assert.StartsWith($"{Root}::{key}: '", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => _store.Length(new StoreKey(key)));
    }

    [Fact]
    public void AGroupOfLinksToOtherStoresIsReadAndOneThatIsGoneIsSaid()
    {
        Delayed.FromMemory([1, 2, 3], 3).WriteZarr(_folder["other.zarr"], "x", new() { Version = 2 });
        using (var group = ZarrStores.OpenForWriting(_folder["group.zarr"]))
            group.WriteText(".zgroup", """{"zarr_format":2}""");
        Directory.CreateSymbolicLink(_folder["group.zarr/x"], _folder["other.zarr/x"]);
        Directory.CreateSymbolicLink(_folder["group.zarr/y"], _folder["other.zarr/y"]);
        Directory.CreateSymbolicLink(_folder["group.zarr/again"], "../group.zarr");
        using var store = ZarrStores.Open(_folder["group.zarr"]);
        var members = ZarrGroup.Open(store).Members();
        Assert.Equal(["again", "x", "y"], members.Select(member => member.Name), StringComparer.Ordinal);
        Assert.Contains("that contains it", members[0].Damage, StringComparison.Ordinal);
        Assert.Null(members[1].Damage);
        Assert.Contains("which does not exist", members[2].Damage, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], ZarrArray.Open<int>(_folder["group.zarr"], "x").ToArray().Cast<int>());
    }

    [Fact]
    public void ChunksOfGitAnnexAreRead()
    {
        Delayed.FromMemory([.. Enumerable.Range(0, 10)], 10).WriteZarr(_folder["annex.zarr"], "x", new() { Version = 2, Chunks = [5] });
        Directory.CreateDirectory(_folder[".git/annex/objects"]);
        foreach (var name in (string[])["0", "1"])
        {
            File.Move(_folder[$"annex.zarr/x/{name}"], _folder[$".git/annex/objects/k{name}"]);
            File.CreateSymbolicLink(_folder[$"annex.zarr/x/{name}"], $"../../.git/annex/objects/k{name}");
        }
        Assert.Equal(Enumerable.Range(0, 10), ZarrArray.Open<int>(_folder["annex.zarr"], "x").ToArray().Cast<int>());
        File.Delete(_folder[".git/annex/objects/k1"]);
        var error = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open<int>(_folder["annex.zarr"], "x").ToArray());
        Assert.Contains("'x/1' is a symbolic link to '../../.git/annex/objects/k1', which does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone.zip")]
    [InlineData("gone.zarr")]
    public void AStoreThatIsALinkToNothingIsSaidToBeThat(string name)
    {
        File.CreateSymbolicLink(_folder[name], ".git/annex/objects/x");
        var error = Assert.Throws<FileNotFoundException>(() => ZarrStores.Open(_folder[name]));
        Assert.StartsWith($"{_folder[name]}: is a symbolic link to '.git/annex/objects/x', which does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatKilledWritersLeftIsNotSoughtThroughLinks()
    {
        Directory.CreateDirectory(_folder["other"]);
        var left = PartialFile.In(_folder["other"]).Replace($"-{Environment.ProcessId}-", "-1999999999-", StringComparison.Ordinal);
        File.WriteAllText(left, "x");
        Link("a/other", _folder["other"]);
        _store.RemoveAbandoned(new StoreKey("a"));
        Assert.True(File.Exists(left));
    }

    private static string Text(ZarrStore store, string key) => Encoding.UTF8.GetString(store.Read(key)!);

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(Root, name), target);
}
