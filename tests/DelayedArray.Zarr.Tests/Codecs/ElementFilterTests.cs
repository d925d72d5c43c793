using System.Text;

namespace DelayedArrays.ZarrTests;

/// <summary>Codecs of Zarr 3 that store numbers as other numbers: the stored bytes, and the numbers read back.</summary>
public sealed class ElementFilterTests : IDisposable
{
    private readonly MemoryZarrStore _store = new();

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    [Theory]
    // The samples of the registry.
    [InlineData("uint8", """{"name":"bitround","configuration":{"keepbits":3}}""", "00010a0c6080c0c0e0e0", "0 1 10 12 96 128 192 192 224 224")]
    [InlineData("float32", """{"name":"bitround","configuration":{"keepbits":3}}""", "0000d03d0000a03f00004041", "0.1015625 1.25 12")]
    [InlineData("int16", """{"name":"numcodecs.bitround","configuration":{"keepbits":4}}""", "f0ff1000", "-16 16")]
    [InlineData("float64", """{"name":"numcodecs.quantize","configuration":{"digits":1,"dtype":"float64","astype":"float32"}}""", "0000803e000020c1", "0.25 -10")]
    [InlineData("float32", """{"name":"numcodecs.astype","configuration":{"encode_dtype":"int16","decode_dtype":"float32"}}""", "0100ffff", "1 -1")]
    [InlineData("float32", """{"name":"numcodecs.fixedscaleoffset","configuration":{"offset":10,"scale":2,"dtype":"float32","astype":"uint8"}}""", "0005ff", "10 12.5 137.5")]
    [InlineData("uint16", """{"name":"scale_offset","configuration":{"offset":1000}},{"name":"cast_value","configuration":{"data_type":"uint8"}}""", "0001ff", "1000 1001 1255")]
    [InlineData("float32", """{"name":"scale_offset","configuration":{"offset":5,"scale":0.1}}""", "0000803f0000003f", "15 10")]
    [InlineData("int32", "\"scale_offset\"", "0a000000f6ffffff", "10 -10")]
    [InlineData("int8", """{"name":"scale_offset","configuration":{"offset":-3,"scale":3}}""", "fd00fc06", null)]
    [InlineData("int8", """{"name":"scale_offset","configuration":{"offset":-3,"scale":3}}""", "fd0006", "-4 -3 -1")]
    [InlineData("int8", """{"name":"scale_offset","configuration":{"offset":100}}""", "1c", null)]
    [InlineData("uint8", """{"name":"scale_offset","configuration":{"offset":"0x01","scale":2}}""", "04", "3")]
    [InlineData("float64", """{"name":"cast_value","configuration":{"data_type":"uint8","scalar_map":{"encode":[["NaN",0]],"decode":[[0,"NaN"]]}}}""", "00ff", "NaN 255")]
    [InlineData("float16", """{"name":"cast_value","configuration":{"data_type":"float32"}}""", "0000803f00f07f47", null)]
    [InlineData("float16", """{"name":"cast_value","configuration":{"data_type":"float32","out_of_range":"clamp"}}""", "0000803f00f07f470000c07f", "1 Infinity NaN")]
    [InlineData("int8", """{"name":"cast_value","configuration":{"data_type":"int16","out_of_range":"wrap"}}""", "80007fffff7f", "-128 127 -1")]
    [InlineData("int8", """{"name":"cast_value","configuration":{"data_type":"int16","out_of_range":"clamp"}}""", "80007fffff7f", "127 -128 127")]
    [InlineData("int8", """{"name":"cast_value","configuration":{"data_type":"int16"}}""", "8000", null)]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"float32","rounding":"towards-negative"}}""", "0000a0bf0000004f", null)]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"float32","rounding":"towards-negative","out_of_range":"wrap"}}""", "0000a0bf", null)]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"float32","rounding":"towards-negative","out_of_range":"clamp"}}""", "0000a0bf0000004f", "-2 2147483647")]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[2,[0],-1]}}""", "0100000002000000", null)]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[1,[0],-1]}}""", "0100000002000000", "1 2")]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[3]}}""", "0100000002000000", null)]
    public void StoredNumbersReadAsTheCodecSays(string type, string codecs, string stored, string? expected)
    {
        var bytes = Convert.FromHexString(stored);
        var length = expected?.Split(' ').Length ?? 2;
        Write(type, codecs, length, bytes);
        if (expected is null)
        {
            var error = Assert.ThrowsAny<ArrayFormatException>(() => Read(length));
            Assert.StartsWith("memory::x", error.Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(expected, Read(length));
    }

    [Theory]
    [InlineData("int32", """{"name":"scale_offset","configuration":{"scale":0}}""", "not 0")]
    [InlineData("int32", """{"name":"scale_offset","configuration":{"scale":1.5}}""", "fits int32")]
    [InlineData("int32", """{"name":"scale_offset","configuration":{"shift":1}}""", "unsupported parameter 'shift'; supported are offset, scale")]
    [InlineData("bool", "\"scale_offset\"", "not numbers")]
    [InlineData("int32", "\"cast_value\"", "cast_value is missing")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"string"}}""", "integers or floats")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"int2"}}""", "integers or floats")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"int8","rounding":"up"}}""", "one of nearest-even")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"int8","out_of_range":"ignore"}}""", "one of clamp, wrap")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"float32","out_of_range":"wrap"}}""", "do not wrap")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"int8","scalar_map":{"decode":[[1]]}}}""", "two numbers")]
    [InlineData("int32", """{"name":"cast_value","configuration":{"data_type":"int8","scalar_map":{"decode":[[1000,1]]}}}""", "fits int8")]
    [InlineData("int32", """{"name":"numcodecs.quantize","configuration":{"digits":1,"dtype":"int32"}}""", "type of floats")]
    [InlineData("int32", """{"name":"bitround","configuration":{"keepbits":33}}""", "from 0 to 32")]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[[1]]}}""", "expected 0")]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[-1,-1]}}""", "at most once")]
    [InlineData("int32", """{"name":"reshape","configuration":{"shape":[-1]}},{"name":"transpose","configuration":{"order":[0]}}""", "before filters")]
    public void ParametersThatMakeNoSenseAreSaid(string type, string codecs, string problem)
    {
        Write(type, codecs, 2, []);
        var error = Assert.Throws<ArrayFormatException>(() => ZarrArray.Open(_store, "x"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("memory::x", error.Message, StringComparison.Ordinal);
    }

    private void Write(string type, string codecs, int length, byte[] chunk)
    {
        var fill = type == "bool" ? "false" : "0";
        _store.WriteText("x/zarr.json", $$$"""
            {"zarr_format":3,"node_type":"array","shape":[{{{length}}}],"data_type":"{{{type}}}",
             "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[{{{length}}}]}},
             "chunk_key_encoding":{"name":"default"},"fill_value":{{{fill}}},
             "codecs":[{{{codecs}}},{"name":"bytes","configuration":{"endian":"little"}}]}
            """);
        _store.Write(new StoreKey("x/c/0"), chunk);
    }

    private string Read(int length)
    {
        var array = ZarrArray.Open(_store, "x").Cast<double>();
        Assert.Equal(length, array.Shape[0]);
        StringBuilder text = new();
        foreach (var value in array.ToArray())
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value} ");
        return text.ToString().TrimEnd();
    }
}
