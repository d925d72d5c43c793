using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>Files of many programs against what h5py reads from them.</summary>
public class SharedDataTests
{
    // Deflate, shuffle, fletcher32, szip, n-bit, scale-offset: the filters a library without plugins has.
    private static readonly int[] OwnFilters = [1, 2, 3, 4, 5, 6];

    public static TheoryData<string> Expectations()
    {
        var names = new TheoryData<string>();
        foreach (var kind in (string[])["hdf5", "h5ad", "tenx", "loom"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Root!, "expected", kind), "*.json").Order(StringComparer.Ordinal))
                names.Add($"{kind}/{Path.GetFileName(file)}");
        }
        return names;
    }

    [SharedDataTheory]
    [MemberData(nameof(Expectations))]
    public void File_agrees_with_the_reference(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", name)));
        var path = Path.Combine(SharedData.Root!, expected.RootElement.GetProperty("file").GetString()!);
        if (!path.EndsWith(".mtx.gz", StringComparison.Ordinal))
            Check(expected.RootElement, path);
    }

    private static void Check(JsonElement expected, string path)
    {
        if (expected.TryGetProperty("error", out var _))
        {
            Assert.Throws<ArrayFormatException>(() => Hdf5File.OpenRead(path).Dispose());
            return;
        }
        using var file = Hdf5File.OpenRead(path);
        var members = file.Root.Descendants().ToDictionary(static member => member.Path, StringComparer.Ordinal);
        foreach (var entry in expected.GetProperty("datasets").EnumerateArray())
        {
            var at = entry.GetProperty("path").GetString()!;
            var kind = entry.GetProperty("kind").GetString();
            if (kind is "dataset")
                CheckDataset(file, entry, at);
            if (kind is "soft")
                Assert.Equal(entry.GetProperty("target").GetString(), members[at].TargetPath);
            if (kind is "external")
                Assert.Equal(entry.GetProperty("target").GetString(), $"{members[at].TargetFile}:{members[at].TargetPath}");
        }
    }

    private static void CheckDataset(Hdf5File file, JsonElement entry, string at)
    {
        Hdf5Dataset dataset;
        try
        {
            dataset = file.OpenDataset(at);
        }
        catch (ArrayFormatException) when (entry.TryGetProperty("error", out var _))
        {
            return;
        }
        using (dataset)
        {
            CheckProperties(dataset, entry, at);
            CheckValues(dataset, entry, at);
        }
    }

    private static void CheckProperties(Hdf5Dataset dataset, JsonElement entry, string at)
    {
        Assert.Equal(entry.GetProperty("shape").ValueKind == JsonValueKind.Null, dataset.IsNull);
        if (!dataset.IsNull)
            Assert.Equal(Longs(entry.GetProperty("shape")), dataset.Shape);
        if (!entry.TryGetProperty("layout", out var layout))
            return;
        Assert.Equal(layout.GetString(), dataset.Layout.ToString().ToLowerInvariant());
        Assert.Equal(Longs(entry.GetProperty("chunks")), dataset.ChunkShape);
        var filters = entry.TryGetProperty("filters", out var list) ? list.EnumerateArray().ToArray() : [];
        Assert.Equal(filters.Select(static filter => filter.GetProperty("id").GetInt32()), dataset.Filters.Select(static filter => filter.Id));
        foreach (var (filter, found) in filters.Zip(dataset.Filters))
        {
            // This h5py gives 16 parameters at most.
            var parameters = filter.GetProperty("opts").EnumerateArray().Select(static value => value.GetUInt32()).ToArray();
            Assert.Equal(parameters.Take(16), found.ClientData.Take(16));
        }
        if (!entry.TryGetProperty("dtype", out var stated))
            return;
        var dtype = stated.GetString()!;
        var type = dataset.Type;
        if (type.IsNumeric && !type.NeedsConversion && dtype is not "|b1")
            Assert.Equal((at, dtype), (at, (type.Class == Hdf5TypeClass.BitField ? type.Memory : type.Base ?? type)!.ToString()));
        Assert.Equal(dtype is "|b1", type.IsBoolean);
        Assert.Equal(entry.TryGetProperty("external", out var _), dataset.HasExternalFiles);
    }

    private static void CheckValues(Hdf5Dataset dataset, JsonElement entry, string at)
    {
        if (dataset.Type.Class is Hdf5TypeClass.String && entry.TryGetProperty("first", out var first))
        {
            // The library alone has no lzf.
            if (dataset.Filters.Any(static filter => !OwnFilters.Contains(filter.Id)))
                return;
            var strings = dataset.ReadStrings();
            Assert.Equal(entry.GetProperty("n").GetInt32(), strings.Length);
            if (dataset.Shape.IsEmpty)
                return;
            var texts = first.EnumerateArray().Select(static text => text.GetString()).ToArray();
            Assert.Equal<string?[]>(texts, strings[..texts.Length]);
            return;
        }
        if (dataset.Type.Memory is not { } memory || dataset.IsNull || (Int128)dataset.Length * memory.Size > 60_000_000)
            return;
        var bytes = new byte[dataset.Length * memory.Size];
        try
        {
            dataset.Read(new long[dataset.Shape.Length], dataset.Shape.AsSpan(), [], memory, bytes);
        }
        catch (ArrayFormatException error) when (error.Message.Contains("required filter", StringComparison.Ordinal))
        {
            Assert.Contains(dataset.Filters, static filter => !OwnFilters.Contains(filter.Id));
            return;
        }
        catch (ArrayFormatException) when (entry.TryGetProperty("error", out var _) || entry.TryGetProperty("error_h5py", out var _))
        {
            return;
        }
        if (!entry.TryGetProperty("dtype", out var stated))
            return;
        var size = int.Parse(stated.GetString()![2..], System.Globalization.CultureInfo.InvariantCulture);
        if (entry.TryGetProperty("sha256", out var hash) && size == memory.Size)
            Assert.Equal((at, hash.GetString()), (at, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        else if (entry.TryGetProperty("sha256", out var _))
            Assert.True(dataset.Type.NeedsConversion, $"{at}: {dataset.Type} was read as {memory}");
    }

    private static long[] Longs(JsonElement list) =>
        list.ValueKind == JsonValueKind.Null ? [] : [.. list.EnumerateArray().Select(static value => value.GetInt64())];
}
