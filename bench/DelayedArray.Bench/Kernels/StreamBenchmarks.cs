using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>The base of benchmarks that decode a million bytes of each kind.</summary>
public abstract class StreamBenchmarks
{
    /// <summary>Bytes decoded.</summary>
    protected const int Length = 1_000_000;

    /// <summary>What is encoded.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    public static IEnumerable<string> Kinds => SampleBytes.Kinds;

    protected byte[] Decoded { get; } = new byte[Length];

    protected byte[] Stored { get; private set; } = [];

    [GlobalSetup]
    public void Encode()
    {
        Stored = Encoded(SampleBytes.Of(Kind, Length));
        Console.WriteLine($"// {Kind}: {Stored.Length / (double)Length:0.000} of its length");
    }

    protected abstract byte[] Encoded(byte[] bytes);
}
