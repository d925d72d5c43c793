namespace DelayedArrays.Tests;

/// <summary>How arrays are named: colons and bytes in names, folders and files that are no store.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Theory]
    [InlineData("a.h5::X", "a.h5", "X")]
    [InlineData("a.h5", "a.h5", null)]
    [InlineData("a.h5::", "a.h5", null)]
    [InlineData(@"a.h5::p\x3A:q", "a.h5", @"p\x3A:q")]
    [InlineData(@"dir\x3a:1/a.h5::X", "dir::1/a.h5", "X")]
    [InlineData(@"dir\x3A:1/a.h5", "dir::1/a.h5", null)]
    [InlineData(@"C:\data\xfer.h5::X", @"C:\data\xfer.h5", "X")]
    [InlineData("http://host:80/z.zarr::X", "http://host:80/z.zarr", "X")]
    public void Addresses_have_a_path_and_a_name(string address, string path, string? inner)
    {
        var location = ArrayLocation.Parse(address);
        Assert.Equal((path, inner), (location.Path, location.Inner));
        Assert.Equal(location, ArrayLocation.Parse(location.ToString()));
    }

    [Theory]
    [InlineData("f.h5")]
    [InlineData("f.zarr")]
    public void Names_and_paths_with_colons_are_reached(string file)
    {
        Directory.CreateDirectory(_darray.Path("d::1"));
        foreach (var path in (string[])["@/" + file, @"@/d\x3A:1/" + file])
        {
            foreach (var name in (string[])["a::b", "::a", "a::", "g::h/x:::y"])
            {
                var address = $"{path}::{name.Replace(":", @"\x3A", StringComparison.Ordinal)}";
                Succeeds("convert", "@/a.h5::X", address, "--quiet");
                Succeeds("verify", address);
                Assert.Equal(Darray.Counts.Sum(), _darray.Json("stats", address, "--stat", "sum").GetProperty("sum").GetInt64());
                Assert.Equal("[1]", _darray.Json("show", "@/a.h5::X", "--in", "y=" + address, "--expr", "(x - y)[0, 1:2] + 1").GetProperty("values").GetRawText());
                Assert.Contains(name.Split('/')[0], _darray.Run("info", path).Output, StringComparison.Ordinal);
            }
        }
        Assert.True(Path.Exists(_darray.Path("d::1/" + file)));
        var (code, _, error) = _darray.Run("show", $"@/{file}::a::b");
        Assert.Equal(1, code);
        Assert.Contains($@"{file} is written {_darray.Path(file)}::a\x3A:b", error, StringComparison.Ordinal);
    }

    [PythonFact("h5py")]
    public void Names_that_are_not_UTF8_are_shown_as_they_are_written()
    {
        Python.Run($"""import h5py; f = h5py.File(r"{_darray.Path("n.h5")}", "w"); f[b"caf\xe9/a:\xff:"] = [1., 2.]; f["tab\t"] = [3.]""");
        Assert.Contains(@"  /caf\xE9  group", _darray.Run("info", "@/n.h5").Output, StringComparison.Ordinal);
        Assert.Equal(@"/caf\xE9/a:\xFF:", _darray.Json("info", @"@/n.h5::caf\xE9").GetProperty("members")[0].GetProperty("path").GetString());
        Assert.Equal("3", _darray.Json("stats", @"@/n.h5::caf\xE9/a:\xFF:", "--stat", "sum").GetProperty("sum").GetRawText());
        Assert.Contains(@"/caf\xE9/a:\xFF:: 2 elements read", _darray.Run("verify", "@/n.h5").Output, StringComparison.Ordinal);
        Assert.Contains(@"n.h5::/caf\xEA: there is no such object", _darray.Run("show", @"@/n.h5::caf\xEA").Error, StringComparison.Ordinal);
        Succeeds("convert", @"@/n.h5::caf\xE9/a:\xFF:", @"@/o.h5::\xFE/x");
        Assert.Equal("[b'\\xfe']", Python.Run($"""import h5py; print(list(h5py.File(r"{_darray.Path("o.h5")}")))"""));
    }

    [Fact]
    public void A_folder_says_what_is_in_it_or_is_the_one_store_inside()
    {
        Directory.CreateDirectory(_darray.Path("d/sub"));
        File.WriteAllText(_darray.Path("d/notes.txt"), "hello");
        Refuses("d: is a folder, but not a Zarr store; it contains neither HDF5 files nor Zarr stores", "@/d");
        Succeeds("convert", "@/a.h5::X", "@/d/one.zarr::X");
        foreach (var command in (string[])["info", "stats", "show", "tree", "verify"])
            Succeeds(command, "@/d::X");
        Assert.StartsWith($"group {_darray.Path("d/one.zarr")}", _darray.Run("info", "@/d").Output, StringComparison.Ordinal);
        File.Copy(_darray.Path("a.h5"), _darray.Path("d/two.data"));
        Refuses("d: is a folder, but not a Zarr store; it contains one.zarr, two.data: choose one", "@/d");
        Refuses("it contains one.zarr, two.data: choose one", "@/d::X");
        for (var i = 0; i < 20; i++)
            File.Copy(_darray.Path("a.h5"), _darray.Path($"d/a{i:D2}.h5"));
        Refuses("a15.h5 and 6 more: choose one", "@/d");
        // A folder that is only named as a store is.
        Directory.CreateDirectory(_darray.Path("empty.zarr"));
        Refuses("empty.zarr: is a folder, but not a Zarr store", "@/empty.zarr");
    }

    [Fact]
    public void Files_that_are_no_store_say_what_may_be_meant()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::g/X", "--zarr-version", "2");
        File.WriteAllText(_darray.Path("text.csv"), "1,2");
        Refuses("text.csv: is neither an HDF5 file nor a Zarr store", "@/text.csv");
        Refuses($"is neither an HDF5 file nor a Zarr store; {_darray.Path("z.zarr")} is a Zarr store; its content is written {_darray.Path("z.zarr")}::name", "@/z.zarr/g/X/.zarray");
        Refuses($"there is no such file; {_darray.Path("z.zarr")} is a Zarr store", "@/z.zarr/g/absent");
        Refuses($"there is no such file; {_darray.Path("a.h5")} is a file; its content is written {_darray.Path("a.h5")}::group/v", "@/a.h5/group/v");
        Refuses("absent.h5: there is no such file\n", "@/absent.h5");
        Succeeds("stats", "@/z.zarr/g/X");
    }

    private void Succeeds(params string[] arguments)
    {
        var (code, _, error) = _darray.Run(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
    }

    private void Refuses(string part, string address)
    {
        foreach (var command in (string[])["info", "stats", "show", "tree", "verify", "index", "convert"])
        {
            string[] arguments = command == "convert" ? [command, address, "@/out.h5::X"] : [command, address];
            var (code, _, error) = _darray.Run(arguments);
            Assert.Equal(1, code);
            Assert.Contains(part, error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
    }
}
