namespace DelayedArrays.Tests;

/// <summary>Sparse groups that do not say their layout or shape, which the command line then does.</summary>
public sealed class BareGroupTests : IDisposable
{
    private static readonly string[] Told = ["--layout", "csr", "--shape", "3,4"];
    private readonly Darray _darray = new();

    public BareGroupTests()
    {
        // 3 x 4: [[5, 0, 0, 7], [0, 0, 0, 0], [0, 0, 2, 0]]
        foreach (var (name, values) in ((string, DelayedArray<int>)[])[("data", (int[])[5, 7, 2]), ("indices", (int[])[0, 3, 2]), ("indptr", (int[])[0, 2, 2, 3])])
        {
            values.WriteHdf5(_darray.Path("b.h5"), "m/" + name);
            values.WriteZarr(_darray.Path("b2.zarr"), "m/" + name, new() { Version = 2 });
            values.WriteZarr(_darray.Path("b3.zarr"), "m/" + name, new() { Version = 3 });
        }
    }

    public void Dispose() => _darray.Dispose();

    [Theory]
    [InlineData("@/b.h5::m")]
    [InlineData("@/b2.zarr::m")]
    [InlineData("@/b3.zarr::m")]
    [InlineData("@/b3.zarr/m")]
    public void Every_command_takes_layout_and_shape(string address)
    {
        var info = _darray.Json(["info", address, .. Told]);
        Assert.Equal("csr", info.GetProperty("layout").GetString());
        Assert.Equal("bare", info.GetProperty("variant").GetString());
        Assert.Equal("[3,4]", info.GetProperty("shape").GetRawText());
        Assert.Equal(3, info.GetProperty("nnz").GetInt64());
        Assert.Equal("[[5,0,0,7],[0,0,0,0],[0,0,2,0]]", _darray.Json(["show", address, .. Told]).GetProperty("values").GetRawText());
        Assert.Equal("[[5,0,0],[0,0,0],[0,0,2],[7,0,0]]", _darray.Json("show", address, "--layout", "csc", "--shape", "4,3").GetProperty("values").GetRawText());
        Assert.Equal("[12,0,2]", _darray.Json(["stats", address, .. Told, "--axis", "1", "--stat", "sum"]).GetProperty("sum").GetRawText());
        Assert.Contains("3 x 4", _darray.Run(["tree", address, .. Told]).Output, StringComparison.Ordinal);
        Assert.Contains("sparse csr 3 x 4, 3 entries", _darray.Run(["verify", address, .. Told]).Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_darray.Json(["index", address, .. Told]).GetProperty("index").GetString()));
        Assert.True(_darray.Json(["info", address, .. Told]).GetProperty("index").GetBoolean());
        Assert.Equal(0, _darray.Run(["convert", address, "@/out.h5::m", "--sparse", "csc", .. Told]).Code);
        // What is written says it.
        Assert.Equal("[[5,0,0,7],[0,0,0,0],[0,0,2,0]]", _darray.Json("show", "@/out.h5::m").GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData("@/b.h5::m")]
    [InlineData("@/b2.zarr::m")]
    [InlineData("@/b3.zarr::m")]
    public void What_is_not_told_is_asked_for_by_the_name_of_the_option(string address)
    {
        foreach (var command in (string[])["show", "stats", "tree", "index"])
        {
            Refuses(1, "--layout", command, address);
            Refuses(1, "--layout", command, address, "--shape", "3,4");
            Refuses(1, "--shape", command, address, "--layout", "csr");
            Refuses(1, "5", command, address, "--layout", "csr", "--shape", "5,4");
        }
        Refuses(2, "--shape 3: expected rows and columns such as 3000,400", "show", address, "--layout", "csr", "--shape", "3");
        Refuses(2, "--shape 3,-4: expected rows and columns", "show", address, "--layout", "csr", "--shape", "3,-4");
        Refuses(2, "--shape 9999999999,9999999999: expected fewer than 2^63", "show", address, "--layout", "csr", "--shape", "9999999999,9999999999");
        Refuses(2, "coo", "show", address, "--layout", "coo");
        Refuses(1, "data", "show", address + "/data", "--layout", "csr", "--shape", "3,4");
    }

    [Fact]
    public void Verify_goes_on_and_counts_what_it_cannot_check()
    {
        Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(_darray.Path("b.h5"), "z");
        var (code, output, error) = _darray.Run("verify", "@/b.h5");
        Assert.True(code == 0, error);
        Assert.Contains("/m: not checked as a sparse matrix, because it does not state its layout and shape", output, StringComparison.Ordinal);
        Assert.Contains("/z: 3 elements read", output, StringComparison.Ordinal);
        Assert.EndsWith("4 arrays, all well; 1 not read", output.TrimEnd(), StringComparison.Ordinal);
        // Asked for by name, it has to be checked.
        Refuses(1, "b.h5::/m: does not state whether rows or columns are compressed", "verify", "@/b.h5::m");

        Delayed.FromMemory([0, 9, 2], 3).WriteHdf5(_darray.Path("b.h5"), "m/indices", new() { Overwrite = true });
        Refuses(1, "b.h5::/m: the index of entry 1 is 9, expected 0 to 3 (1 such entries)", ["verify", "@/b.h5::m", .. Told]);
    }

    [Fact]
    public void Verify_names_all_that_is_broken_and_reads_the_rest()
    {
        foreach (var name in (string[])["a", "b", "c"])
            Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/v.zarr::" + name, "--chunks", "5,5", "--codec", "none", "--zarr-version", "2").Code);
        File.WriteAllText(_darray.Path("v.zarr/a/.zarray"), "{");
        File.WriteAllBytes(_darray.Path("v.zarr/b/1.1"), [1, 2, 3]);
        var (code, output, error) = _darray.Run("verify", "@/v.zarr");
        Assert.Equal(1, code);
        Assert.Equal(2, error.TrimEnd().Split('\n').Length);
        Assert.Contains("a/.zarray", error, StringComparison.Ordinal);
        Assert.Contains("(1, 1)", error, StringComparison.Ordinal);
        Assert.Contains("c: 200 elements read", output, StringComparison.Ordinal);
        Assert.EndsWith("1 arrays read, 2 cannot be", output.TrimEnd(), StringComparison.Ordinal);
        var json = System.Text.Json.JsonDocument.Parse(_darray.Run("verify", "@/v.zarr", "--json").Output).RootElement;
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Equal((1, 2, 2), (json.GetProperty("arrays").GetInt32(), json.GetProperty("failed").GetInt32(), json.GetProperty("problems").GetArrayLength()));
    }

    private void Refuses(int code, string part, params string[] arguments)
    {
        var (found, _, error) = _darray.Run(arguments);
        Assert.True(found == code, $"{string.Join(' ', arguments)}: {found} {error}");
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(1, error.Split(_darray.Path("")).Length - (error.Contains(_darray.Path(""), StringComparison.Ordinal) ? 1 : 0));
    }
}
