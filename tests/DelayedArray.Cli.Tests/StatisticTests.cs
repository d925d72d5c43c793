using System.Globalization;
using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>Statistics are lines of a table, from which options, help and output follow.</summary>
public sealed class StatisticTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Any_reduction_is_a_statistic_by_one_line()
    {
        var array = Delayed.FromMemory([3, -4, 0, 5], 2, 2);
        var pass = new Pass();
        Statistic[] chosen = [Statistic.Of(Reductions.Norm<double>()), .. Statistic.Parse("sum,max"), Statistic.Of(Reductions.ArgMin<double>())];
        var table = new StatisticsTable(pass, array, new StatisticsRequest(Axis: 0, chosen, Ddof: 1, SkipNaN: false));
        pass.Run();
        using var output = new StringWriter();
        table.Write(new Terminal(output, TextWriter.Null, CancellationToken.None), json: true, csv: null);
        Assert.Equal("""{"shape":[2],"axis":0,"norm Two":[3,6.4031242374328485],"sum":[3,1],"max":[3,5],"argmin":[1,0]}""", output.ToString().Trim());
    }

    [Fact]
    public void The_help_the_error_and_the_output_name_all_of_them()
    {
        string[] names = [.. Statistic.All.Select(statistic => statistic.Name)];
        Assert.Contains("statistics to compute, of " + string.Join(",", names), string.Join(' ', _darray.Run("stats", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains($"expected one of {string.Join(", ", names)}", _darray.Run("stats", "@/a.h5::X", "--stat", "median").Error, StringComparison.Ordinal);
        Assert.Equal("shape axis " + string.Join(' ', names), string.Join(' ', _darray.Json("stats", "@/a.h5::X").EnumerateObject().Select(property => property.Name)));
    }

    [Theory]
    [InlineData("X")]
    [InlineData("floats")]
    [InlineData("floats", "--skip-nan")]
    public void Each_alone_is_what_it_is_among_all(string name, params string[] options)
    {
        WriteFloats();
        foreach (var axis in (string[])["0", "1", "all"])
        {
            string[] command = ["stats", $"@/a.h5::{name}", "--axis", axis, .. options];
            var all = _darray.Json(command);
            foreach (var statistic in Statistic.All)
            {
                var alone = _darray.Json([.. command, "--stat", statistic.Name]);
                Assert.Equal(all.GetProperty(statistic.Name).GetRawText(), alone.GetProperty(statistic.Name).GetRawText());
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_is_the_number_that_all_of_them_computed_together_in_float64_give(bool skipNaN)
    {
        var array = WriteFloats();
        var together = array.Cast<double>().Statistics(axis: 0, skipNaN: skipNaN);
        var shown = _darray.Json([.. (string[])["stats", "@/a.h5::floats", "--axis", "0"], .. skipNaN ? (string[])["--skip-nan"] : []]);
        AssertShown(together.Count, "count");
        AssertShown(together.NonZeros, "nnz");
        AssertShown(together.Sum, "sum");
        AssertShown(together.Mean, "mean");
        AssertShown(together.Variance, "var");
        AssertShown(together.StandardDeviation, "sd");
        AssertShown(together.Min, "min");
        AssertShown(together.Max, "max");

        void AssertShown<T>(Tensor<T> expected, string name) where T : IFormattable =>
            Assert.Equal(string.Join(' ', expected.Select(value => value.ToString(null, CultureInfo.InvariantCulture))),
                string.Join(' ', shown.GetProperty(name).EnumerateArray()));
    }

    [Fact]
    public void A_count_reads_nothing()
    {
        var array = Delayed.FromFunction<float>(new Shape(3, 2), _ => throw new InvalidOperationException("read"));
        Assert.Equal("""{"shape":[2],"axis":0,"count":[3,3]}""", Show(array, "count"));
        Assert.Throws<InvalidOperationException>(() => Show(array, "count,sum"));
    }

    [Fact]
    public void What_is_not_asked_for_takes_no_memory()
    {
        var array = Delayed.FromFunction<float>(new Shape(100, 1000), index => index[0]);
        long[] memory = [.. ((string[])["sum", "sum,mean", "sum,mean,var", "sum,mean,var,min,max"]).Select(names => Held(array, names))];
        Assert.Equal(memory.Distinct().Order(), memory);
    }

    private static long Held(DelayedArray array, string names)
    {
        var pass = new Pass();
        _ = new StatisticsTable(pass, array, new StatisticsRequest(Axis: 0, Statistic.Parse(names), Ddof: 1, SkipNaN: false));
        return pass.Explain(new() { Workers = 1 })[0].PeakBytes;
    }

    private static string Show(DelayedArray array, string names)
    {
        var pass = new Pass();
        var table = new StatisticsTable(pass, array, new StatisticsRequest(Axis: 0, Statistic.Parse(names), Ddof: 1, SkipNaN: false));
        pass.Run();
        using var output = new StringWriter();
        table.Write(new Terminal(output, TextWriter.Null, CancellationToken.None), json: true, csv: null);
        return output.ToString().Trim();
    }

    /// <summary>Fractions, zeros of both signs, an infinity, and some NaN in two columns.</summary>
    private DelayedArray<float> WriteFloats()
    {
        var array = Delayed.FromFunction<float>(new Shape(301, 7), index => index[1] switch
        {
            0 => index[0] % 3 == 0 ? -0f : 0f,
            1 when index[0] % 10 == 4 => float.NaN,
            2 => float.NaN,
            3 when index[0] == 5 => float.PositiveInfinity,
            _ => (index[0] % 4) * ((0.1f * index[0]) - index[1]),
        });
        array.WriteHdf5(_darray.Path("a.h5"), "floats", new() { Chunks = [100, 3] });
        return array;
    }
}
