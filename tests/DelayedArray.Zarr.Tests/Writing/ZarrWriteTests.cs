using System.Text;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>What is written is read back, from every kind of store.</summary>
public sealed class ZarrWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("memory", 2)]
    [InlineData("memory", 3)]
    [InlineData("array", 2)]
    [InlineData("array", 3)]
    [InlineData("array.zip", 2)]
    [InlineData("array.zip", 3)]
    public void ArraysOfEveryTypeAreReadBack(string place, int version)
    {
        using var store = place == "memory" ? new MemoryZarrStore() : ZarrStores.OpenForWriting(_folder[place]);
        foreach (var type in WriteSamples.Types)
        {
            WriteSamples.Array(type, 23, 17, 5).WriteZarr(store, $"group/{type.Name()}", new()
            {
                Version = version,
                Chunks = [10, 4, 5],
                IsFortranOrder = (int)type % 2 == 0,
                IsBigEndian = (int)type % 3 == 0,
            });
        }
        store.Complete();
        using var opened = place == "memory" ? null : ZarrStores.Open(_folder[place]);
        foreach (var type in WriteSamples.Types)
            WriteSamples.AssertEqual(WriteSamples.Array(type, 23, 17, 5), ZarrArray.Open(opened ?? store, $"group/{type.Name()}"));
        var root = ZarrGroup.Open(opened ?? store);
        Assert.Equal(version, root.Format);
        Assert.Equal(WriteSamples.Types.Length, root.OpenGroup("group").Members().Count);
        Assert.Equal([new ZarrMember("group", IsArray: false)], root.Members());
    }

    // Not all builds of Blosc have snappy.
    private static IEnumerable<string> Choices(int version) =>
        (version == 2 ? CodecTable.Zarr2 : CodecTable.Zarr3).Choices.Where(choice => choice != "blosc-snappy");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryCodecIsReadBack(int version)
    {
        MemoryZarrStore store = new();
        foreach (var compression in Choices(version))
        {
            foreach (var shuffle in Enum.GetValues<CodecShuffle>())
            {
                ZarrWriteOptions options = new()
                {
                    Version = version,
                    Chunks = [8, 8],
                    Compression = compression,
                    Shuffle = shuffle,
                    IsFortranOrder = shuffle == CodecShuffle.Bytes,
                    IsBigEndian = shuffle == CodecShuffle.None,
                    Separator = shuffle == CodecShuffle.None ? '/' : '.',
                    Overwrite = true,
                };
                if (shuffle == CodecShuffle.Bits && !compression.StartsWith("blosc-", StringComparison.Ordinal))
                {
                    Assert.Throws<ArgumentException>(() => WriteSamples.Array<int>(20, 20).WriteZarr(store, "a", options));
                    continue;
                }
                WriteSamples.Array<int>(20, 20).WriteZarr(store, "a", options);
                WriteSamples.AssertEqual(WriteSamples.Array<int>(20, 20), ZarrArray.Open(store, "a"));
            }
        }
    }

    [Theory]
    [InlineData(new long[] { 12, 12 }, new long[] { 4, 6 }, false)]
    [InlineData(new long[] { 40, 40 }, new long[] { 5, 5 }, true)]
    [InlineData(new long[] { 7, 30 }, new long[] { 7, 30 }, false)]
    public void ShardsAreReadBack(long[] shards, long[] chunks, bool fortran)
    {
        using DirectoryZarrStore store = new(_folder.FullName, new(Writable: true));
        ZarrWriteOptions options = new() { Shards = [.. shards], Chunks = [.. chunks], IsFortranOrder = fortran, IsBigEndian = fortran };
        WriteSamples.Array<float>(31, 29).WriteZarr(store, "a", options);
        WriteSamples.AssertEqual(WriteSamples.Array<float>(31, 29), ZarrArray.Open(store, "a"));
        var info = ZarrArray.ReadInfo(store, "a");
        Assert.Equal((3, new Shape(shards)), (info.Format, info.Grid.Regular));
    }

    [Fact]
    public void NestedShardsAreReadBackWithTheIndexAtEitherEnd()
    {
        MemoryZarrStore store = new();
        var inner = Json("""
            {"chunk_shape":[4,4],"index_location":"start","codecs":[{"name":"bytes","configuration":{"endian":"big"}},{"name":"gzip","configuration":{"level":1}}]}
            """);
        ZarrCodecSpec outer = new("sharding_indexed", Json($$$"""
            {"chunk_shape":[8,12],"index_location":"end","codecs":[{"name":"transpose","configuration":{"order":[1,0]}},
            {"name":"sharding_indexed","configuration":{{{inner.GetRawText()}}}}]}
            """));
        var array = WriteSamples.Array<short>(50, 30);
        array.WriteZarr(store, "a", new() { Version = 3, Chunks = [16, 24], Codecs = [outer] });
        WriteSamples.AssertEqual(array, ZarrArray.Open(store, "a"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ScalarsAndEmptyArraysAreReadBack(int version)
    {
        using DirectoryZarrStore store = new(_folder.FullName, new(Writable: true));
        foreach (var shape in (long[][])[[], [0], [3, 0, 2], [1]])
        {
            WriteSamples.Array<double>(shape).WriteZarr(store, "a", new() { Version = version, Overwrite = true });
            WriteSamples.AssertEqual(WriteSamples.Array<double>(shape), ZarrArray.Open(store, "a"));
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void ChunksOfTheFillValueAreLeftOutWhenAsked(int version, bool shards)
    {
        var values = new float[100 * 100];
        Array.Fill(values, float.NaN);
        values[4242] = 1;
        var array = Delayed.FromMemory(values, 100, 100);
        foreach (var skip in (bool[])[false, true])
        {
            MemoryZarrStore store = new();
            array.WriteZarr(store, "", new()
            {
                Version = version,
                Chunks = [10, 10],
                Shards = shards ? [50, 50] : [],
                FillValue = double.NaN,
                SkipFillChunks = skip,
            });
            Assert.Equal(skip ? 2 : shards ? 5 : 101, store.AllKeys().Count);
            Assert.Equal(values, ZarrArray.Open<float>(store).ToArray());
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void NamesAndAttributesAreWritten(int version)
    {
        MemoryZarrStore store = new();
        WriteSamples.Array<int>(3, 4).WriteZarr(store, "x", new()
        {
            Version = version,
            DimensionNames = ["ψ", null],
            Attributes = Json("""{"unit":"\u00b5m \ud83d\ude00 \"\\"}"""),
            FillValue = 7,
            Chunks = [1000, 1000],
        });
        var info = ZarrArray.ReadInfo(store, "x");
        Assert.True(info.DimensionNames.SequenceEqual(["ψ", null]));
        Assert.Equal("µm 😀 \"\\", info.Attributes.GetProperty("unit").GetString());
        Assert.True(Ascii.IsValid(store.Read(version == 2 ? "x/.zattrs" : "x/zarr.json")));
        Assert.Equal(7, info.FillValue.GetInt32());
        Assert.Equal(new Shape(1000, 1000), info.Grid.Regular);
    }

    [Fact]
    public void FilteredArraysAreReadBack()
    {
        foreach (var version in (int[])[2, 3])
        {
            MemoryZarrStore store = new();
            var prefix = version == 3 ? "numcodecs." : "";
            WriteSamples.Array<int>(30, 30).WriteZarr(store, "a", new()
            {
                Codecs = [new(prefix + "delta", Json("""{"dtype":"<i4"}""")), new(prefix + "adler32", default), new("zstd", Json("""{"level":3}"""))],
                Chunks = [7, 30],
                Version = version,
            });
            WriteSamples.AssertEqual(WriteSamples.Array<int>(30, 30), ZarrArray.Open(store, "a"));
        }
    }

    [Fact]
    public void SeveralArraysAreWrittenInOnePass()
    {
        MemoryZarrStore store = new();
        var x = WriteSamples.Array<double>(200, 100);
        Pass pass = new();
        using (var transaction = ZarrTransaction.Begin(store))
        {
            pass.WriteZarr(x, transaction, "x", new() { Chunks = [50, 50] });
            pass.WriteZarr(x + 1.0, transaction, "y", new() { Chunks = [50, 50] });
            var copy = pass.ToArray(x);
            pass.Run();
            Assert.Equal(x.ToArray(), copy.Value);
            transaction.Commit();
        }
        WriteSamples.AssertEqual(x, ZarrArray.Open(store, "x"));
        WriteSamples.AssertEqual(x + 1.0, ZarrArray.Open(store, "y"));
    }

    [Fact]
    public void MoreThanTheBudgetIsWrittenWithinIt()
    {
        const long Budget = 24 << 20;
        ExecutionReport? report = null;
        var array = Delayed.FromFunction<double>([8000, 8000], at => at[0] - (2 * at[1]));
        array.WriteZarr(_folder["large.zarr"], "", new() { Chunks = [500, 500], Level = 1 }, new()
        {
            MemoryBudget = Budget,
            Report = found => report = found,
        });
        Assert.True(array.Shape.Count * sizeof(double) > 20 * Budget);
        Assert.InRange(report!.PeakBytes, 1, Budget);
        using var store = ZarrStores.Open(_folder["large.zarr"]);
        var found = ZarrArray.Open<double>(store);
        Assert.Equal(array[7990.., 3..2000].ToArray(), found[7990.., 3..2000].ToArray());
    }

    internal static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
