using System.Runtime.InteropServices;

namespace DelayedArrays.ZarrTests;

/// <summary>Arrays without chunks hold their fill values.</summary>
public class FillValueTests
{
    [Theory]
    [InlineData("<f4", "\"NaN\"", "float32", 0x7FC00000ul)]
    [InlineData(">f4", "\"Infinity\"", "float32", 0x7F800000ul)]
    [InlineData("<f8", "\"-Infinity\"", "float64", 0xFFF0000000000000ul)]
    [InlineData("<f4", "\"0x7fc00001\"", "float32", 0x7FC00001ul)]
    [InlineData("<f2", "\"0xfe01\"", "float16", 0xFE01ul)]
    [InlineData("<f4", "null", "float32", 0ul)]
    [InlineData("<f4", "1.5", "float32", 0x3FC00000ul)]
    [InlineData("<f4", "NaN", "float32", 0x7FC00000ul)]
    [InlineData("<f8", "-Infinity", "float64", 0xFFF0000000000000ul)]
    [InlineData("<i4", "-1", "int32", 0xFFFFFFFFul)]
    [InlineData("<i4", "7.0", "int32", 7ul)]
    [InlineData("|u1", "255", "uint8", 255ul)]
    [InlineData("<u8", "18446744073709551615", "uint64", ulong.MaxValue)]
    [InlineData(">i8", "-9223372036854775808", "int64", 0x8000000000000000ul)]
    [InlineData("|b1", "true", "bool", 1ul)]
    [InlineData("|b1", "1", "bool", 1ul)]
    [InlineData("<M8[ns]", "\"NaT\"", "int64", 0x8000000000000000ul)]
    [InlineData("<f4", "\"AADAPw==\"", "float32", 0x3FC00000ul)]
    public void OfNumbers(string dtype, string fill, string type, ulong bits)
    {
        var text = $$"""
            {"zarr_format":2,"shape":[2,3],"chunks":[2,2],"dtype":"{{dtype}}","compressor":null,"fill_value":{{fill}},"order":"F","filters":null}
            """;
        using var store = MemoryCopies.Of((".zarray", text));
        var array = ZarrArray.Open(store);
        Assert.Equal(type, array.ElementType.Name());
        Assert.Equal(Enumerable.Repeat(bits, 6), array.ElementType.Dispatch(new Bits(array)));
    }

    [Theory]
    [InlineData("|u1", "256")]
    [InlineData("|u1", "-1")]
    [InlineData("<i8", "9223372036854775808")]
    [InlineData("<i4", "1.5")]
    [InlineData("<i4", "\"NaN\"")]
    [InlineData("<i4", "NaN")]
    [InlineData("|b1", "\"yes\"")]
    public void ThatDoNotFitAreRefused(string dtype, string fill)
    {
        var text = $$"""
            {"zarr_format":2,"shape":[2],"chunks":[2],"dtype":"{{dtype}}","compressor":null,"fill_value":{{fill}},"order":"C","filters":null}
            """;
        using var store = MemoryCopies.Of((".zarray", text));
        Assert.Contains("fill_value", Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(store)).Message, StringComparison.Ordinal);
    }

    private sealed class Bits(DelayedArray array) : IElementVisitor<ulong[]>
    {
        public ulong[] Visit<T>() where T : unmanaged => [.. array.As<T>().ToArray().Select(Of)];

        private static ulong Of<T>(T value) where T : unmanaged
        {
            Span<byte> bytes = stackalloc byte[8];
            MemoryMarshal.Write(bytes, value);
            return BitConverter.ToUInt64(bytes);
        }
    }
}
