using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace DelayedArrays.Benchmarks;

/// <summary>Undoing the filters of one chunk of 500 x 500 float32 counts of which one in eight is not zero.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory), CategoriesColumn]
public class DecodingBenchmarks
{
    private const int ElementSize = sizeof(float);
    private readonly byte[] _decoded = new byte[500 * 500 * ElementSize];
    private readonly ShuffleCodec _shuffle = new ShuffleCodec(ElementSize);
    private readonly DeflateCodec _deflate = new DeflateCodec(4);
    private CodecPipeline _pipeline = CodecPipeline.Empty;
    private byte[] _shuffled = [];
    private byte[] _stored = [];

    [GlobalSetup]
    public void Encode()
    {
        var random = new Random(1);
        var values = new float[_decoded.Length / ElementSize];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(8) == 0 ? 1 + random.Next(5) : 0;
        var bytes = MemoryMarshal.AsBytes<float>(values);
        _pipeline = new CodecPipeline([_shuffle, _deflate]);
        _shuffled = Encoded(_shuffle, bytes);
        _stored = Encoded(_deflate, _shuffled);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("unshuffle")]
    public byte[] UnshuffleByHand()
    {
        var count = _decoded.Length / ElementSize;
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < ElementSize; k++)
                _decoded[(i * ElementSize) + k] = _shuffled[(k * count) + i];
        }
        return _decoded;
    }

    [Benchmark, BenchmarkCategory("unshuffle")]
    public int Unshuffle() => _shuffle.Decode(_shuffled, _decoded);

    [Benchmark(Baseline = true), BenchmarkCategory("deflate")]
    public byte[] InflateByFramework()
    {
        using var stream = new ZLibStream(new MemoryStream(_stored), CompressionMode.Decompress);
        stream.ReadExactly(_decoded);
        return _decoded;
    }

    [Benchmark, BenchmarkCategory("deflate")]
    public int InflateByLibDeflate() => LibDeflateEngine.Instance.Decode("deflate", DeflateFraming.Zlib, _stored, _decoded);

    [Benchmark, BenchmarkCategory("deflate")]
    public int Inflate() => _deflate.Decode(_stored, _decoded);

    [Benchmark, BenchmarkCategory("both")]
    public byte[] Pipeline()
    {
        _pipeline.Decode(_stored, _decoded);
        return _decoded;
    }

    private static byte[] Encoded(IByteCodec codec, ReadOnlySpan<byte> bytes)
    {
        var writer = new ArrayBufferWriter<byte>();
        codec.Encode(bytes, writer);
        return writer.WrittenSpan.ToArray();
    }
}
