using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Hierarchies with one damaged member: the others are still found.</summary>
public class DamagedMembersTests
{
    private const string Array = """{"zarr_format":3,"node_type":"array","shape":[2],"data_type":"int8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[{"name":"bytes"}]}""";

    [Theory]
    [InlineData("zarr.json", "{\"zarr_format\":3,")]
    [InlineData("zarr.json", "{\"zarr_format\":3,\"node_type\":\"something\"}")]
    [InlineData(".zgroup", "{\"zarr_format\":4}")]
    [InlineData(".zgroup", "")]
    [InlineData(".zarray", "{\"zarr_format\":2,\"shape\":[-1]}")]
    public void ADamagedMemberIsListedWithWhy(string document, string text)
    {
        using var store = MemoryCopies.Of(
            ("zarr.json", """{"zarr_format":3,"node_type":"group"}"""), ("a/zarr.json", Array), ("bad/" + document, text), ("c/zarr.json", Array));
        var members = ZarrGroup.Open(store).Members();
        Assert.Equal("a bad c", string.Join(" ", members.Select(member => member.Name)));
        Assert.Equal([true, false, true], members.Select(member => member.IsArray));
        Assert.Null(members[0].Damage);
        Assert.Contains("bad/" + document, members[1].Damage, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, "bad"));
    }

    [Fact]
    public void AGroupThatIsDamagedIsNotTakenForNone()
    {
        using var store = MemoryCopies.Of((".zgroup", "{"), ("a/zarr.json", Array));
        Assert.Throws<ArrayFormatException>(() => ZarrGroup.TryOpen(store));
        Assert.Null(ZarrGroup.TryOpen(store, "a"));
        Assert.Null(ZarrGroup.TryOpen(store, "none"));
        store.WriteText(".zgroup", """{"zarr_format":2}""");
        Assert.Equal("a", Assert.Single(ZarrGroup.TryOpen(store)!.Members()).Name);
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a\\\\b")]
    public void ConsolidatedMetadataWithANameThatIsNoPathHaveTheOthers(string name)
    {
        using var store = MemoryCopies.Of(
            ("zarr.json", $$$"""{"zarr_format":3,"node_type":"group","consolidated_metadata":{"kind":"inline","metadata":{"{{{name}}}":{{{Array}}},"g/a":{{{Array}}},"g":{"zarr_format":3,"node_type":"group"} } } }"""));
        var group = ZarrGroup.Open(store, useConsolidated: true);
        Assert.Equal([new("g", false)], group.Members());
        Assert.Equal([new("a", true)], group.OpenGroup("g").Members());
    }

    [Fact]
    public void ConsolidatedMetadataOfManyGroupsAreListedInTimeProportionalToThem()
    {
        // So many that comparing each with each would take minutes.
        const int Groups = 60_000;
        StringBuilder json = new("""{"zarr_consolidated_format":1,"metadata":{".zgroup":{"zarr_format":2}""");
        for (var i = 0; i < Groups; i++)
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $$""","g{{i}}/.zgroup":{"zarr_format":2}""");
        using var store = MemoryCopies.Of((".zgroup", """{"zarr_format":2}"""), (".zmetadata", json.Append("}}").ToString()));
        var root = ZarrGroup.Open(store, useConsolidated: true);
        var members = root.Members();
        Assert.Equal(Groups, members.Count);
        Assert.All(members, member => Assert.Empty(root.OpenGroup(member.Name).Members()));
    }
}
