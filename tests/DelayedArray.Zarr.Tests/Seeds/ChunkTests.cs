using System.IO.Compression;
using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Chunks that are missing, of no axes, in grids of their own, or damaged.</summary>
public class ChunkTests
{
    [Theory]
    [InlineData("[]", "0", new long[0])]
    [InlineData("[0,3]", null, new long[] { 0, 3 })]
    public void ArraysOfNoAxesOrNoElements(string shape, string? key, long[] lengths)
    {
        using var store = MemoryCopies.Of(("a/.zarray", V2(shape, shape.Replace('0', '1'), "<i4", "null")));
        if (key is not null)
            store.Write(new StoreKey("a/" + key), [42, 0, 0, 0]);
        var array = ZarrArray.Open<int>(store, "a");
        Assert.Equal(lengths, array.Shape);
        Assert.Equal(key is null ? [] : [42], array.ToArray());
        var v3 = V3(shape, $$"""{"name":"regular","configuration":{"chunk_shape":{{shape}} } }""");
        store.Write(new StoreKey("b/zarr.json"), Encoding.UTF8.GetBytes(v3));
        Assert.Equal(key is null ? [] : [9], ZarrArray.Open<int>(store, "b").ToArray());
        store.Write(new StoreKey("b/c"), [42, 0, 0, 0]);
        Assert.Equal(key is null ? [] : [42], ZarrArray.Open<int>(store, "b").ToArray());
    }

