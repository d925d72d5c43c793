using System.Globalization;

namespace DelayedArrays.Tests;

public sealed class TimeTypeTests
{
    [Theory]
    [InlineData("datetime64[ns]", 0L, "1970-01-01T00:00:00.000000000")]
    [InlineData("datetime64[ns]", -1L, "1969-12-31T23:59:59.999999999")]
    [InlineData("datetime64[ns]", long.MinValue, "NaT")]
    [InlineData("datetime64[s]", 951_782_400L, "2000-02-29T00:00:00")]
    [InlineData("datetime64[D]", -719_529L, "-0001-12-31")]
    [InlineData("datetime64[D]", -719_528L, "0000-01-01")]
    [InlineData("datetime64[D]", 47_540L, "2100-02-28")]
    [InlineData("datetime64[D]", 47_541L, "2100-03-01")]
    [InlineData("datetime64[W]", 1L, "1970-01-08")]
    [InlineData("datetime64[M]", -1L, "1969-12")]
    [InlineData("datetime64[25Y]", 2L, "2020")]
    [InlineData("datetime64[h]", 26L, "1970-01-02T02")]
    [InlineData("datetime64[m]", 61L, "1970-01-01T01:01")]
    [InlineData("datetime64[as]", 1L, "1970-01-01T00:00:00.000000000000000001")]
    [InlineData("datetime64[s]", long.MaxValue, "292277026596-12-04T15:30:07")]
    [InlineData("timedelta64[10ms]", -3L, "-30 ms")]
    [InlineData("timedelta64[ns]", long.MinValue, "NaT")]
    [InlineData("timedelta64", 7L, "7")]
    public void Values_are_printed(string type, long value, string text) => Assert.Equal(text, TimeType.TryParse(type)!.Value.Format(value));

    [Theory]
    [InlineData("M8[ns]", "datetime64[ns]")]
    [InlineData("m8[25us]", "timedelta64[25us]")]
    [InlineData("M8", "datetime64")]
    [InlineData("datetime64[1D]", "datetime64[D]")]
    public void Names_are_read(string name, string full)
    {
        var type = TimeType.TryParse(name)!.Value;
        Assert.Equal(full, type.ToString());
        Assert.Equal(type, TimeType.TryParse(type.ShortName));
        Assert.Equal(type, TimeType.TryParse(type.ToString()));
    }

    [Theory]
    [InlineData("datetime64[fortnight]")]
    [InlineData("datetime64[ns")]
    [InlineData("datetime64[0ns]")]
    [InlineData("datetime64[99999999999ns]")]
    [InlineData("datetime32[ns]")]
    [InlineData("int64")]
    [InlineData("")]
    public void Other_names_are_none(string name) => Assert.Null(TimeType.TryParse(name));

    [PythonFact("numpy")]
    public void Dates_of_all_times_are_those_of_NumPy()
    {
        var random = new Random(11);
        var values = new List<(TimeType Type, long Value)>();
        foreach (var unit in Enum.GetValues<TimeUnit>().Where(unit => unit != TimeUnit.Generic))
        {
            for (var i = 0; i < 200; i++)
            {
                // NumPy has 64 bits for years and for days: smaller numbers of the long units.
                var bits = unit <= TimeUnit.Day ? random.Next(1, 34) : random.Next(1, 63);
                values.Add((new(false, unit), random.NextInt64(-(1L << bits), 1L << bits)));
            }
        }
        var input = string.Join('\n', values.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Type.Symbol} {item.Value}")));
        var printed = Python.RunWithInput(
            """
            import sys, numpy as np
            for line in sys.stdin:
                unit, value = line.split()
                text = np.datetime_as_string(np.int64(value).astype(f"M8[{unit}]"))
                # ISO 8601 has four digits before Christ, too.
                year, *rest = text[1:].split("-") if text[0] == "-" else text.split("-")
                print("-".join([text[:text[0] == "-"] + year.zfill(4), *rest]))
            """, input).Split('\n');
        Assert.Equal(printed.ToList(), [.. values.Select(item => item.Type.Format(item.Value))]);
    }
}
