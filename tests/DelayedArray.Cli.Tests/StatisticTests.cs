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

    [Fact]
    public void Each_alone_is_what_it_is_among_all()
    {
        foreach (var axis in (string[])["0", "1", "all"])
        {
            var all = _darray.Json("stats", "@/a.h5::X", "--axis", axis);
            foreach (var statistic in Statistic.All)
            {
                var alone = _darray.Json("stats", "@/a.h5::X", "--axis", axis, "--stat", statistic.Name);
                Assert.Equal(all.GetProperty(statistic.Name).GetRawText(), alone.GetProperty(statistic.Name).GetRawText());
            }
        }
    }
}
