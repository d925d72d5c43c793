namespace DelayedArrays.Tests;

public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_tell_what_links_lead_to()
    {
        using (var other = Hdf5File.Create(_folder["other.h5"]))
            other.Root.CreateDataset("deep/data", Hdf5DataType.Of<short>(), [2]).WriteAll<short>([7, 8]);
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateGroup("b/c");
        file.Root.CreateDataset("b/d", Hdf5DataType.Of<int>(), []).WriteAll<int>([5]);
        file.Root.CreateHardLink("hard", "/b/d");
        file.Root.CreateSoftLink("soft", "/b/c");
        file.Root.CreateSoftLink("nowhere", "/b/none");
        file.Root.CreateExternalLink("external", "other.h5", "/deep/data");
        file.Root.CreateExternalLink("gone", "absent.h5", "/x");
        Assert.Equal(
            [
                new("b", "/b", Hdf5ObjectKind.Group, Hdf5LinkKind.Hard),
                new("external", "/external", Hdf5ObjectKind.Dataset, Hdf5LinkKind.External, "other.h5", "/deep/data"),
                new("gone", "/gone", Hdf5ObjectKind.Dangling, Hdf5LinkKind.External, "absent.h5", "/x"),
                new("hard", "/hard", Hdf5ObjectKind.Dataset, Hdf5LinkKind.Hard),
                new("nowhere", "/nowhere", Hdf5ObjectKind.Dangling, Hdf5LinkKind.Soft, null, "/b/none"),
                new("soft", "/soft", Hdf5ObjectKind.Group, Hdf5LinkKind.Soft, null, "/b/c"),
            ],
            file.Root.Members);
        Assert.Equal([5], file.OpenDataset("hard").ReadAll<int>());
        using var external = file.OpenDataset("external");
        Assert.Equal([7, 8], external.ReadAll<short>());
        Assert.EndsWith("other.h5", external.FileName, StringComparison.Ordinal);
        Assert.True(file.Open("hard").IsSameObject(file.Open("b/d")));
        Assert.False(file.Open("hard").IsSameObject(file.Open("b")));
    }

    [Fact]
    public void Open_failure_suggests_the_nearest_name_in_the_group()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var group = file.Root.CreateGroup("layers/raw");
        file.Root.CreateDataset("layers/counts", Hdf5DataType.Of<int>(), [1]).Dispose();
        string Message(string path) => Assert.Throws<ArrayFormatException>(() => file.Open(path)).Message;
        Assert.EndsWith("::/layers/count: there is no such object; did you mean 'counts'?", Message("layers/count"), StringComparison.Ordinal);
        Assert.EndsWith("::/layers/count: there is no such object; did you mean 'counts'?", Message("/layers/count"), StringComparison.Ordinal);
        Assert.EndsWith("'layer' is missing; did you mean 'layers'?", Message("layer/counts"), StringComparison.Ordinal);
        Assert.EndsWith("'/layer' is missing; did you mean 'layers'?", Message("/layer/counts"), StringComparison.Ordinal);
        Assert.EndsWith("there is no such object", Message("layers/other"), StringComparison.Ordinal);
        Assert.EndsWith("there is no such object", Assert.Throws<ArrayFormatException>(() => group.Open("counts")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_failure_says_where_the_path_breaks()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var group = file.Root.CreateGroup("a/b");
        file.Root.CreateDataset("a/d", Hdf5DataType.Of<int>(), [1]).Dispose();
        file.Root.CreateSoftLink("a/soft", "/b/none");
        file.Root.CreateExternalLink("a/gone", "absent.h5", "/x");
        string Message(string path) => Assert.Throws<ArrayFormatException>(() => file.Open(path)).Message;
        Assert.Contains("'a/q' is missing", Message("a/q/r"), StringComparison.Ordinal);
        Assert.Contains("::/a/b/q: there is no such object", Assert.Throws<ArrayFormatException>(() => group.Open("q")).Message, StringComparison.Ordinal);
        Assert.Contains("'/b/none', which does not exist", Message("a/soft"), StringComparison.Ordinal);
        Assert.Contains("'/b/none', which does not exist", Message("/a/soft/below"), StringComparison.Ordinal);
        Assert.Contains("'/x' in the file 'absent.h5'", Message("a/gone"), StringComparison.Ordinal);
        Assert.Contains("not a group", Message("a/d/x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_are_not_confused()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateGroup("g").Dispose();
        file.Root.CreateDataset("d", Hdf5DataType.Of<int>(), [1]).Dispose();
        Assert.Contains("is a group; expected a dataset", Assert.Throws<ArrayFormatException>(() => file.OpenDataset("g")).Message, StringComparison.Ordinal);
        Assert.Contains("is a dataset; expected a group", Assert.Throws<ArrayFormatException>(() => file.OpenGroup("d")).Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => file.Root.CreateGroup("d"));
    }

    [Fact]
    public void Exists_follows_links_and_does_not_throw()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateGroup("a/b").Dispose();
        file.Root.CreateSoftLink("soft", "a");
        file.Root.CreateSoftLink("nowhere", "none");
        Assert.True(file.Exists("/"));
        Assert.True(file.Exists("a/b"));
        Assert.True(file.Exists("/soft/b"));
        Assert.False(file.Exists("nowhere"));
        Assert.False(file.Exists("nowhere/x"));
        Assert.False(file.Exists("a/c/d"));
    }

    [Fact]
    public void Links_are_moved_and_deleted()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateDataset("a/d", Hdf5DataType.Of<int>(), [2]).WriteAll<int>([1, 2]);
        file.Root.Move("a/d", "new/place");
        Assert.Equal([1, 2], file.OpenDataset("/new/place").ReadAll<int>());
        Assert.Empty(file.OpenGroup("a").Names);
        file.Root.Delete("new/place");
        Assert.False(file.Exists("new/place"));
        Assert.Throws<ArrayFormatException>(() => file.Root.Delete("new/place"));
        Assert.Throws<ArrayFormatException>(() => file.Root.Move("none", "b"));
    }

    [Fact]
    public void Walk_ends_on_cycles_and_names_everything_once()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateGroup("a/b").Dispose();
        file.Root.CreateHardLink("a/b/up", "/a");
        file.Root.CreateHardLink("a/b/root", "/");
        file.Root.CreateSoftLink("s", "/a");
        var paths = file.Root.Descendants().Select(static member => member.Path);
        Assert.Equal("/a /a/b /a/b/root /a/b/up /s", string.Join(' ', paths));
    }

    [Fact]
    public void Names_are_any_text_and_sorted()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        foreach (var name in (string[])["ß", "b", "A", "Gene 1", "日本"])
            file.Root.CreateGroup(name).Dispose();
        Assert.Equal(["A", "Gene 1", "b", "ß", "日本"], file.Root.Names);
        using var group = file.OpenGroup("日本");
        Assert.Equal("日本", group.Name);
    }
}
