using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace DelayedArrays.Benchmarks;

/// <summary>
/// Row sums of <c>log1p(x / f * 1e4)</c>, f one factor per row, on one thread: array by array with temporaries as large as the
/// array, strip by strip, and as one loop written by hand.
/// </summary>
public class StripBenchmarks
{
    private const int Columns = 2000;
    private static readonly ExecutionOptions OneThread = new() { Workers = 1, LookAhead = 0 };
    private float[] _values = [];
    private float[] _factors = [];

    [Params(100, 10_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _values = new float[Rows * Columns];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = i % 100;
        _factors = new float[Rows];
        for (var row = 0; row < Rows; row++)
            _factors[row] = 1 + (row % 7);
    }

    [Benchmark(Baseline = true)]
    public double[] ArrayByArray()
    {
        var quotient = new float[_values.Length];
        for (var row = 0; row < Rows; row++)
            TensorPrimitives.Divide(_values.AsSpan(row * Columns, Columns), _factors[row], quotient.AsSpan(row * Columns, Columns));
        var scaled = new float[_values.Length];
        TensorPrimitives.Multiply(quotient, 1e4f, scaled);
        var shifted = new float[_values.Length];
        TensorPrimitives.Add(scaled, 1f, shifted);
        var logarithm = new float[_values.Length];
        TensorPrimitives.Log(shifted, logarithm);
        var sums = new double[Rows];
        for (var row = 0; row < Rows; row++)
            sums[row] = TensorPrimitives.Sum(logarithm.AsSpan(row * Columns, Columns));
        return sums;
    }

    [Benchmark]
    public double[] OneLoop()
    {
        var sums = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var sum = 0.0;
            foreach (var value in _values.AsSpan(row * Columns, Columns))
                sum += MathF.Log(1 + (value / _factors[row] * 1e4f));
            sums[row] = sum;
        }
        return sums;
    }

    [Benchmark]
    public Tensor<double> Strips() =>
        (Delayed.FromMemory(_values, Rows, Columns) / _factors.AsColumn() * 1e4f).Log1P().Sum(axis: 1, options: OneThread);
}
