namespace DelayedArrays.ZarrTests;

/// <summary>Dates and durations, in Zarr 2 and 3.</summary>
public sealed class TimeTests : IDisposable
{
    private static readonly long[] Values = [0, TimeType.NaT, 86_400, -5, 17, 4];
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [PythonFact("zarr, numpy")]
    public void ArraysOfZarrPythonHaveTheirUnit()
    {
        var lines = Python.Run(
            """
            import sys, numpy as np, zarr
            root = zarr.open_group(sys.argv[1], mode="w")
            values = np.array([0, np.iinfo("i8").min, 86400, -5, 17, 4]).reshape(2, 3)
            for n, kind in enumerate(("<M8[ns]", ">M8[us]", "<m8[10ms]", ">m8[D]", "<M8[25h]", "<M8[Y]")):
                t = values.astype("i8").astype(kind)
                root.create_dataset(f"a{n}", data=t, chunks=(1, 2), dtype=t.dtype)
                z = root.create_dataset(f"f{n}", shape=(2, 3), chunks=(1, 2), dtype=t.dtype, fill_value=np.datetime64("NaT") if kind[1] == "M" else np.timedelta64("NaT"))
                print(n, str(t.dtype.newbyteorder("=")))
            """, _folder["x.zarr"]).Split('\n');
        foreach (var fields in lines.Select(line => line.Split(' ')))
        {
            var array = ZarrArray.Open(_folder["x.zarr"], "a" + fields[0]);
            Assert.Equal(fields[1], array.TypeName);
            Assert.Equal(Values, array.As<long>().ToArray());
            Assert.All(ZarrArray.Open<long>(_folder["x.zarr"], "f" + fields[0]).ToArray(), value => Assert.Equal(TimeType.NaT, value));
        }
    }

    [PythonFact("zarr, numpy")]
    public void WhatIsWrittenIsToZarrPythonWhatItWas()
    {
        string[] types = ["datetime64[ns]", "timedelta64[25us]", "datetime64[D]", "timedelta64[s]"];
        foreach (var type in types)
        {
            Dates(type).WriteZarr(_folder["x.zarr"], type + "/le", new() { Chunks = [1, 2], Version = 2 });
            Dates(type).WriteZarr(_folder["x.zarr"], type + "/be", new() { Chunks = [1, 2], Version = 2, IsBigEndian = true });
        }
        var printed = Python.Run(
            """
            import sys, numpy as np, zarr
            root = zarr.open_group(sys.argv[1], mode="r")
            for _, group in sorted(root.groups()):
                for name, z in sorted(group.arrays()):
                    a = z[...]
                    assert (a.astype(a.dtype.newbyteorder("=")).view("i8").ravel() == [0, np.iinfo("i8").min, 86400, -5, 17, 4]).all()
                    print(str(a.dtype.newbyteorder("=")), a.dtype.str[0], np.isnat(a[0, 1]))
            """, _folder["x.zarr"]);
        Assert.Equal(string.Join('\n', types.Order(StringComparer.Ordinal).SelectMany(type => (string[])[$"{type} > True", $"{type} < True"])), printed);
    }

    [Theory]
    [InlineData("datetime64[ns]", """{"name":"numpy.datetime64","configuration":{"unit":"ns","scale_factor":1}}""")]
    [InlineData("timedelta64[25us]", """{"name":"numpy.timedelta64","configuration":{"unit":"us","scale_factor":25}}""")]
    [InlineData("datetime64", """{"name":"numpy.datetime64","configuration":{"unit":"generic","scale_factor":1}}""")]
    public void Version3NamesUnitAndFactor(string type, string json)
    {
        MemoryZarrStore store = new();
        Dates(type).WriteZarr(store, "a", new() { Chunks = [1, 2], Version = 3 });
        var info = ZarrArray.ReadInfo(store, "a");
        Assert.Equal(json, info.DataType.Json.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        var array = ZarrArray.Open(store, "a");
        Assert.Equal(type, array.TypeName);
        Assert.Equal(Values, array.As<long>().ToArray());
    }

    [Fact]
    public void UnitsArePartOfWhatAnEditorTakes()
    {
        MemoryZarrStore store = new();
        Dates("datetime64[ns]").WriteZarr(store, "a", new() { Chunks = [1, 2] });
        var editor = ZarrArrayEditor.Open(store, "a");
        editor.Append(0, Dates("datetime64[ns]"));
        editor.Append(0, Dates("datetime64[ns]").WithTime(null));
        Assert.Contains("the array holds datetime64[ns]; the values are datetime64[s]",
            Assert.Throws<ArgumentException>(() => editor.Append(0, Dates("datetime64[s]"))).Message, StringComparison.Ordinal);
        Assert.Equal([.. Values, .. Values, .. Values], ZarrArray.Open<long>(store, "a").ToArray());
    }

    [Theory]
    [InlineData("\"<M8[fortnight]\"")]
    [InlineData("\"<M4[ns]\"")]
    [InlineData("\"<m8[0s]\"")]
    public void UnknownUnitsAreRefused(string type)
    {
        MemoryZarrStore store = new();
        store.Write(new StoreKey("a/.zarray"), System.Text.Encoding.UTF8.GetBytes(
            $$"""{"zarr_format":2,"shape":[2],"chunks":[2],"dtype":{{type}},"compressor":null,"fill_value":0,"order":"C","filters":null}"""));
        Assert.Contains("dtype", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "a")).Message, StringComparison.Ordinal);
    }

    private static DelayedArray<long> Dates(string type) => Delayed.FromMemory<long>(Values, 2, 3).WithTime(TimeType.TryParse(type));
}
