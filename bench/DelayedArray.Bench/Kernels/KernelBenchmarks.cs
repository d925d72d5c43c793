using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace DelayedArrays.Benchmarks;

/// <summary>One operation and a sum over 1 Mi values in memory on one thread, against the loop one would write by hand.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory), CategoriesColumn]
public class KernelBenchmarks
{
    private static readonly ExecutionOptions OneThread = new() { Workers = 1, LookAhead = 0 };
    private readonly float[] _values = new float[1 << 20];
    private readonly int[] _integers = new int[1 << 20];

    [GlobalSetup]
    public void Fill()
    {
        for (var i = 0; i < _values.Length; i++)
            _values[i] = _integers[i] = i % 100;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("sum")]
    public double SumByHand()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("sum")]
    public double Sum() => Delayed.FromMemory(_values, _values.Length).Sum(options: OneThread);

    [Benchmark(Baseline = true), BenchmarkCategory("divide")]
    public double DivideByHand()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += value / 3f;
        return sum;
    }

    [Benchmark, BenchmarkCategory("divide")]
    public double Divide() => (Delayed.FromMemory(_values, _values.Length) / 3f).Sum(options: OneThread);

    [Benchmark(Baseline = true), BenchmarkCategory("log1p")]
    public double Log1PByHand()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += MathF.Log(1 + value);
        return sum;
    }

    [Benchmark, BenchmarkCategory("log1p")]
    public double Log1P() => Delayed.FromMemory(_values, _values.Length).Log1P().Sum(options: OneThread);

    [Benchmark(Baseline = true), BenchmarkCategory("cast")]
    public double CastByHand()
    {
        var sum = 0.0;
        foreach (var value in _integers)
            sum += (float)value;
        return sum;
    }

    [Benchmark, BenchmarkCategory("cast")]
    public double Cast() => Delayed.FromMemory(_integers, _integers.Length).Cast<float>().Sum(options: OneThread);
}
