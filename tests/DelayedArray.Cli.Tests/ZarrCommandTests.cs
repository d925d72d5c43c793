namespace DelayedArrays.Tests;

/// <summary>Commands on Zarr stores.</summary>
public sealed class ZarrCommandTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Theory]
    [InlineData("z.zarr::g/X", "2")]
    [InlineData("z.zarr::g/X", "3")]
    [InlineData("z.zarr", "2")]
    [InlineData("z.zarr.zip::g/X", "3")]
    public void Convert_takes_arrays_there_and_back(string target, string version)
    {
        Succeeds("convert", "@/a.h5::X", "@/" + target, "--zarr-version", version, "--chunks", "6,5", "--codec", "gzip");
        var info = _darray.Json("info", "@/" + target);
        Assert.Equal("[20,10]", info.GetProperty("shape").GetRawText());
        Assert.Equal("int32", info.GetProperty("dtype").GetString());
        Assert.Equal("[6,5]", info.GetProperty("chunks").GetRawText());
        Assert.Equal("zarr " + version, info.GetProperty("format").GetString());
        Assert.Contains("gzip", info.GetProperty("codecs").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Darray.Counts.Sum(), _darray.Json("stats", "@/" + target).GetProperty("sum").GetInt64());

        Succeeds("convert", "@/" + target, "@/back.h5::Y");
        Assert.Equal(Darray.Counts.ToArray(), Hdf5Array.Open<int>(_darray.Path("back.h5"), "Y").ToArray());
    }

    [Fact]
    public void Info_of_a_group_shows_what_is_below_it()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::g/X");
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::g/h/Y", "--expr", "x / 2");
        var output = _darray.Run("info", "@/z.zarr").Output;
        Assert.Contains("  g      group", output, StringComparison.Ordinal);
        Assert.Contains("  g/X    20 x 10 int32", output, StringComparison.Ordinal);
        Assert.Contains("  g/h/Y  20 x 10 float64", output, StringComparison.Ordinal);
        Assert.Contains("2 arrays, all well", _darray.Run("verify", "@/z.zarr").Output, StringComparison.Ordinal);
        Assert.Contains("g/h/Y: 200 elements read", _darray.Run("verify", "@/z.zarr::g").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_leaves_no_array_out()
    {
        const int Groups = 10_001;
        using var store = new MemoryZarrStore();
        for (var i = 0; i < Groups; i++)
            store.Write(new StoreKey($"g{i:D5}/.zgroup"), "{\"zarr_format\":2}"u8);
        store.Write(new StoreKey(".zgroup"), "{\"zarr_format\":2}"u8);
        store.Write(
            new StoreKey("last/.zarray"),
            """{"zarr_format":2,"shape":[4],"chunks":[2],"dtype":"<f4","compressor":null,"fill_value":0,"order":"C","filters":null}"""u8);
        Assert.Equal("last", Assert.Single(new ZarrDescriber("zarr", store, 0).Arrays("")).Path);
    }

    [Fact]
    public void Verify_names_what_is_broken()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X", "--zarr-version", "2", "--chunks", "10,10", "--codec", "zlib");
        var chunk = _darray.Path("z.zarr/X/1.0");
        var bytes = File.ReadAllBytes(chunk);
        bytes[bytes.Length / 2] ^= 0x55;
        File.WriteAllBytes(chunk, bytes);
        var (code, _, error) = _darray.Run("verify", "@/z.zarr");
        Assert.Equal(1, code);
        Assert.Contains("X", error, StringComparison.Ordinal);
        Assert.True(error.Contains("(1, 0)", StringComparison.Ordinal), error);
    }

    [Fact]
    public void Wrong_usage_is_told()
    {
        Assert.Equal(1, _darray.Run("info", "@/absent.zarr").Code);
        Assert.Equal(2, _darray.Run("convert", "@/a.h5::X", "@/b.h5::X", "--zarr-version", "3").Code);
        Assert.Equal(2, _darray.Run("convert", "@/a.h5::X", "@/z.zarr::X", "--codec", "rar").Code);
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X");
        Assert.Equal(1, _darray.Run("convert", "@/a.h5::X", "@/z.zarr::X").Code);
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::X", "--overwrite");
    }

    [Fact]
    public void Messages_name_what_is_wrong_and_no_parameters_of_the_library()
    {
        Succeeds("convert", "@/a.h5::X", "@/z.zarr::g/X", "--zarr-version", "2");
        Assert.EndsWith(
            "or is that of the groups around it\n",
            _darray.Run("convert", "@/a.h5::X", "@/z.zarr::S", "--chunks", "2,2", "--shards", "4,4").Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("z.zarr: is a group; expected an array", _darray.Run("show", "@/z.zarr").Error, StringComparison.Ordinal);
        Assert.Contains("'.zgroup' is a name of metadata", _darray.Run("convert", "@/a.h5::X", "@/z.zarr::.zgroup", "--overwrite").Error, StringComparison.Ordinal);
        Assert.Contains("1 arrays, all well", _darray.Run("verify", "@/z.zarr").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_groups_are_written_by_convert()
    {
        Succeeds("convert", "@/a.h5::X", "@/s.h5::m", "--sparse", "csc", "--chunks", "50");
        var info = _darray.Json("info", "@/s.h5::m");
        Assert.Equal("csc", info.GetProperty("layout").GetString());
        Assert.Equal(Darray.Counts.CountNonZero(), info.GetProperty("nnz").GetInt64());
        Assert.Equal(Darray.Counts.ToArray(), Hdf5Array.Open<int>(_darray.Path("s.h5"), "m").ToArray());
    }

    [Fact]
    public void Sparse_groups_go_to_Zarr_and_back()
    {
        Succeeds("convert", "@/a.h5::X", "@/s.zarr::m", "--sparse", "csr", "--chunks", "50");
        var info = _darray.Json("info", "@/s.zarr::m");
        Assert.Equal("csr", info.GetProperty("layout").GetString());
        Assert.Equal("[20,10]", info.GetProperty("shape").GetRawText());
        Assert.Equal(Darray.Counts.CountNonZero(), info.GetProperty("nnz").GetInt64());
        Assert.Contains("  m  20 x 10 int32, sparse csr", _darray.Run("info", "@/s.zarr").Output, StringComparison.Ordinal);
        Assert.Contains("m: sparse csr 20 x 10", _darray.Run("verify", "@/s.zarr").Output, StringComparison.Ordinal);

        Succeeds("convert", "@/s.zarr::m", "@/s.h5::m", "--sparse", "csc");
        Assert.Equal(Darray.Counts.ToArray(), Hdf5Array.Open<int>(_darray.Path("s.h5"), "m").ToArray());
    }

    private void Succeeds(params string[] arguments)
    {
        var (code, _, error) = _darray.Run(arguments);
        Assert.True(code == 0, error);
    }
}
