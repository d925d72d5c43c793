using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>What building expressions costs, without evaluating them.</summary>
[MemoryDiagnoser]
public class TreeBenchmarks
{
    private readonly DelayedArray<float> _x = Delayed.Constant(1f, 1_000_000, 30_000);
    private readonly float[] _factors = new float[1_000_000];

    [Benchmark]
    public DelayedArray<float> Normalize() => (_x / _factors.AsColumn() * 1e4f).Log1P();

    [Benchmark]
    public DelayedArray<float> Slice() => _x[10..2000, ^500..];

    [Benchmark]
    public DelayedArray<float> ThousandOperations()
    {
        var x = _x;
        for (var i = 0; i < 1000; i++)
            x += 1f;
        return x;
    }

    [Benchmark]
    public DelayedArray<float> ThousandParts()
    {
        var parts = new DelayedArray<float>[1000];
        Array.Fill(parts, _x);
        return Delayed.Concatenate(0, parts);
    }
}
