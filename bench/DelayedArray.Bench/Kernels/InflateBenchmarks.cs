using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>Decoding one zlib stream of a million bytes: by libdeflate, and by the decoder used instead for some streams.</summary>
public class InflateBenchmarks
{
    private const int Length = 1_000_000;
    private readonly byte[] _decoded = new byte[Length];
    private byte[] _stored = [];

    /// <summary>What is encoded.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    public static IEnumerable<string> Kinds => SampleBytes.Kinds;

    [GlobalSetup]
    public void Encode()
    {
        var writer = new ArrayBufferWriter<byte>();
        new DeflateCodec(4).Encode(SampleBytes.Of(Kind, Length), writer);
        _stored = writer.WrittenSpan.ToArray();
        Console.WriteLine($"// {Kind}: {_stored.Length / (double)Length:0.000} of its length");
    }

    [Benchmark(Baseline = true)]
    public int ByLibrary() => LibDeflateEngine.Instance.Decode("deflate", DeflateFraming.Zlib, _stored, _decoded);

    /// <summary>Whether or not it is the faster one.</summary>
    [Benchmark]
    public int Managed() => ManagedInflateEngine.Instance.Decode("deflate", DeflateFraming.Zlib, _stored, _decoded);
}
