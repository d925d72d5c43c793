using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Documents cover many lines, but messages about them do not.</summary>
public class OneLineTests
{
    [Fact]
    public void ATypeOfRecordsIsNamedOnOneLine()
    {
        using MemoryZarrStore store = new();
        store.Write(new StoreKey(".zarray"), Encoding.UTF8.GetBytes("""
            {
                "zarr_format": 2, "shape": [3], "chunks": [3], "compressor": null, "filters": null, "fill_value": null, "order": "C",
                "dtype": [
                    [ "a", "<f4" ],
                    [ "b", "|S7" ]
                ]
            }
            """));
        Assert.Equal("""[["a","<f4"],["b","|S7"]]""", new StoreMetadata(store).TryReadArray(StoreKey.Root, default)!.DataType.Name);
    }
}
