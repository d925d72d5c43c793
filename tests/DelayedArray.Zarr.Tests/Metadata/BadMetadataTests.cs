using System.Text;
using System.Text.Json.Nodes;

namespace DelayedArrays.ZarrTests;

/// <summary>Metadata are not to be trusted: whatever is wrong with them is said, with the store, the key and what was expected.</summary>
public class BadMetadataTests
{
    private const string V2 = """
        {"zarr_format":2,"shape":[4,6],"chunks":[2,3],"dtype":"<f4","compressor":null,"fill_value":0,"order":"C","filters":null}
        """;

    private const string V3 = """
        {"zarr_format":3,"node_type":"array","shape":[4,6],"data_type":"float32",
         "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2,3]}},
         "chunk_key_encoding":{"name":"default","configuration":{"separator":"/"}},
         "fill_value":0,"codecs":[{"name":"bytes","configuration":{"endian":"little"}}]}
        """;

    [Theory]
    [InlineData("shape", "null", "array")]
    [InlineData("shape", "[4]", "as many lengths")]
    [InlineData("shape", "[-4,6]", "integer")]
    [InlineData("shape", "[4.5,6]", "integer")]
    [InlineData("shape", "[\"NaN\",6]", "integer")]
    [InlineData("shape", "[true,6]", "integer")]
    [InlineData("shape", "[99999999999999999999,6]", "integer")]
    [InlineData("shape", "[9223372036854775807,9223372036854775807]", "63 bits")]
    [InlineData("shape", "{\"a\":1}", "array")]
    [InlineData("shape", "[[4],6]", "integer")]
    [InlineData("shape", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "at most 32")]
    [InlineData("chunks", "[0,3]", "at least 1")]
    [InlineData("chunks", "[-1,3]", "integer")]
    [InlineData("chunks", "[2]", "as many lengths")]
    [InlineData("chunks", "[4294967296,4294967296]", "63 bits")]
    [InlineData("chunks", "[65536,65536]", "too many to hold")]
    [InlineData("chunks", null, "missing")]
    [InlineData("dtype", "\"<q4\"", "NumPy type")]
    [InlineData("dtype", "\"<i3\"", "NumPy type")]
    [InlineData("dtype", "\"\"", "NumPy type")]
    [InlineData("dtype", "4", "a string")]
    [InlineData("dtype", "\"<S99999999999999\"", "NumPy type")]
    [InlineData("dtype", "[[\"a\"]]", "a name and a type")]
    [InlineData("dtype", "[[\"a\",\"<f4\",[2147483647,2147483647]]]", "records of at most")]
    [InlineData("dtype", "[]", "not empty")]
    [InlineData("order", "\"K\"", "C, F")]
    [InlineData("zarr_format", "3", "expected 2")]
    [InlineData("dimension_separator", "\"-\"", "., /")]
    [InlineData("fill_value", "\"abc\"", "float32")]
    [InlineData("fill_value", "[1]", "float32")]
    [InlineData("compressor", "{\"level\":1}", "'id'")]
    [InlineData("compressor", "\"zlib\"", "an object")]
    [InlineData("compressor", "{\"id\":\"nothing\"}", "'nothing' is not supported; supported in Zarr 2 are zlib")]
    [InlineData("compressor", "{\"id\":\"zlib\",\"level\":77}", "from -1 to 9")]
    [InlineData("compressor", "{\"id\":\"zlib\",\"level\":\"high\"}", "integer")]
    [InlineData("compressor", "{\"id\":\"blosc\",\"cname\":\"lzma\"}", "one of blosclz")]
    [InlineData("filters", "[{\"id\":\"delta\",\"dtype\":\"|b1\"}]", "not of booleans")]
    [InlineData("filters", "[{\"id\":\"delta\"}]", "dtype")]
    [InlineData("filters", "[{\"id\":\"shuffle\",\"elementsize\":0}]", "from 1")]
    [InlineData("filters", "[{\"id\":\"fixedscaleoffset\",\"dtype\":\"<f4\",\"offset\":0,\"scale\":0}]", "not 0")]
    public void Version2(string member, string? value, string expected) => Check(".zarray", Changed(V2, member, value), expected);

