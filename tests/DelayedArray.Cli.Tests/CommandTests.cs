using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>Each command on a small file: what it prints and how it ends.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Info_of_an_array_gives_its_storage()
    {
        var info = _darray.Json("info", "@/a.h5::X");
        Assert.Equal("[20,10]", info.GetProperty("shape").GetRawText());
        Assert.Equal("int32", info.GetProperty("dtype").GetString());
        Assert.Equal("[7,4]", info.GetProperty("chunks").GetRawText());
        Assert.Equal("""["shuffle","deflate"]""", info.GetProperty("codecs").GetRawText());
        Assert.Equal("hdf5", info.GetProperty("format").GetString());
        Assert.False(info.GetProperty("sparse").GetBoolean());
        Assert.Equal(JsonValueKind.Null, info.GetProperty("nnz").ValueKind);
    }

    [Fact]
    public void Info_of_a_file_lists_what_is_in_it()
    {
        var (code, output, _) = _darray.Run("info", "@/a.h5");
        Assert.Equal(0, code);
        Assert.Contains("/X      20 x 10 int32, chunks 7 x 4, shuffle + deflate", output, StringComparison.Ordinal);
        Assert.Contains("/group  group", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_corners_or_all()
    {
        Assert.Contains("...", _darray.Run("show", "@/a.h5::X").Output, StringComparison.Ordinal);
        Assert.Equal("1\t2\t3", _darray.Run("show", "@/a.h5::group/v", "--all").Output.Trim());
        var json = _darray.Json("show", "@/a.h5::group/v", "--expr", "x / 2");
        Assert.Equal("""{"shape":[3],"dtype":"float64","values":[0.5,1,1.5]}""", json.GetRawText());
    }

    [Fact]
    public void Json_loses_nothing()
    {
        Delayed.FromMemory([0.1, 1e300, double.NaN, double.NegativeInfinity, -0.0], 5).WriteHdf5(_darray.Path("n.h5"), "d");
        Delayed.FromMemory<ulong>([ulong.MaxValue, 9007199254740993], 2).WriteHdf5(_darray.Path("n.h5"), "u");
        Assert.Equal("""[0.1,1E+300,"NaN","-Infinity",-0]""", _darray.Json("show", "@/n.h5::d").GetProperty("values").GetRawText());
        Assert.Equal("[18446744073709551615,9007199254740993]", _darray.Json("show", "@/n.h5::u").GetProperty("values").GetRawText());
        Assert.Equal("18455751272964292608", _darray.Json("stats", "@/n.h5::u", "--stat", "sum").GetProperty("sum").GetRawText());
    }

    [Fact]
    public void Stats_are_those_of_the_array()
    {
        var all = _darray.Json("stats", "@/a.h5::X");
        Assert.Equal(Darray.Counts.Sum(), all.GetProperty("sum").GetInt64());
        Assert.Equal(Darray.Counts.CountNonZero(), all.GetProperty("nnz").GetInt64());
        Assert.Equal(Darray.Counts.Max(), all.GetProperty("max").GetInt32());
        Assert.Equal("all", all.GetProperty("axis").GetString());
        var rows = _darray.Json("stats", "@/a.h5::X", "--axis", "1", "--stat", "sum,mean", "--expr", "x * 2");
        var expected = (Darray.Counts.Cast<double>() * 2).Sum(axis: 1);
        Assert.Equal(20, rows.GetProperty("sum").GetArrayLength());
        for (var i = 0; i < 20; i++)
            Assert.Equal(expected[i], rows.GetProperty("sum")[i].GetDouble());
        Assert.Equal(1, rows.GetProperty("axis").GetInt32());
    }

    [Fact]
    public void Stats_go_to_a_table()
    {
        Assert.Equal(0, _darray.Run("stats", "@/a.h5::X", "--axis", "0", "--stat", "min,max", "--out", "@/t.csv").Code);
        var lines = File.ReadAllLines(_darray.Path("t.csv"));
        Assert.Equal("index,min,max", lines[0]);
        Assert.Equal(11, lines.Length);
        Assert.Equal("0,0,1900", lines[1]);
    }

    [Fact]
    public void Convert_writes_what_the_expression_gives()
    {
        var (code, _, error) = _darray.Run("convert", "@/a.h5::X", "@/b.h5::deep/Y", "--expr", "log1p(x).T", "--chunks", "5,6", "--codec", "lzf", "--dtype", "float32");
        Assert.True(code == 0, error);
        var info = _darray.Json("info", "@/b.h5::deep/Y");
        Assert.Equal("[10,20]", info.GetProperty("shape").GetRawText());
        Assert.Equal("[5,6]", info.GetProperty("chunks").GetRawText());
        Assert.Equal("""["shuffle","lzf"]""", info.GetProperty("codecs").GetRawText());
        Assert.Equal(Darray.Counts.Cast<double>().Log1P().Transpose().Cast<float>().ToArray(), Hdf5Array.Open<float>(_darray.Path("b.h5"), "deep/Y").ToArray());
        Assert.Equal(1, _darray.Run("convert", "@/a.h5::X", "@/b.h5::deep/Y").Code);
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/b.h5::deep/Y", "--overwrite").Code);
    }

    [Fact]
    public void Tree_names_operations_and_reads_nothing()
    {
        var (code, output, _) = _darray.Run("tree", "@/a.h5::X", "--expr", "log1p(x / rowsums(x) * 1e4)");
        Assert.Equal(0, code);
        foreach (var part in (string[])["Log1P", "Multiply(x, 10000)", "Divide", "Broadcast", "rowsums", "HDF5"])
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_says_what_would_be_read()
    {
        var passes = _darray.Json("stats", "@/a.h5::X", "--expr", "x / rowsums(x)", "--explain").GetProperty("passes");
        Assert.Equal(2, passes.GetArrayLength());
        Assert.Equal(9, passes[1].GetProperty("chunks").GetInt32());
        Assert.Equal(9 * 7 * 4 * 4, passes[1].GetProperty("bytes_decoded").GetInt32());
        Assert.Equal(0, passes[1].GetProperty("estimated").GetArrayLength());
    }

    [Fact]
    public void Explain_of_very_many_chunks_says_what_is_estimated()
    {
        using (var file = Hdf5File.Create(_darray.Path("m.h5")))
            file.Root.CreateDataset("x", Hdf5DataType.Of<float>(), [1_000_000_000_000_000], new() { ChunkShape = [1] }).Dispose();
        var pass = _darray.Json("stats", "@/m.h5::x", "--explain").GetProperty("passes")[0];
        Assert.Equal(1_000_000_000_000_000, pass.GetProperty("chunks").GetInt64());
        Assert.Equal("""["bytes_read"]""", pass.GetProperty("estimated").GetRawText());
        var text = _darray.Run("stats", "@/m.h5::x", "--expr", "x[1:] - x[:-1]", "--explain").Output;
        Assert.Contains("chunks to read  about 1999999999999998 (1000000000000000 different, each decoded about 2 times)", text, StringComparison.Ordinal);
        Assert.Contains("('about': estimated from some of the chunks and blocks)", text, StringComparison.Ordinal);
        Assert.Equal(0, _darray.Run("info", "@/m.h5::x").Code);
        Assert.Equal(0, _darray.Run("tree", "@/m.h5::x").Code);
    }

    [Fact]
    public void Verify_reads_everything_and_names_the_broken_chunk()
    {
        Assert.Equal(0, _darray.Run("verify", "@/a.h5").Code);
        var raw = new byte[1000];
        int size;
        using (var file = Hdf5File.OpenRead(_darray.Path("a.h5")))
            size = (int)file.OpenDataset("X").ReadChunkRaw([7, 4], raw).StoredSize;
        var bytes = File.ReadAllBytes(_darray.Path("a.h5"));
        bytes[bytes.AsSpan().IndexOf(raw.AsSpan(0, size)) + (size / 2)] ^= 0xFF;
        File.WriteAllBytes(_darray.Path("broken.h5"), bytes);
        var (code, _, error) = _darray.Run("verify", "@/broken.h5");
        Assert.Equal(1, code);
        Assert.Contains("broken.h5::/X: the chunk at (7, 4)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Demo_runs_the_main_job()
    {
        var (code, output, error) = _darray.Run("demo", "@/a.h5::X");
        Assert.True(code == 0, error);
        Assert.Contains("most variable columns", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "none.h5", "show", "@/none.h5::X")]
    [InlineData(1, "a.h5::/none", "show", "@/a.h5::none")]
    [InlineData(1, "a.h5::/group", "stats", "@/a.h5::group")]
    [InlineData(1, "a.h5::/names", "stats", "@/a.h5::names")]
    [InlineData(1, "/nowhere", "convert", "@/a.h5::X", "@/nowhere/b.h5::X")]
    [InlineData(2, "::X", "show", "@/a.h5")]
    [InlineData(2, "column 1: unknown function 'lgo1p'; did you mean log1p?", "show", "@/a.h5::X", "--expr", "lgo1p(x)")]
    [InlineData(2, "column 6", "show", "@/a.h5::X", "--expr", "x + (")]
    [InlineData(2, "column 3", "show", "@/a.h5::X", "--expr", "x + y", "--in", "y=@/a.h5::group/v")]
    [InlineData(2, "axis 0 of length 20", "show", "@/a.h5::X", "--expr", "x[99]")]
    [InlineData(2, "--stat", "stats", "@/a.h5::X", "--stat", "median")]
    [InlineData(2, "--axis", "stats", "@/a.h5::X", "--axis", "2")]
    [InlineData(2, "--nonsense", "show", "@/a.h5::X", "--nonsense")]
    [InlineData(2, "bytes", "stats", "@/a.h5::X", "--memory", "lots")]
    [InlineData(1, "memory budget", "stats", "@/a.h5::X", "--memory", "100")]
    public void Mistakes_are_one_line_with_a_code(int code, string part, params string[] arguments)
    {
        var (found, _, error) = _darray.Run(arguments);
        Assert.True(code == found, $"{found}: {error}");
        Assert.StartsWith("darray: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_arguments_are_answered_with_the_commands()
    {
        var (code, output, error) = _darray.Run();
        Assert.Equal((2, ""), (code, error));
        Assert.Equal(_darray.Run("--help").Output, output);
        foreach (var command in (string[])["info", "show", "stats", "tree", "convert", "verify", "index", "demo"])
            Assert.Contains($"  {command} ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_is_refused_by_name()
    {
        File.WriteAllText(_darray.Path("text.h5"), "hello");
        var (code, _, error) = _darray.Run("info", "@/text.h5");
        Assert.Equal(1, code);
        Assert.Contains("text.h5", error, StringComparison.Ordinal);
    }
}
