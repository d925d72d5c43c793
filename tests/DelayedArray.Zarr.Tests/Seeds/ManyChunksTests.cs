using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Arrays of very many chunks are explained by asking for few of them.</summary>
public class ManyChunksTests
{
    private const string Regular = """{"zarr_format":2,"shape":[LENGTH],"chunks":[1],"dtype":"<f4","compressor":null,"fill_value":0,"order":"C","filters":null}""";

    private const string Shards = """
        {"zarr_format":3,"node_type":"array","shape":[LENGTH],"data_type":"float32","fill_value":0,"attributes":{},
        "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[1000]}},"chunk_key_encoding":{"name":"default"},
        "codecs":[{"name":"sharding_indexed","configuration":{"chunk_shape":[1],"codecs":[{"name":"bytes","configuration":{"endian":"little"}}],
        "index_codecs":[{"name":"bytes","configuration":{"endian":"little"}}],"index_location":"end"}}]}
        """;

    private const string Rectilinear = """
        {"zarr_format":3,"node_type":"array","shape":[LENGTH],"data_type":"float32","fill_value":0,"attributes":{},
        "chunk_grid":{"name":"rectilinear","configuration":{"kind":"inline","chunk_shapes":[[[FIRST,1],[1,LENGTH]]]}},"chunk_key_encoding":{"name":"default"},
        "codecs":[{"name":"bytes","configuration":{"endian":"little"}}]}
        """;

    [Theory]
    [InlineData(Regular, ".zarray", 1_000_000, ReportFigures.BytesRead)]
    [InlineData(Regular, ".zarray", 1_000_000_000_000_000, ReportFigures.BytesRead)]
    [InlineData(Shards, "zarr.json", 1_000_000_000_000_000, ReportFigures.BytesRead)]
    [InlineData(Rectilinear, "zarr.json", 1_000_000_000, ReportFigures.BytesRead, 1)]
    [InlineData(Rectilinear, "zarr.json", 1_000_000_000, ReportFigures.Chunks | ReportFigures.DistinctChunks | ReportFigures.BytesRead | ReportFigures.BytesDecoded, 2)]
    public void FewChunksAreAskedFor(string metadata, string name, long length, ReportFigures estimates, int first = 1)
    {
        MemoryZarrStore memory = new();
        memory.Write(new StoreKey(name), Encoding.UTF8.GetBytes(metadata.Replace("LENGTH", $"{length}", StringComparison.Ordinal).Replace("FIRST", $"{first}", StringComparison.Ordinal)));
        using CountingZarrStore store = new(memory);
        var x = ZarrArray.Open<float>(store);
        store.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass pass = new();
        pass.Statistics(x, Axes.All);
        var report = Assert.Single(pass.Explain());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.InRange(store.Lengths, 0, 1000);
        Assert.Empty(store.Reads);
        Assert.Equal(0, store.Lists);
        Assert.Equal(estimates, report.Estimates);
        var tolerance = estimates.HasFlag(ReportFigures.Chunks) ? length / 1000 : 0;
        Assert.InRange(report.Chunks, length - tolerance, length + tolerance);
        Assert.InRange(report.BytesDecoded, 4 * (length - tolerance), 4 * (length + tolerance));
    }
}