    [Theory]
    [InlineData("shape", "[4]", "as many lengths")]
    [InlineData("shape", "[-4,6]", "integer")]
    [InlineData("node_type", "\"grape\"", "array, group")]
    [InlineData("node_type", "\"group\"", "extension 'shape'")]
    [InlineData("zarr_format", "4", "expected 3")]
    [InlineData("chunk_grid", "{\"name\":\"hexagonal\"}", "'hexagonal' is not supported")]
    [InlineData("chunk_grid", "{\"name\":\"regular\",\"configuration\":{\"chunk_shape\":[0,3]}}", "at least 1")]
    [InlineData("chunk_grid", "{\"name\":\"regular\"}", "an object")]
    [InlineData("chunk_grid", "{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":[[4],[3]]}}", "cover the 6")]
    [InlineData("chunk_grid", "{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":[[4],[[9223372036854775807,9]]]}}", "63 bits")]
    [InlineData("chunk_grid", "{\"name\":\"rectilinear\",\"configuration\":{\"kind\":\"inline\",\"chunk_shapes\":[[4],[[0,9]]]}}", "integer from 1")]
    [InlineData("chunk_key_encoding", "{\"name\":\"zorder\"}", "'zorder' is not supported")]
    [InlineData("chunk_key_encoding", "{\"name\":\"default\",\"configuration\":{\"separator\":\"..\"}}", "., /")]
    [InlineData("codecs", "[]", "turns elements into bytes")]
    [InlineData("codecs", "[{\"name\":\"gzip\"}]", "in a place for codecs of elements")]
    [InlineData("codecs", "[\"bytes\"]", "no 'endian'")]
    [InlineData("codecs", "[\"vlen-utf8\"]", "float32")]
    [InlineData("codecs", "[{\"name\":\"bytes\",\"configuration\":{\"endian\":\"middle\"}}]", "little, big")]
    [InlineData("codecs", "[{\"name\":\"transpose\",\"configuration\":{\"order\":[0,0]}},\"bytes\"]", "each of the 2 axes once")]
    [InlineData("codecs", "[{\"name\":\"transpose\",\"configuration\":{\"order\":[0,1,2]}},\"bytes\"]", "each of the 2 axes once")]
    [InlineData("codecs", "[{\"name\":\"zfpy2\"}]", "'zfpy2' is not supported")]
    [InlineData("fill_value", null, "missing")]
    [InlineData("fill_value", "\"0x7fc0\"", "float32")]
    [InlineData("fill_value", "\"nan\"", "float32")]
    [InlineData("storage_transformers", "[{\"name\":\"manifest\"}]", "storage transformer 'manifest'")]
    [InlineData("secret", "{\"name\":\"secret\"}", "extension 'secret'")]
    [InlineData("secret", "{\"must_understand\":true}", "extension 'secret'")]
    [InlineData("dimension_names", "[\"a\"]", "as many names")]
    [InlineData("attributes", "[1]", "an object")]
    public void Version3(string member, string? value, string expected) => Check("zarr.json", Changed(V3, member, value), expected);

    [Theory]
    [InlineData("[2,2]", "\"gzip\"", "leaves its length unknown")]
    [InlineData("[3,3]", null, "divide")]
    [InlineData("[0,3]", null, "divide")]
    [InlineData("[2]", null, "as many lengths")]
    [InlineData("[2,3]", "\"nothing\"", "'nothing' is not supported")]
    public void Shards(string inner, string? indexCodec, string expected)
    {
        var index = indexCodec is null ? "" : $", {indexCodec}";
        var codecs = $$"""
            [{"name":"sharding_indexed","configuration":{"chunk_shape":{{inner}},"codecs":[{"name":"bytes","configuration":{"endian":"little"} }],
              "index_codecs":[{"name":"bytes","configuration":{"endian":"little"} }{{index}}]} }]
            """;
        var grid = """{"name":"regular","configuration":{"chunk_shape":[4,6]}}""";
        Check("zarr.json", Changed(Changed(V3, "codecs", codecs), "chunk_grid", grid), expected);
    }

    [Fact]
    public void TooManyChunksInAShard()
    {
        var grid = """{"name":"regular","configuration":{"chunk_shape":[4294967296,1024]}}""";
        var codecs = """
            [{"name":"sharding_indexed","configuration":{"chunk_shape":[1,1],"codecs":[{"name":"bytes","configuration":{"endian":"little"}}]}}]
            """;
        Check("zarr.json", Changed(Changed(V3, "codecs", codecs), "chunk_grid", grid), "4398046511104 chunks");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("{\"zarr_format\":2")]
    public void NoJson(string text)
    {
        Check(".zarray", text, text == "[]" ? "an object" : "not a JSON document");
        Check("zarr.json", text, text == "[]" ? "an object" : "not a JSON document");
    }

