using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>Decoding a zlib stream: by libdeflate, and by the decoder used instead for what shrinks to a quarter.</summary>
public class InflateBenchmarks : StreamBenchmarks
{
    [Benchmark(Baseline = true)]
    public int ByLibrary() => LibDeflateEngine.Instance.Decode("deflate", DeflateFraming.Zlib, Stored, Decoded);

    /// <summary>Whether or not it is the faster one.</summary>
    [Benchmark]
    public int Managed() => ManagedInflateEngine.Instance.Decode("deflate", DeflateFraming.Zlib, Stored, Decoded);

    protected override byte[] Encoded(byte[] bytes)
    {
        var writer = new ArrayBufferWriter<byte>();
        new DeflateCodec(4).Encode(bytes, writer);
        return writer.WrittenSpan.ToArray();
    }
}
