using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Arrays opened as seeds.</summary>
public class ZarrSeedTests
{
    private const string Rectilinear = """
        {"zarr_format":3,"node_type":"array","shape":[7,4],"data_type":"int32","fill_value":5,"attributes":{},
        "chunk_grid":{"name":"rectilinear","configuration":{"kind":"inline","chunk_shapes":[[[3,1],[2,2]],3]}},"chunk_key_encoding":{"name":"default"},
        "codecs":[{"name":"bytes","configuration":{"endian":"little"}}]}
        """;

    [Fact]
    public void A_seed_tells_how_its_array_is_cut()
    {
        using var store = new MemoryZarrStore();
        store.Write(new StoreKey("zarr.json"), Encoding.UTF8.GetBytes(Rectilinear));
        var seed = ZarrSeed<int>.Open(store);
        Assert.Equal((6L, false, new Shape(3, 3)), (seed.Grid.Count, seed.Grid.IsRegular, seed.Grid.LargestChunk));
        Assert.Equal(new Box([3, 3], [2, 1]), seed.Grid.BoxOf([1, 1]));
        Assert.Equal(Enumerable.Repeat(5, 28), Delayed.FromSeed(seed).ToArray());
    }

    [Fact]
    public void Chunks_of_an_irregular_grid_are_explained_by_what_they_take_in_storage()
    {
        using var store = new MemoryZarrStore();
        store.Write(new StoreKey("zarr.json"), Encoding.UTF8.GetBytes(Rectilinear));
        store.Write(new StoreKey("c/0/0"), new byte[9 * sizeof(int)]);
        var seed = ZarrSeed<int>.Open(store);
        Assert.Equal([36L, 0L], new long?[] { seed.StoredBytes([0, 0]), seed.StoredBytes([2, 1]) });
        var report = Delayed.FromSeed(seed).Explain();
        Assert.Equal((6L, 36L), (report.Chunks, report.BytesRead));
    }

    [Fact]
    public void An_array_with_elements_of_another_type_is_refused()
    {
        using var store = new MemoryZarrStore();
        store.Write(new StoreKey("zarr.json"), Encoding.UTF8.GetBytes(Rectilinear));
        Assert.Contains("float64", Assert.Throws<UnsupportedElementTypeException>(() => ZarrSeed<double>.Open(store)).Message, StringComparison.Ordinal);
    }
}
