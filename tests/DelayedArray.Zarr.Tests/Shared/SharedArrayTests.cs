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
        foreach (var kind in (string[])["zarr2", "zarr3"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Root!, "expected", kind), "*.json").Order(StringComparer.Ordinal))
                names.Add($"{kind}/{Path.GetFileName(file)}");
        }
        return names;
    }

    [SharedDataTheory]
    [MemberData(nameof(Expectations))]
    public void ArraysAgreeWithTheReferenceInMemory(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        var file = expected.RootElement.GetProperty("file").GetString()!;
        using ZarrStore store = MemoryCopies.Of(Path.Combine(SharedData.Root!, file));
        CheckAll(store, expected.RootElement);
    }

    [SharedDataTheory]
    [MemberData(nameof(Expectations))]
    public void ArraysAgreeWithTheReferenceInFoldersAndZipFiles(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        var path = Path.Combine(SharedData.Root!, expected.RootElement.GetProperty("file").GetString()!);
        using ZarrStore store = Directory.Exists(path) ? new DirectoryZarrStore(path) : ZipZarrStore.Open(path);
        CheckAll(store, expected.RootElement);
    }

    [SharedDataTheory]
    [MemberData(nameof(Expectations))]
    public void MetadataAreTheSameAfterWritingThem(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        var file = expected.RootElement.GetProperty("file").GetString()!;
        using var store = MemoryCopies.Of(Path.Combine(SharedData.Root!, file));
        foreach (var entry in expected.RootElement.GetProperty("arrays").EnumerateArray())
        {
            var path = entry.GetProperty("path").GetString()!;
            if (path == "exists")
                continue;
            var info = ZarrArray.ReadInfo(store, path);
            var prefix = path.Length == 0 ? "" : path + "/";
            store.Write(new StoreKey(prefix + (info.Format == 2 ? ".zarray" : "zarr.json")), info.ToJson());
            var again = ZarrArray.ReadInfo(store, path);
            Assert.Equal(info.ToJson(), again.ToJson());
            Assert.Equal(info.Shape, again.Shape);
        }
        CheckAll(store, expected.RootElement);
    }

    private static void CheckAll(ZarrStore store, JsonElement expected)
    {
        var file = expected.GetProperty("file").GetString()!;
        var count = 0;
        JsonElement[] entries = [.. expected.GetProperty("arrays").EnumerateArray()];
        foreach (var entry in entries)
        {
            var path = entry.GetProperty("path").GetString()!;
            // The reference tool overlooks that the index is at the start; this array is the same as the other.
            var isTwin = path == "start" && file.EndsWith("sharding_index_location", StringComparison.Ordinal);
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
        if (entry.TryGetProperty("first", out _) || (entry.TryGetProperty("data_type", out var type) && type.ValueKind == JsonValueKind.Object))
        {
            Assert.Throws<UnsupportedElementTypeException>(() => ZarrArray.Open(store, path));
            CheckTexts(store, path, entry, where);
            return;
        }
        Assert.False(entry.TryGetProperty("error", out _), where);
        var array = ZarrArray.Open(store, path);
        ArrayFacts.Check(array, entry, where);
    }

    private static void CheckTexts(ZarrStore store, string path, JsonElement entry, string where)
    {
        var type = ZarrArray.ReadInfo(store, path).DataType;
        if (where.Contains("json2", StringComparison.Ordinal))
        {
            Assert.Contains("'json2'", Assert.Throws<ArrayFormatException>(() => ZarrStrings.Read(store, path)).Message, StringComparison.Ordinal);
            return;
        }
        if (type.Class != ZarrTypeClass.Record)
        {
            CheckTexts(ZarrStrings.Read(store, path), entry, text => text.GetString()!, where);
            return;
        }
        for (var i = 0; i < type.Fields.Length; i++)
        {
            var field = i;
            if (type.Fields[i].Type.Element is not null)
            {
                // The reference tools read no records of numbers; such values are ranked, and none is missing.
                var numbers = ZarrArray.OpenField(store, path, type.Fields[i].Name).Cast<double>().ToArray();
                Assert.Equal(entry.GetProperty("shape")[0].GetInt32(), numbers.Length);
                Assert.All(numbers, number => Assert.True(double.IsFinite(number)));
                Assert.True(numbers[0] >= numbers[^1] && numbers.Distinct().Count() > numbers.Length / 2, where);
                continue;
            }
            var texts = ZarrStrings.ReadField(store, path, type.Fields[i].Name);
            Assert.Equal(entry.GetProperty("shape")[0].GetInt32(), texts.Length);
            Assert.DoesNotContain(texts, string.IsNullOrEmpty);
            if (entry.TryGetProperty("first", out _))
                CheckTexts(texts, entry, record => record[field].GetString()!, where);
        }
    }

    private static void CheckTexts(string[] texts, JsonElement entry, Func<JsonElement, string> text, string where)
    {
        Assert.Equal((where, entry.GetProperty("n").GetInt32()), (where, texts.Length));
        string[] first = [.. entry.GetProperty("first").EnumerateArray().Select(text)];
        Assert.Equal(string.Join("\n", first), string.Join("\n", texts.Take(first.Length)));
        if (texts.Length > 0)
            Assert.Equal(text(entry.GetProperty("last")), texts[^1]);
    }

    private static ArrayFormatException Refusal(ZarrStore store, string path) =>
        Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store, path));
}
