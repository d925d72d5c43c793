namespace DelayedArrays.ZarrTests;

/// <summary>Sparse groups that claim more lines than there is memory for, without a chunk that is stored.</summary>
public class AbsurdOffsetsTests
{
    [Fact]
    public void BeyondAnyArrayTheyTakeNoMemory() => Check(1L << 40, "more than one array holds");

    [LittleMemoryFact]
    public void BeyondMemoryTheyTakeNone() => Check(LittleMemoryFactAttribute.Offsets, "more than the available memory");

    [Fact]
    public void OffsetsBeyond64BitsAreErrors()
    {
        using var store = Group(3, "<u8");
        var offsets = new byte[8 * 1000];
        offsets[15] = 0xFF;
        store.Write(new StoreKey("indptr/0"), offsets);
        Assert.Contains("beyond 2^63", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store)).Message, StringComparison.Ordinal);
    }

    private static void Check(long count, string problem)
    {
        using var store = Group(count, "<i8");
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains(problem, Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    private static MemoryZarrStore Group(long offsets, string type) => MemoryCopies.Of(
        (".zgroup", """{"zarr_format":2}"""),
        (".zattrs", $$"""{"encoding-type":"csr_matrix","encoding-version":"0.1.0","shape":[{{offsets - 1}},4]}"""),
        ("data/.zarray", Array(0, "<f4")),
        ("indices/.zarray", Array(0, "<i4")),
        ("indptr/.zarray", Array(offsets, type)));

    private static string Array(long length, string type) => $$"""
        {"zarr_format":2,"shape":[{{length}}],"chunks":[1000],"dtype":"{{type}}","compressor":null,"fill_value":0,"order":"C","filters":null}
        """;
}
