namespace DelayedArrays.Tests;

/// <summary>What <c>info</c> and <c>verify</c> say of Zarr stores that are damaged.</summary>
public sealed class ZarrDamageTests : IDisposable
{
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Info_lists_what_is_damaged_and_all_the_rest()
    {
        Store();
        File.WriteAllText(_darray.Path("z.zarr/b/.zarray"), "{");
        File.WriteAllText(_darray.Path("z.zarr/g/.zgroup"), "{\"zarr_format\":7}");
        File.Delete(_darray.Path("z.zarr/s/indices/.zarray"));
        var (code, output, error) = _darray.Run("info", "@/z.zarr");
        Assert.True(code == 0, error);
        Assert.Contains("  a  20 x 10 int32", output, StringComparison.Ordinal);
        Assert.Contains("  b  damaged: ", output, StringComparison.Ordinal);
        Assert.Contains("b/.zarray", output, StringComparison.Ordinal);
        Assert.Contains("  g  damaged: ", output, StringComparison.Ordinal);
        Assert.Contains("  s  sparse group, damaged: ", output, StringComparison.Ordinal);
        Assert.Contains("  z  20 x 10 int32", output, StringComparison.Ordinal);
        var members = _darray.Json("info", "@/z.zarr").GetProperty("members").EnumerateArray().ToArray();
        Assert.Equal("a b g s z", string.Join(" ", members.Select(member => member.GetProperty("path").GetString())));
        Assert.Equal([false, true, true, true, false], members.Select(member => member.TryGetProperty("damage", out _)));
    }

    [Theory]
    [InlineData("b/.zarray", "b")]
    [InlineData("g/.zgroup", "g")]
    [InlineData("s/indptr/.zarray", "s")]
    [InlineData("s/.zattrs", "s")]
    [InlineData(".zgroup", "")]
    public void What_is_damaged_fails_where_it_is_asked_for(string document, string member)
    {
        Store();
        File.WriteAllText(_darray.Path("z.zarr/" + document), "{");
        foreach (var command in (string[])["info", "verify"])
        {
            var (code, _, error) = _darray.Run(command, "@/z.zarr::" + member);
            Assert.Equal(1, code);
            Assert.Contains(document, error, StringComparison.Ordinal);
        }
        var whole = _darray.Run("verify", "@/z.zarr");
        Assert.Equal(1, whole.Code);
        Assert.Contains(document, whole.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("all well", whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_says_that_there_are_more_members_than_it_shows()
    {
        using var store = new DirectoryZarrStore(_darray.Path("many.zarr"), new(Writable: true));
        store.Write(new StoreKey(".zgroup"), "{\"zarr_format\":2}"u8);
        for (var i = 0; i < 10_000; i++)
            store.Write(new StoreKey($"g{i % 10}/h{i / 10}/.zgroup"), "{\"zarr_format\":2}"u8);
        for (var i = 0; i < 10; i++)
            store.Write(new StoreKey($"g{i}/.zgroup"), "{\"zarr_format\":2}"u8);
        Assert.Contains("... and more: only the first 10000 members are shown", _darray.Run("info", "@/many.zarr").Output, StringComparison.Ordinal);
        Assert.True(_darray.Json("info", "@/many.zarr").GetProperty("truncated").GetBoolean());
        Assert.DoesNotContain("and more", _darray.Run("info", "@/many.zarr::g1").Output, StringComparison.Ordinal);
        Assert.False(_darray.Json("info", "@/many.zarr::g1").GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData(2, "9,7", null)]
    [InlineData(3, "3,7", "9,14")]
    public void Verify_names_the_first_broken_chunk_whatever_the_threads(int version, string chunks, string? shards)
    {
        string[] convert = ["convert", "@/a.h5::X", "@/v.zarr", "--expr", "concat(0, " + string.Join(", ", Enumerable.Repeat("x", 40)) + ")",
            "--zarr-version", $"{version}", "--chunks", chunks, "--codec", "none"];
        Assert.Equal(0, _darray.Run(shards is null ? convert : [.. convert, "--shards", shards]).Code);
        var random = new Random(version);
        for (var round = 0; round < 6; round++)
        {
            var files = Directory.GetFiles(_darray.Path("v.zarr"), "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".zarray", StringComparison.Ordinal) && !file.EndsWith("zarr.json", StringComparison.Ordinal)).ToArray();
            var broken = Enumerable.Range(0, 5).Select(_ => files[random.Next(files.Length)]).Distinct(StringComparer.Ordinal)
                .ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
            foreach (var (file, bytes) in broken)
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
            var first = broken.Keys.Select(Numbers).Order().First();
            var errors = Enumerable.Range(0, 5).Select(_ => _darray.Run("verify", "@/v.zarr", "--threads", "4").Error).Distinct(StringComparer.Ordinal).ToArray();
            var message = Assert.Single(errors);
            Assert.True(message.Contains(shards is null ? $"({first.Row}, {first.Column})" : $"c/{first.Row}/{first.Column}", StringComparison.Ordinal), message);
            foreach (var (file, bytes) in broken)
                File.WriteAllBytes(file, bytes);
        }
    }

    [Theory]
    [InlineData("indices", 5, 9999)]
    [InlineData("indices", 0, -1)]
    [InlineData("indptr", 3, 7777)]
    public void Verify_checks_how_the_parts_of_a_sparse_group_fit(string part, int at, int value)
    {
        Store();
        Assert.Contains("s: sparse csr 20 x 10", _darray.Run("verify", "@/z.zarr").Output, StringComparison.Ordinal);
        using (var store = ZarrStores.OpenForWriting(_darray.Path("z.zarr")))
        {
            ZarrArrayEditor.Open(store, "s/" + part).Write(
                [at], part == "indptr" ? Delayed.FromMemory([(long)value], 1) : Delayed.FromMemory([value], 1));
        }
        foreach (var location in (string[])["@/z.zarr", "@/z.zarr::s"])
        {
            var (code, output, error) = _darray.Run("verify", location);
            Assert.Equal(1, code);
            Assert.Contains("z.zarr::s", error, StringComparison.Ordinal);
            Assert.Contains($"{value}", error, StringComparison.Ordinal);
            Assert.DoesNotContain("all well", output, StringComparison.Ordinal);
        }
    }

    private static (int Row, int Column) Numbers(string file)
    {
        var numbers = file.Split('/', '.').Reverse().Take(2).Select(int.Parse).ToArray();
        return (numbers[1], numbers[0]);
    }

    /// <summary>A store of three arrays, a group and a sparse group.</summary>
    private void Store()
    {
        foreach (var name in (string[])["a", "b", "g/a", "z"])
            Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/z.zarr::" + name, "--zarr-version", "2").Code);
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/z.zarr::s", "--sparse", "csr").Code);
    }
}
