using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DelayedArrays;

/// <summary>
/// The count of values, and the sums of their distances and squared distances from a shift. The shift is one of the values, or the mean
/// of some. Therefore the terms that cancel in the variance exceed it at most by the factor of the number of values. Partial results are
/// merged about their means, by the formulas of Chan, Golub and LeVeque (1983), who also treat shifted sums.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Moments : IEquatable<Moments>
{
    // Four numbers of one type, so that they fit in a vector. Counts are exact up to 2^53.
    private double _count;
    private double _shift;
    private double _sum;
    private double _sumOfSquares;

    /// <summary>Creates the moments of values whose mean is known.</summary>
    public Moments(double count, double mean, double squaredDistances)
    {
        (_count, _sumOfSquares) = (count, squaredDistances);
        // Infinity cannot serve as a shift.
        (_shift, _sum) = double.IsFinite(mean) ? (mean, 0.0) : (0.0, mean);
    }

    /// <summary>Creates the moments of values whose distances from a shift are known.</summary>
    public Moments(double count, double shift, double sum, double sumOfSquares) =>
        (_count, _shift, _sum, _sumOfSquares) = (count, shift, sum, sumOfSquares);

    public readonly long Count => (long)_count;

    public readonly double Mean => _shift + (_sum / _count);

    private readonly double SquaredDistances => Math.Max(0, _sumOfSquares - (_sum * _sum / _count));

    public void Add<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        if (values.IsEmpty)
            return;
        var mean = SumKernels.Sum(values) / values.Length;
        Merge(new Moments(values.Length, mean, SumKernels.SumOfSquares(values, mean)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_count == 0)
            _shift = double.IsFinite(value) ? value : 0;
        if (Fma.IsSupported && Vector256.IsHardwareAccelerated)
            AddToAll(value);
        else
            AddToEach(value);
    }

    /// <summary>Adds a number of zeros at once.</summary>
    public void AddZeros(long count)
    {
        if (_count == 0)
            _shift = 0;
        _count += count;
        _sum -= count * _shift;
        _sumOfSquares += count * _shift * _shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(Moments other)
    {
        if (other._count == 0)
            return;
        if (_count == 0)
        {
            this = other;
            return;
        }
        var (mean, squares) = (Mean, SquaredDistances);
        var count = _count + other._count;
        var distance = other.Mean - mean;
        this = new Moments(count, MeanWith(other, count),
            squares + other.SquaredDistances + (distance * distance * _count / count * other._count));
    }

    /// <summary>The sum of squared distances over count - ddof; NaN if that is not positive.</summary>
    public readonly double Variance(int ddof) => _count > ddof ? SquaredDistances / (_count - ddof) : double.NaN;

    /// <summary>Adds a value to the four numbers one by one.</summary>
    private void AddToEach(double value)
    {
        var distance = value - _shift;
        _count++;
        _sum += distance;
        _sumOfSquares = Math.FusedMultiplyAdd(distance, distance, _sumOfSquares);
    }

    /// <summary>Adds a value to the four numbers at once. Each is a sum, and each term a product. The bits are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToAll(double value)
    {
        var state = Vector256.LoadUnsafe(ref _count);
        var distance = Vector256.Create(value - _shift);
        var left = Vector256.ConditionalSelect(Vector256.Create(0L, 0, -1, -1).AsDouble(), distance, Vector256.Create(1.0, 0, 0, 0));
        var right = Vector256.ConditionalSelect(Vector256.Create(0L, 0, 0, -1).AsDouble(), distance, Vector256.Create(1.0));
        Vector256.FusedMultiplyAdd(left, right, state).StoreUnsafe(ref _count);
    }

    private readonly double MeanWith(Moments other, double count)
    {
        var (mean, added) = (Mean, other.Mean);
        return double.IsFinite(mean) && double.IsFinite(added) ? mean + ((added - mean) * other._count / count) : mean + added;
    }

    public readonly bool Equals(Moments other) => (_count, _shift, _sum, _sumOfSquares).Equals(
        (other._count, other._shift, other._sum, other._sumOfSquares));

    public override readonly bool Equals(object? obj) => obj is Moments other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(_count, _shift, _sum, _sumOfSquares);
}