    [Fact]
    public void TextsThatAreNoUnicodeAreRefused()
    {
        Check(".zarray", V2.Replace("<f4", "\\ud800", StringComparison.Ordinal), "not valid Unicode");
        Check("zarr.json", V3.Replace("float32", "\\udc00x", StringComparison.Ordinal), "not valid Unicode");
        Check("zarr.json", V3.Replace("shape\":[4", "\\ud800\":[4", StringComparison.Ordinal), "not valid Unicode");
        using MemoryZarrStore store = new();
        var text = Encoding.UTF8.GetBytes(V2);
        text[text.AsSpan().IndexOf("f4"u8)] = 0xFF;
        store.Write(new StoreKey("a/.zarray"), text);
        Assert.Contains("a/.zarray", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "a")).Message, StringComparison.Ordinal);
        using var escaped = MemoryCopies.Of(("zarr.json", V3.Replace("float32", "\\u0066loat32", StringComparison.Ordinal)));
        Assert.Equal(ElementType.Float32, ZarrArray.Open(escaped).ElementType);
    }

    [Fact]
    public void FillValuesOfLongRecordsTakeNoMemory()
    {
        var records = Changed(Changed(V2, "dtype", "[[\"a\",\"<f4\"],[\"b\",\"|V999999999\"]]"), "chunks", "[1,1]");
        using var store = MemoryCopies.Of((".zarray", records));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([4, 6], ZarrArray.OpenField(store, "", "a").Shape);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void ChunksThatAreTooLargeTogetherAreRefused()
    {
        var grid = """{"name":"rectilinear","configuration":{"kind":"inline","chunk_shapes":[4611686018427387904,[4611686018427387904]]}}""";
        var numbers = Changed(V3, "chunk_grid", grid);
        Check("zarr.json", numbers, "too large");
        var texts = Changed(Changed(Changed(numbers, "data_type", "\"string\""), "codecs", "[\"vlen-utf8\"]"), "fill_value", "\"\"");
        using var store = MemoryCopies.Of(("zarr.json", texts));
        Assert.Contains("too large", Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|S0")]
    [InlineData("|S1")]
    public void ChunksOfTooManyTextsAreRefused(string type)
    {
        var texts = Changed(Changed(Changed(V2, "dtype", $"\"{type}\""), "chunks", "[1073741824,1]"), "fill_value", "null");
        using var store = MemoryCopies.Of((".zarray", texts), ("0.0", "x"));
        Assert.Contains(
            "1073741824 texts", Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepDocumentsAreRefused()
    {
        var deep = new StringBuilder().Insert(0, "{\"a\":", 100_000).Append('1').Append('}', 100_000).ToString();
        Check("zarr.json", deep, "at most 64 levels");
    }

    [Fact]
    public void LongDocumentsAreRefused()
    {
        using MemoryZarrStore store = new();
        var text = new byte[(16 << 20) + 1];
        text.AsSpan().Fill((byte)' ');
        store.Write(new StoreKey("a/.zarray"), text);
        Assert.Contains("a/.zarray", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_name_is_suggested_for_one_that_is_missing()
    {
        const string Group = "{\"zarr_format\":2}";
        using var store = MemoryCopies.Of((".zgroup", Group), ("layers/.zgroup", Group), ("layers/counts/.zgroup", Group), ("layers/.counts.7/.zgroup", Group));
        string Message(string path) => Assert.Throws<ArrayFormatException>(() => ZarrGroup.Open(store, path)).Message;
        Assert.EndsWith("; did you mean 'layers'?", Message("layer"), StringComparison.Ordinal);
        Assert.EndsWith("; did you mean 'counts'?", Message("layers/count"), StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", Message("layers/other"), StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", Message("none/counts"), StringComparison.Ordinal);
        Assert.EndsWith("there is no array; expected zarr.json or .zarray; did you mean 'counts'?",
            Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "layers/Counts")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        using var store = MemoryCopies.Of((".zgroup", "{\"zarr_format\":2}"));
        Assert.Contains("there is no array", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "a")).Message, StringComparison.Ordinal);
        Assert.Contains("is a group", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no group", Assert.Throws<ArrayFormatException>(() => ZarrGroup.Open(store, "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "../a"));
    }

    [Fact]
    public void ExtensionsThatMayBeIgnoredAre()
    {
        var text = Changed(Changed(V3, "secret", "{\"must_understand\":false}"), "storage_transformers", "[{\"name\":\"x\",\"must_understand\":false}]");
        using var store = MemoryCopies.Of(("zarr.json", text));
        Assert.Equal([4, 6], ZarrArray.Open(store).Shape);
    }

    private static void Check(string name, string text, string expected)
    {
        using var store = MemoryCopies.Of(("some/array/" + name, text));
        var error = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "some/array"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("memory::some/array", error.Message, StringComparison.Ordinal);
    }

    private static string Changed(string document, string member, string? value)
    {
        var json = JsonNode.Parse(document)!.AsObject();
        if (value is null)
            json.Remove(member);
        else
            json[member] = JsonNode.Parse(value);
        return json.ToJsonString();
    }
}
