using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>zarrita reads filters of Zarr 3 that this library has written, with the same result.</summary>
public sealed class ZarritaFilterTests
{
    private const string Script =
        ZarritaReadsTests.StoreOfFolder +
        """

        const root = await zarr.open.v3(zarr.root(store), { kind: "group" });
        for (const name of fs.readdirSync(folder).filter(name => name !== "zarr.json").sort()) {
            const { data } = await zarr.get(await zarr.open.v3(root.resolve(name), { kind: "array" }));
            console.log(name, Array.from(data, Number).join(" "));
        }
        """;

    private static readonly (ElementType Type, string Codecs)[] s_cases =
    [
        (ElementType.Float32, """[{"name":"bitround","configuration":{"keepbits":3}}]"""),
        (ElementType.Int16, """[{"name":"scale_offset","configuration":{"offset":-10,"scale":2}}]"""),
        (ElementType.Float64, """[{"name":"scale_offset","configuration":{"offset":1.5,"scale":0.25}}]"""),
        (ElementType.Float64, """[{"name":"cast_value","configuration":{"data_type":"int16"}}]"""),
        (ElementType.Int64, """[{"name":"cast_value","configuration":{"data_type":"uint8"}}]"""),
        (ElementType.Float32, """[{"name":"scale_offset","configuration":{"scale":0.5}},{"name":"cast_value","configuration":{"data_type":"int8","rounding":"towards-zero"}}]"""),
        (ElementType.Float64, """[{"name":"scale_offset","configuration":{"offset":3,"scale":1.75}},{"name":"cast_value","configuration":{"data_type":"uint8","out_of_range":"clamp","rounding":"nearest-away"}}]"""),
        (ElementType.Int32, """[{"name":"cast_value","configuration":{"data_type":"int8","scalar_map":{"encode":[[37,-1]],"decode":[[-1,1000]]}}}]"""),
    ];

    [ZarritaFact]
    public void ZarritaReadsTheSame()
    {
        using TemporaryFolder folder = new();
        List<string> expected = [];
        for (var i = 0; i < s_cases.Length; i++)
        {
            (var type, var codecs) = s_cases[i];
            ZarrCodecSpec[] specs = [.. JsonDocument.Parse(codecs).RootElement.EnumerateArray()
                .Select(codec => new ZarrCodecSpec(codec.GetProperty("name").GetString()!, codec.GetProperty("configuration")))];
            // Odd numbers of the samples need one more bit or a fraction, so that rounding is seen.
            WriteSamples.Array(type, 40).WriteZarr(folder["f.zarr"], $"{i}", new() { Version = 3, Chunks = [16], Codecs = [.. specs], FillValue = 5 });
            var read = ZarrArray.Open(folder["f.zarr"], $"{i}").Cast<double>().ToArray();
            expected.Add(FormattableString.Invariant($"{i} {string.Join(' ', read.Cast<double>())}"));
        }
        Assert.Equal(string.Join('\n', expected), Zarrita.Run(Script, folder["f.zarr"]));
        Assert.Contains(" 1000", expected[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(" 37", expected[0], StringComparison.Ordinal);
    }
}
