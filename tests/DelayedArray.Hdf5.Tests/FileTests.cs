namespace DelayedArrays.Tests;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Library_has_a_version_and_a_place()
    {
        Assert.True(Hdf5File.LibraryVersion >= new Version(1, 10, 3));
        Assert.NotEmpty(Hdf5File.LibraryLocation);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Hdf5File.OpenRead(_folder["none.h5"]));
        Assert.Contains("none.h5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directory_is_no_file() =>
        Assert.Contains("directory", Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenRead(_folder["."])).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_is_not_HDF5()
    {
        File.WriteAllText(_folder["text.h5"], string.Join('\n', Enumerable.Repeat("gene,cell,count", 500)));
        var error = Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenRead(_folder["text.h5"]));
        Assert.Contains("not an HDF5 file", error.Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["empty.h5"], "");
        error = Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenEdit(_folder["empty.h5"]));
        Assert.Contains("not an HDF5 file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_file_is_said_to_be_truncated()
    {
        var path = _folder["cut.h5"];
        using (var file = Hdf5File.Create(path))
        using (var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<double>(), [1000]))
            dataset.WriteAll<double>(new double[1000]);
        using (var stream = File.Open(path, FileMode.Open))
            stream.SetLength(stream.Length / 2);
        var error = Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenRead(path));
        Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.File);
    }

    [Fact]
    public void Damaged_superblock_is_an_error_of_the_file()
    {
        var path = _folder["damaged.h5"];
        Hdf5File.Create(path).Dispose();
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(8, 60).Fill(0xee);
        File.WriteAllBytes(path, bytes);
        Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenRead(path));
    }

    [Fact]
    public void Existing_file_is_replaced_only_on_request()
    {
        var path = _folder["x.h5"];
        Hdf5File.Create(path).Dispose();
        Assert.Throws<IOException>(() => Hdf5File.Create(path));
        Hdf5File.Create(path, overwrite: true).Dispose();
        Assert.Throws<DirectoryNotFoundException>(() => Hdf5File.Create(_folder["no/such/x.h5"]));
    }

    [Fact]
    public void Same_file_opens_several_times_for_reading()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path))
            file.Root.CreateGroup("g").Dispose();
        using var first = Hdf5File.OpenRead(path);
        using var second = Hdf5File.OpenRead(path);
        using var group = second.OpenGroup("g");
        first.Dispose();
        Assert.Equal("/g", group.Path);
        Assert.True(second.Exists("g"));
        Assert.Throws<ObjectDisposedException>(() => first.Exists("g"));
        Assert.Empty(group.Names);
    }

    [Fact]
    public void File_open_for_reading_does_not_open_for_editing()
    {
        var path = _folder["x.h5"];
        Hdf5File.Create(path).Dispose();
        using var file = Hdf5File.OpenRead(path);
        Assert.Contains("has it open and locked", Assert.Throws<IOException>(() => Hdf5File.OpenEdit(path)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => file.Root.CreateGroup("g"));
    }

    [Fact]
    public void Disposing_closes_what_is_open_inside()
    {
        var path = _folder["x.h5"];
        var file = Hdf5File.Create(path);
        var group = file.Root.CreateGroup("g");
        var dataset = group.CreateDataset("d", Hdf5DataType.Of<int>(), [3]);
        dataset.WriteAll<int>([1, 2, 3]);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => dataset.ReadAll<int>());
        Assert.Throws<ObjectDisposedException>(() => group.Names);
        using (var again = Hdf5File.OpenEdit(path))
            Assert.Equal([1, 2, 3], again.OpenDataset("g/d").ReadAll<int>());
        dataset.Dispose();
        group.Dispose();
        file.Dispose();
        File.Delete(path);
    }

    [Theory]
    [InlineData(Hdf5Compatibility.Earliest, 0)]
    [InlineData(Hdf5Compatibility.V110, 3)]
    public void Compatibility_decides_the_superblock(Hdf5Compatibility compatibility, byte version)
    {
        Hdf5File.Create(_folder["x.h5"], compatibility: compatibility).Dispose();
        Assert.Equal(version, File.ReadAllBytes(_folder["x.h5"])[8]);
    }

    [Fact]
    public void Same_content_gives_the_same_bytes()
    {
        var begun = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var bytes = Made("1.h5");
        Assert.Equal(bytes, Made("2.h5"));
        var ended = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        // HDF5 writes times as seconds in four bytes.
        for (var i = 0; i + sizeof(uint) <= bytes.Length; i++)
            Assert.NotInRange(BitConverter.ToUInt32(bytes, i), begun, ended);
    }

    private byte[] Made(string name)
    {
        using (var file = Hdf5File.Create(_folder[name]))
        {
            file.Root.CreateGroup("g").Attributes.Set("a", 1);
            file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [4]).WriteAll<int>([1, 2, 3, 4]);
        }
        return File.ReadAllBytes(_folder[name]);
    }
}
