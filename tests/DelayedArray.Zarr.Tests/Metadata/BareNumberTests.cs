using System.Text;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Numbers of Python's JSON, which JSON does not have, stay numbers when documents are written again.</summary>
public class BareNumberTests
{
    private const string Attributes =
        """{"_FillValue":NaN,"valid_range":[-Infinity,Infinity,1.5],"text":"NaN","deep":{"a":[NaN,"Infinity"]},"ä":"\u004eaN, ü"}""";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AttributesOfAResizedArrayStayAsTheyWere(int version)
    {
        var store = Store(version);
        ZarrArrayEditor.Open(store, "g/a").Resize([30]);
        CheckDocuments(store, version, "g/a");
        Assert.Equal([30L], ZarrArray.ReadInfo(store, "g/a").Shape.ToArray());
        Assert.Equal("NaN", ZarrArray.ReadInfo(store, "g/a").Attributes.GetProperty("_FillValue").GetString());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AttributesInConsolidatedMetadataAndOfSparseGroupsStayAsTheyWere(int version)
    {
        var store = Store(version);
        WriteSamples.Array<int>(4).WriteZarr(store, "g/new");
        CheckDocuments(store, version, "g/a");
        var matrix = Delayed.FromMemory([1, 0, 2, 3], 2, 2);
        matrix.WriteZarrSparse(store, "g/m", new() { Storage = new() { Attributes = JsonDocument.Parse("""{"kept":"mark"}""").RootElement } });
        var name = version == 2 ? "g/m/.zattrs" : "g/m/zarr.json";
        store.WriteText(name, Text(store, name).Replace("\"mark\"", "[NaN, -Infinity]", StringComparison.Ordinal));
        ZarrSparseMatrix.Append(store, "g/m", matrix);
        Assert.Equal(4, ZarrArray.Open(store, "g/m").Shape[0]);
        Assert.Contains("\"kept\":[NaN,-Infinity]", Compact(Text(store, name)), StringComparison.Ordinal);
    }

    private static void CheckDocuments(MemoryZarrStore store, int version, string array)
    {
        var own = Compact(Text(store, $"{array}/{(version == 2 ? ".zattrs" : "zarr.json")}"));
        var consolidated = Compact(Text(store, version == 2 ? ".zmetadata" : "zarr.json"));
        foreach (var document in (string[])[own, consolidated])
        {
            Assert.Contains("\"_FillValue\":NaN,\"valid_range\":[-Infinity,Infinity,1.5],\"text\":\"NaN\"", document, StringComparison.Ordinal);
            Assert.Contains("\"deep\":{\"a\":[NaN,\"Infinity\"]}", document, StringComparison.Ordinal);
        }
    }

    private static MemoryZarrStore Store(int version)
    {
        MemoryZarrStore store = new();
        WriteSamples.Array<int>(20).WriteZarr(store, "g/a", new() { Version = version, Chunks = [10] });
        if (version == 2)
        {
            store.WriteText("g/a/.zattrs", Attributes);
            store.WriteText(".zmetadata", $$"""
                {"zarr_consolidated_format":1,"metadata":{".zgroup":{"zarr_format":2},"g/.zgroup":{"zarr_format":2},
                "g/a/.zarray":{{Text(store, "g/a/.zarray")}},"g/a/.zattrs":{{Attributes}} } }
                """);
            return store;
        }
        var array = Text(store, "g/a/zarr.json").Replace("\"attributes\": {}", $"\"attributes\": {Attributes}", StringComparison.Ordinal);
        store.WriteText("g/a/zarr.json", array);
        store.WriteText("zarr.json", $$"""
            {"zarr_format":3,"node_type":"group","attributes":{},"consolidated_metadata":{"kind":"inline","must_understand":false,
            "metadata":{"g":{"zarr_format":3,"node_type":"group","attributes":{} },"g/a":{{array}} } } }
            """);
        return store;
    }

    private static string Text(MemoryZarrStore store, string key) => Encoding.UTF8.GetString(store.Read(key)!);

    private static string Compact(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));
}
