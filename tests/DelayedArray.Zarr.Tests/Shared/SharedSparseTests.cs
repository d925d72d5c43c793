using System.IO.Compression;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Every sparse group of the shared stores, of many programs, against what SciPy makes of them.</summary>
public class SharedSparseTests
{
    /// <summary>The files of expected values and the groups in them.</summary>
    public static TheoryData<string, string> Groups()
    {
        TheoryData<string, string> groups = [];
        if (SharedData.Root is null)
            return groups;
        foreach (var kind in (string[])["zarr2", "zarr3"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Root, "expected", kind), "*.json").Order(StringComparer.Ordinal))
            {
                foreach (var entry in Entries(Facts(file)))
                    groups.Add($"{kind}/{Path.GetFileName(file)}", entry.GetProperty("path").GetString()!);
            }
        }
        return groups;
    }

    [SharedDataFact]
    public void AllGroupsAreTried() => Assert.Equal(17, Groups().Count);

    [SharedDataTheory]
    [MemberData(nameof(Groups))]
    public void GroupAgreesInMemory(string facts, string group)
    {
        using ZarrStore store = MemoryCopies.Of(Source(facts));
        Check(store, facts, group);
    }

    [SharedDataTheory]
    [MemberData(nameof(Groups))]
    public void GroupAgreesInAFolder(string facts, string group)
    {
        var source = Source(facts);
        using TemporaryFolder unpacked = new();
        if (!Directory.Exists(source))
            Unpack(source, unpacked.FullName);
        using DirectoryZarrStore store = new(Directory.Exists(source) ? source : unpacked.FullName);
        Check(store, facts, group);
    }

    [SharedDataTheory]
    [MemberData(nameof(Groups))]
    public void GroupAgreesInAZipFile(string facts, string group)
    {
        var source = Source(facts);
        using TemporaryFolder packed = new();
        if (Directory.Exists(source))
            ZipFile.CreateFromDirectory(source, packed["x.zip"]);
        using var store = ZipZarrStore.Open(Directory.Exists(source) ? packed["x.zip"] : source);
        Check(store, facts, group);
    }

    [SharedDataTheory]
    [MemberData(nameof(Groups))]
    public void GroupAgreesOnAWebServer(string facts, string group)
    {
        using ZarrStore copy = MemoryCopies.Of(Source(facts));
        using TestHttpServer server = new(copy.AllKeys().ToDictionary(key => key, key => copy.Read(key, limit: Array.MaxLength)!, StringComparer.Ordinal));
        using HttpZarrStore store = new(server.Address);
        Check(store, facts, group);
    }

    private static void Check(ZarrStore store, string facts, string group)
    {
        var expected = Entries(Facts(Path.Combine(SharedData.Root!, "expected", facts)))
            .Single(entry => entry.GetProperty("path").GetString() == group);
        SparseFacts.Check(ZarrArray.Open(store, group), expected, $"{facts}::{group}");
        SparseFacts.Check(ZarrGroup.Open(store).OpenArray(group), expected, $"{facts}::{group} by its parent");
    }

    private static string Source(string facts) => Path.Combine(
        SharedData.Root!, Facts(Path.Combine(SharedData.Root!, "expected", facts)).GetProperty("file").GetString()!);

    private static JsonElement Facts(string file)
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(file));
        return facts.RootElement.Clone();
    }

    private static JsonElement[] Entries(JsonElement facts) =>
        facts.TryGetProperty("sparse", out var entries) ? [.. entries.EnumerateArray()] : [];

    /// <summary>Unpacks a zip file in which names come several times; the last entry of a name counts.</summary>
    private static void Unpack(string zip, string folder)
    {
        using var archive = ZipFile.OpenRead(zip);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            var file = Path.Combine(folder, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            entry.ExtractToFile(file, overwrite: true);
        }
    }
}
