using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>Decoding one LZ4 block of a million bytes: by liblz4, and by the decoder used instead for what shrinks to a quarter, where there is AVX-512 VBMI.</summary>
public unsafe class Lz4Benchmarks
{
    private const int Length = 1_000_000;
    private readonly byte[] _decoded = new byte[Length];
    private byte[] _stored = [];

    /// <summary>What is encoded; the shuffled ones are float32 and int32.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    public static IEnumerable<string> Kinds => SampleBytes.Kinds;

    [GlobalSetup]
    public void Encode()
    {
        var bytes = SampleBytes.Of(Kind, Length);
        var room = new byte[Lz4Blocks.Bound(Length)];
        _stored = room[..Lz4Blocks.Encode("lz4", bytes, room)];
        Console.WriteLine($"// {Kind}: {_stored.Length / (double)Length:0.000} of its length");
    }

    [Benchmark(Baseline = true)]
    public int ByLibrary()
    {
        fixed (byte* from = _stored)
        fixed (byte* to = _decoded)
            return LibLz4.Decompress(from, to, _stored.Length, Length);
    }

    /// <summary>Whether or not it is the faster one.</summary>
    [Benchmark]
    public int Managed()
    {
        fixed (byte* from = _stored)
        fixed (byte* to = _decoded)
            return Lz4Decoder.Decode(from, _stored.Length, to, Length);
    }
}
