using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DelayedArrays.ZarrTests;

/// <summary>Codecs against numcodecs, both ways, on random data.</summary>
public class NumcodecsTests
{
    // fletcher32, crc32c, adler32 with a location and later ones are not in every numcodecs.
    private const string Codecs = """
        import json, sys, numpy as np, numcodecs
        from numcodecs.registry import get_codec
        configs = [('<i4', c) for c in (
            dict(id='zlib', level=1), dict(id='zlib', level=9), dict(id='gzip', level=5), dict(id='bz2', level=1), dict(id='bz2', level=9),
            dict(id='lz4', acceleration=1), dict(id='zstd', level=1), dict(id='zstd', level=9), dict(id='shuffle', elementsize=4),
            dict(id='shuffle', elementsize=2), dict(id='crc32'), dict(id='adler32'),
            dict(id='delta', dtype='<i4'), dict(id='delta', dtype='<i4', astype='<i8'), dict(id='delta', dtype='>i4', astype='<i4'),
            dict(id='astype', encode_dtype='<i2', decode_dtype='<i4'), dict(id='astype', encode_dtype='>f8', decode_dtype='<i4'),
            dict(id='fixedscaleoffset', offset=-7, scale=2, dtype='<i4', astype='<i4'))]
        configs += [('<i4', dict(id='blosc', cname=n, clevel=l, shuffle=s, blocksize=0))
            for n in ('blosclz', 'lz4', 'lz4hc', 'zlib', 'zstd') for l in (0, 5) for s in (-1, 0, 1, 2)]
        configs += [('<f4', dict(id='fixedscaleoffset', offset=1000, scale=10, dtype='<f4', astype='<i2')),
            ('<f8', dict(id='fixedscaleoffset', offset=0.5, scale=100, dtype='<f8', astype='<i4')),
            ('>f8', dict(id='fixedscaleoffset', offset=0.5, scale=100, dtype='>f8', astype='>f4')),
            ('<f4', dict(id='delta', dtype='<f4')), ('<f8', dict(id='delta', dtype='<f8', astype='<f4')),
            ('<f4', dict(id='astype', encode_dtype='<f2', decode_dtype='<f4')),
            ('<f4', dict(id='quantize', digits=2, dtype='<f4')), ('<f8', dict(id='quantize', digits=1, dtype='<f8', astype='<f4')),
            ('>f8', dict(id='quantize', digits=0, dtype='>f8', astype='<f2')), ('<f4', dict(id='quantize', digits=-1, dtype='float32')),
            ('<f2', dict(id='quantize', digits=1, dtype='<f2', astype='<f8')),
            ('<f4', dict(id='bitround', keepbits=5)), ('<f8', dict(id='bitround', keepbits=52)), ('<f2', dict(id='bitround', keepbits=0)),
            ('|b1', dict(id='astype', encode_dtype='|u1', decode_dtype='|b1')), ('|b1', dict(id='astype', encode_dtype='<f4', decode_dtype='|b1')),
            ('<i4', dict(id='astype', encode_dtype='|b1', decode_dtype='<i4')),
            ('|u1', dict(id='delta', dtype='|u1')), ('<u8', dict(id='delta', dtype='<u8')), ('|b1', dict(id='packbits'))]
        def data(dtype, n, r):
            if dtype == '|b1': return r.randint(0, 2, n).astype('?')
            if dtype[1] == 'f': return (np.round(r.uniform(-50, 50, n), 1)).astype(dtype)
            return r.poisson(20, n).astype(dtype)

        """;

    private const string Write = Codecs + """
        r = np.random.RandomState(7)
        for dtype, config in configs:
            codec = get_codec(dict(config))
            for n in (1, 2, 7, 8, 100, 3001):
                a = data(dtype, n, r)
                e = bytes(numcodecs.compat.ensure_bytes(codec.encode(a)))
                d = bytes(numcodecs.compat.ensure_bytes(codec.decode(e)))
                print(json.dumps(config), dtype, e.hex(), d.hex(), a.tobytes().hex(), sep='\t')
        """;

    private const string Read = Codecs + """
        for line in open(sys.argv[1]):
            config, encoded = line.rstrip('\n').split('\t')
            print(bytes(numcodecs.compat.ensure_bytes(get_codec(json.loads(config)).decode(bytes.fromhex(encoded)))).hex())
        """;

    [PythonFact("zarr")]
    public void EncodedByNumcodecsIsRead()
    {
        var lines = Python.Run(Write).Split('\n');
        Assert.True(lines.Length > 300);
        foreach (var line in lines.Select(line => line.Split('\t')))
        {
            var expected = Convert.FromHexString(line[3]);
            var found = new byte[expected.Length];
            new CodecPipeline([Create(line[0], line[1])]).Decode(Convert.FromHexString(line[2]), found);
            Assert.True(expected.AsSpan().SequenceEqual(found), $"{line[0]} of {expected.Length} bytes");
        }
    }

    [PythonFact("zarr")]
    public void EncodedHereIsReadByNumcodecs()
    {
        using TemporaryFolder folder = new();
        StringBuilder input = new();
        List<(string Config, byte[] Decoded)> cases = [];
        foreach (var line in Python.Run(Write).Split('\n').Select(line => line.Split('\t')))
        {
            // What numcodecs decodes is what its codec keeps of the data: encoding that again loses nothing.
            var codec = Create(line[0], line[1]);
            var decoded = Convert.FromHexString(line[3]);
            ArrayBufferWriter<byte> encoded = new();
            codec.Encode(decoded, encoded);
            Assert.True(encoded.WrittenCount <= codec.MaximumEncodedLength(decoded.Length), line[0]);
            input.Append(line[0]).Append('\t').Append(Convert.ToHexString(encoded.WrittenSpan)).Append('\n');
            cases.Add((line[0], decoded));
        }
        File.WriteAllText(folder["input"], input.ToString());
        var found = Python.Run(Read, folder["input"]).Split('\n');
        Assert.Equal(cases.Count, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.True(cases[i].Decoded.AsSpan().SequenceEqual(Convert.FromHexString(found[i])), cases[i].Config);
    }

    [PythonFact("zarr")]
    public void WhatIsLostOnWritingIsWhatNumcodecsLoses()
    {
        var lines = Python.Run(Write).Split('\n').Select(line => line.Split('\t'))
            .Where(line => line[0].Contains("\"quantize\"", StringComparison.Ordinal) || line[0].Contains("\"bitround\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(8 * 6, lines.Count);
        foreach (var line in lines)
        {
            ArrayBufferWriter<byte> encoded = new();
            Create(line[0], line[1]).Encode(Convert.FromHexString(line[4]), encoded);
            Assert.True(line[2] == Convert.ToHexStringLower(encoded.WrittenSpan), $"{line[0]} of {line[4]}: {Convert.ToHexStringLower(encoded.WrittenSpan)}");
        }
    }

    /// <summary>Makes a codec of Zarr 2.</summary>
    internal static IByteCodec Create(string config, string dtype)
    {
        ZarrLocation location = new("test", "codec");
        JsonPart part = new(JsonSerializer.Deserialize<JsonElement>(config), location, "codec");
        var type = ZarrDataType.FromV2(new JsonPart(JsonSerializer.SerializeToElement(dtype), location, "dtype"));
        var elements = CodecElements.Of(type);
        var spec = ZarrCodecSpec.FromV2(part);
        return spec.Create(ZarrCodecTable.Find(spec, 2, location), location, ref elements);
    }
}
