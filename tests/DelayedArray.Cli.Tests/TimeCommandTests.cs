namespace DelayedArrays.Tests;

/// <summary>Dates and durations on the command line.</summary>
public sealed class TimeCommandTests : IDisposable
{
    private readonly Darray _darray = new();

    public TimeCommandTests()
    {
        Dates("datetime64[s]").WriteHdf5(_darray.Path("t.h5"), "d");
        Delayed.FromMemory<long>([5, -30, 7], 3).WithTime(TimeType.TryParse("timedelta64[10ms]")).WriteHdf5(_darray.Path("t.h5"), "e");
    }

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Info_and_show_have_the_unit()
    {
        Assert.Equal("datetime64[s]", _darray.Json("info", "@/t.h5::d").GetProperty("dtype").GetString());
        Assert.Contains("/d  4 datetime64[s]", _darray.Run("info", "@/t.h5").Output, StringComparison.Ordinal);
        Assert.Equal(
            """{"shape":[4],"dtype":"datetime64[s]","values":["1970-01-01T00:00:00","NaT","2020-02-29T12:00:01","1969-12-31T23:59:59"]}""",
            _darray.Json("show", "@/t.h5::d").GetRawText());
        Assert.Equal("50 ms\t-300 ms\t70 ms", _darray.Run("show", "@/t.h5::e", "--all").Output.Trim());
    }

    [Fact]
    public void A_unit_goes_through_all_formats_and_back()
    {
        string[] places = ["@/t.h5::d", "@/2.zarr::a", "@/3.zarr::a", "@/u.h5::x"];
        string[][] options = [["--zarr-version", "2"], ["--zarr-version", "3"], []];
        for (var i = 0; i < options.Length; i++)
            Assert.Equal((0, "", ""), _darray.Run(["convert", places[i], places[i + 1], .. options[i]]));
        Assert.All(places, place => Assert.Equal("datetime64[s]", _darray.Json("info", place).GetProperty("dtype").GetString()));
        Assert.All(places, place => Assert.Equal(Shown("@/t.h5::d"), Shown(place)));
    }

    [Theory]
    [InlineData("x[::-1]", "datetime64[s]")]
    [InlineData("x[1:].T", "datetime64[s]")]
    [InlineData("concat(0, x, x)", "datetime64[s]")]
    [InlineData("concat(0, x, e)", "float64")]
    [InlineData("x + 1", "float64")]
    [InlineData("cast(x, 'int32')", "int32")]
    public void What_moves_elements_keeps_the_unit_and_what_computes_says_that_it_does_not(string expression, string type)
    {
        var expr = expression.Replace('\'', '"');
        Assert.Equal(type, _darray.Json("show", "@/t.h5::d", "--in", "e=@/t.h5::e", "--expr", expr).GetProperty("dtype").GetString());
        var tree = _darray.Run("tree", "@/t.h5::d", "--in", "e=@/t.h5::e", "--expr", expr).Output;
        Assert.Equal(type != "datetime64[s]", tree.Contains("as integers)", StringComparison.Ordinal));
        var (code, _, error) = _darray.Run("convert", "@/t.h5::d", "@/o.h5::x", "--in", "e=@/t.h5::e", "--expr", expr);
        Assert.Equal(0, code);
        Assert.Equal(type != "datetime64[s]", error.Contains($"is computed as integers, and written as {type}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_type_asked_for_gives_or_takes_the_unit()
    {
        Assert.Equal(0, _darray.Run("convert", "@/t.h5::d", "@/o.h5::i", "--dtype", "int64").Code);
        Assert.Equal("int64", _darray.Json("info", "@/o.h5::i").GetProperty("dtype").GetString());
        Assert.Equal(0, _darray.Run("convert", "@/o.h5::i", "@/o.h5::d", "--dtype", "datetime64[s]").Code);
        Assert.Equal(Shown("@/t.h5::d"), Shown("@/o.h5::d"));
        var (code, _, error) = _darray.Run("convert", "@/t.h5::d", "@/o.h5::n", "--dtype", "datetime64[ns]");
        Assert.Equal(2, code);
        Assert.Contains("units are not converted", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_have_dates_where_they_are_dates()
    {
        Assert.Equal(
            """{"shape":[],"axis":"all","dtype":"datetime64[s]","count":4,"nnz":3,"sum":"NaT","mean":"NaN","var":"NaN","sd":"NaN","min":"NaT","max":"NaT"}""",
            _darray.Json("stats", "@/t.h5::d").GetRawText());
        Assert.Equal(
            """{"shape":[],"axis":"all","dtype":"datetime64[s]","count":3,"sum":1582977600,"mean":527659200,"min":"1969-12-31T23:59:59","max":"2020-02-29T12:00:01"}""",
            _darray.Json("stats", "@/t.h5::d", "--skip-nan", "--stat", "count,sum,mean,min,max").GetRawText());
        var (_, output, error) = _darray.Run("stats", "@/t.h5::e", "--stat", "min,max,sum");
        Assert.Equal("min    -300 ms\nmax    70 ms\nsum    -18\n", output.ReplaceLineEndings("\n"));
        Assert.Contains("min and max are timedelta64[10ms]; other statistics are of the stored integers", error, StringComparison.Ordinal);
    }

    private string Shown(string place) => _darray.Json("show", place).GetProperty("values").GetRawText();

    private static DelayedArray<long> Dates(string type) =>
        Delayed.FromMemory<long>([0, TimeType.NaT, 1_582_977_601, -1], 4).WithTime(TimeType.TryParse(type));
}