    [Fact]
    public void RectilinearGridsAgreeWithWhatWasWritten()
    {
        Random random = new(9);
        for (var round = 0; round < 60; round++)
        {
            long[][] edges = [Edges(random), Edges(random)];
            long[] shape = [.. edges.Select(list => Math.Max(1, list.Sum() - random.Next(2)))];
            int[] values = [.. Enumerable.Range(0, (int)(shape[0] * shape[1]))];
            var lists = $"[{string.Join(',', edges.Select(list => $"[{Runs(list)}]"))}]";
            var grid = $$"""{"name":"rectilinear","configuration":{"kind":"inline","chunk_shapes":{{lists}} } }""";
            using var store = MemoryCopies.Of(("zarr.json", V3($"[{shape[0]},{shape[1]}]", grid)));
            WriteRectilinear(store, edges, shape, values);
            var array = ZarrArray.Open<int>(store);
            var expected = Delayed.FromMemory(values, shape);
            Assert.Equal(values, array.ToArray());
            Assert.Equal(expected.Transpose().ToArray(), array.Transpose().ToArray());
            var row = random.Next((int)shape[0]);
            Assert.Equal(expected[row, Selection.Slice(null, null, -3)].ToArray(), array[row, Selection.Slice(null, null, -3)].ToArray());
            int[] list = [.. Enumerable.Range(0, 5).Select(_ => random.Next((int)shape[1]))];
            Assert.Equal(expected[.., list].ToArray(), array[.., list].ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(4000)]
    public void ChunksOfAnotherLengthAreErrors(int length)
    {
        using var store = MemoryCopies.Of(("a/.zarray", V2("[4]", "[4]", "<i4", "null")));
        store.Write(new StoreKey("a/0"), new byte[length]);
        var message = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open<int>(store, "a").ToArray()).Message;
        Assert.Contains("memory::a", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"gzip"}""")]
    [InlineData("""{"id":"zlib"}""")]
    [InlineData("""{"id":"bz2"}""")]
    [InlineData("""{"id":"zstd"}""")]
    [InlineData("""{"id":"lz4"}""")]
    [InlineData("""{"id":"blosc"}""")]
    public void BombsAreErrors(string compressor)
    {
        // 64 MB of zeros in a chunk of 1.6 MB, and in one of four texts.
        var codec = NumcodecsTests.Create(compressor, "<i4");
        System.Buffers.ArrayBufferWriter<byte> encoded = new();
        codec.Encode(new byte[64_000_000], encoded);
        using var store = MemoryCopies.Of(
            ("a/.zarray", V2("[400000]", "[400000]", "<i4", compressor)),
            ("t/.zarray", V2("[4]", "[4]", "|O", compressor, """[{"id":"vlen-utf8"}]""")));
        store.Write(new StoreKey("a/0"), encoded.WrittenSpan);
        store.Write(new StoreKey("t/0"), encoded.WrittenSpan);
        Assert.Contains("the chunk (0)", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open<int>(store, "a").ToArray()).Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store, "t"));
    }

    [Fact]
    public void StreamsWithoutAStatedLengthAreBounded()
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 100; i++)
                gzip.Write(new byte[1_000_000]);
        }
        using var store = MemoryCopies.Of(("a/.zarray", V2("[400000]", "[400000]", "<i4", """{"id":"gzip"}""")));
        store.Write(new StoreKey("a/0"), compressed.ToArray());
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open<int>(store, "a").ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }, "states 5 texts")]
    [InlineData(new byte[] { 255, 255, 255, 255 }, "4294967295 texts")]
    [InlineData(new byte[] { 2, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0 }, "text 0")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 }, "lengths of texts")]
    [InlineData(new byte[] { 2, 0 }, "number of texts")]
    public void LengthsOfTextsThatLieAreErrors(byte[] chunk, string expected)
    {
        using var store = MemoryCopies.Of(("t/.zarray", V2("[2]", "[2]", "|O", "null", """[{"id":"vlen-utf8"}]""")));
        store.Write(new StoreKey("t/0"), chunk);
        Assert.Contains(expected, Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store, "t")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|S4", "YWI=", "ab")]
    [InlineData("|S4", "YWJjZA==", "abcd")]
    [InlineData("|S2", "YWJjZA==", "YWJjZA==")]
    [InlineData("|S4", "no", "no")]
    [InlineData("<U4", "YWI=", "YWI=")]
    public void FillValuesOfByteStringsAreBase64(string dtype, string fill, string expected)
    {
        var document = V2("[1]", "[1]", dtype, "null").Replace("\"fill_value\":null", $"\"fill_value\":\"{fill}\"", StringComparison.Ordinal);
        using var store = MemoryCopies.Of(("t/.zarray", document));
        Assert.Equal([expected], ZarrStrings.Read(store, "t"));
    }

    [Fact]
    public void FillValuesOfBytesOfAnyLengthAreBase64()
    {
        using var store = MemoryCopies.Of(("t/zarr.json", """
            {"zarr_format":3,"node_type":"array","shape":[2],"data_type":"variable_length_bytes","fill_value":"YWI=",
             "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2]}},"chunk_key_encoding":{"name":"default"},"codecs":["vlen-bytes"]}
            """));
        Assert.Equal(["ab", "ab"], ZarrStrings.Read(store, "t"));
    }

    [Fact]
    public void CategoriesAreRead()
    {
        var filters = """[{"id":"categorize","labels":["ä","b"],"dtype":"|O","astype":"|u1"}]""";
        using var store = MemoryCopies.Of(("t/.zarray", V2("[5]", "[4]", "|O", "null", filters)));
        store.Write(new StoreKey("t/0"), [2, 1, 0, 2]);
        Assert.Equal(["b", "ä", "", "b", ""], ZarrStrings.Read(store, "t"));
        store.Write(new StoreKey("t/1"), [3, 0, 0, 0]);
        Assert.Contains("code 3", Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store, "t")).Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store, "t", maxElements: 4));
    }

    private static string V2(string shape, string chunks, string dtype, string compressor, string filters = "null") => $$"""
        {"zarr_format":2,"shape":{{shape}},"chunks":{{chunks}},"dtype":"{{dtype}}","compressor":{{compressor}},"fill_value":null,"order":"C","filters":{{filters}} }
        """;

    private static string V3(string shape, string grid) => $$"""
        {"zarr_format":3,"node_type":"array","shape":{{shape}},"data_type":"int32","chunk_grid":{{grid}},
         "chunk_key_encoding":"default","fill_value":9,"codecs":[{"name":"bytes","configuration":{"endian":"little"} }]}
        """;

    private static long[] Edges(Random random) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (long)random.Next(1, 5))];

    private static string Runs(long[] edges) => string.Join(',', edges.Select((edge, i) => i % 2 == 0 ? $"{edge}" : $"[{edge},1]"));

    private static void WriteRectilinear(MemoryZarrStore store, long[][] edges, long[] shape, int[] values)
    {
        long top = 0;
        for (var i = 0; i < edges[0].Length; top += edges[0][i++])
        {
            long left = 0;
            for (var j = 0; j < edges[1].Length; left += edges[1][j++])
            {
                List<byte> bytes = [];
                foreach (var at in TestShards.Indices([edges[0][i], edges[1][j]]))
                {
                    var isInside = top + at[0] < shape[0] && left + at[1] < shape[1];
                    bytes.AddRange(BitConverter.GetBytes(isInside ? values[((top + at[0]) * shape[1]) + left + at[1]] : -1));
                }
                store.Write(new StoreKey($"c/{i}/{j}"), [.. bytes]);
            }
        }
    }
}
