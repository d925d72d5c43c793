using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Every array of the shared stores, of many programs, against what the reference tools found.</summary>
public class SharedArrayTests
{
    private static readonly string[] s_refused = ["pcodec", "zfpy", "lzma"];

    /// <summary>The names of the files of expected values.</summary>
    public static TheoryData<string> Expectations()
    {
        TheoryData<string> names = [];
        foreach (string kind in (string[])["zarr2", "zarr3"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(SharedData.Root!, "expected", kind), "*.json").Order(StringComparer.Ordinal))
                names.Add($"{kind}/{Path.GetFileName(file)}");
        }
        return names;
    }

    [SharedDataTheory]
    [MemberData(nameof(Expectations))]
    public void ArraysAgreeWithTheReferenceInMemory(string name)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        string file = expected.RootElement.GetProperty("file").GetString()!;
        using ZarrStore store = MemoryCopies.Of(Path.Combine(SharedData.Root!, file));
        CheckAll(store, expected.RootElement);
    }

    private static void CheckAll(ZarrStore store, JsonElement expected)
    {
        string file = expected.GetProperty("file").GetString()!;
        int count = 0;
        JsonElement[] entries = [.. expected.GetProperty("arrays").EnumerateArray()];
        foreach (JsonElement entry in entries)
        {
            string path = entry.GetProperty("path").GetString()!;
            // The reference tool overlooks that the index is at the start; this array is the same as the other.
            bool isTwin = path == "start" && file.EndsWith("sharding_index_location", StringComparison.Ordinal);
            CheckOne(store, path, isTwin ? entries.Single(other => other.GetProperty("path").GetString() == "end") : entry, $"{file}::{path}");
            count++;
        }
        Assert.Equal(expected.GetProperty("arrays").GetArrayLength(), count);
    }

    private static void CheckOne(ZarrStore store, string path, JsonElement entry, string where)
    {
        if (path == "exists" && where.Contains("storage_transformer", StringComparison.Ordinal))
        {
            Assert.Contains("chunk-manifest-json", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, path)).Message, StringComparison.Ordinal);
            return;
        }
        if (Array.Find(s_refused, codec => entry.GetRawText().Contains(codec, StringComparison.Ordinal)) is { } refused)
        {
            Assert.Contains(refused, Refusal(store, path).Message, StringComparison.Ordinal);
            return;
        }
        if (entry.TryGetProperty("first", out _) || (entry.TryGetProperty("data_type", out JsonElement type) && type.ValueKind == JsonValueKind.Object))
        {
            Assert.Throws<UnsupportedElementTypeException>(() => ZarrArray.Open(store, path));
            return;
        }
        Assert.False(entry.TryGetProperty("error", out _), where);
        DelayedArray array = ZarrArray.Open(store, path);
        ArrayFacts.Check(array, entry, where);
    }

    private static ArrayFormatException Refusal(ZarrStore store, string path) =>
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, path));
}
