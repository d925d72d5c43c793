using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>Reduces a sparse tree over random axes and compares with reductions of its dense twin.</summary>
internal sealed class SparseReductionCheck<T> where T : unmanaged
{
    private readonly SparseTwin<T> _twin;
    private readonly SparseTreeCheck<T> _check;
    private readonly Axes _axes;
    private readonly List<double>[] _groups;

    public SparseReductionCheck(SparseTwin<T> twin, SparseTreeCheck<T> check, Random random)
    {
        (_twin, _check) = (twin, check);
        int[] axes = [.. Enumerable.Range(0, twin.Shape.Length).Where(_ => random.Next(2) == 0)];
        _axes = axes;
        _groups = Groups(twin.Dense.Cast<double>().ToArray(), twin.Shape, axes);
    }

    /// <summary>A sum of many rounded terms may differ by a few units of the sum of their magnitudes.</summary>
    public static double OfSum(List<double> group) => 1e-13 * group.Where(double.IsFinite).Sum(Math.Abs);

    public static double OfMean(List<double> group) => OfSum(group) / Math.Max(group.Count, 1);

    public static double OfSquares(List<double> group) => 1e-12 * group.Where(double.IsFinite).Sum(value => value * value);

    /// <summary>Results that are the same number, however they are found.</summary>
    public void Exact<TResult>(Func<DelayedArray<T>, Axes, ExecutionOptions?, Tensor<TResult>> reduce, string what) where TResult : unmanaged
    {
        if (Expected(reduce, what) is not { } expected)
            return;
        var found = _check.InEveryWay(options => Flat(reduce(_twin.Sparse, _axes, options)), what);
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            if (!EqualityComparer<TResult>.Default.Equals(expected[i], found[i]))
                Assert.Fail($"{what} over {Text()}, result {i}: {found[i]} instead of {expected[i]}\n{_check.Where}");
        }
    }

    /// <summary>Results that depend on the order of adding.</summary>
    public void Near(Func<DelayedArray<T>, Axes, ExecutionOptions?, Tensor<double>> reduce, Func<List<double>, double> slack, string what)
    {
        if (Expected(reduce, what) is not { } expected)
            return;
        var found = _check.InEveryWay(options => Flat(reduce(_twin.Sparse, _axes, options)), what);
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            var isNear = found[i].Equals(expected[i]) || Math.Abs(found[i] - expected[i]) <= slack(_groups[i]);
            // Whether large numbers overflow on the way is a matter of order.
            if (!isNear && !_groups[i].Exists(value => double.IsFinite(value) && Math.Abs(value) > 1e70))
                Assert.Fail($"{what} over {Text()}, result {i}: {found[i]:R} instead of {expected[i]:R}\n{_check.Where}");
        }
    }

    private TResult[]? Expected<TResult>(Func<DelayedArray<T>, Axes, ExecutionOptions?, Tensor<TResult>> reduce, string what)
        where TResult : unmanaged
    {
        try
        {
            return Flat(reduce(_twin.Dense, _axes, null));
        }
        catch (Exception expected) when (expected is InvalidOperationException or OverflowException)
        {
            var found = Record.Exception(() => reduce(_twin.Sparse, _axes, null));
            if (found?.GetType() != expected.GetType())
                Assert.Fail($"{what}: {found} instead of {expected}\n{_check.Where}");
            return null;
        }
    }

    private string Text() => $"({string.Join(", ", _axes)})";

    private static TResult[] Flat<TResult>(Tensor<TResult> tensor)
    {
        var flat = new TResult[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private static List<double>[] Groups(double[] values, long[] shape, int[] axes)
    {
        int[] kept = [.. Enumerable.Range(0, shape.Length).Except(axes)];
        var groups = new List<double>[kept.Aggregate(1L, (product, axis) => product * shape[axis])];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = [];
        var index = new long[shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var rest = (long)i;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
                (rest, index[axis]) = Math.DivRem(rest, shape[axis]);
            groups[kept.Aggregate(0L, (position, axis) => (position * shape[axis]) + index[axis])].Add(values[i]);
        }
        return groups;
    }
}

/// <summary>The reductions there are.</summary>
internal static class SparseReductions
{
    private const int Kinds = 14;

    public static void OfNumbers<T>(SparseReductionCheck<T> check, Random random) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var skip = random.Next(2) == 0;
        switch (random.Next(Kinds))
        {
            case 0: check.Exact((x, axes, options) => x.Min(axes, skip, false, options), "min"); break;
            case 1: check.Exact((x, axes, options) => x.Max(axes, skip, false, options), "max"); break;
            case 2: check.Exact((x, axes, options) => x.ArgMin(axes, skip, false, options), "argmin"); break;
            case 3: check.Exact((x, axes, options) => x.ArgMax(axes, skip, false, options), "argmax"); break;
            case 4: check.Exact((x, axes, options) => x.CountNonZero(axes, false, options), "count"); break;
            case 5: check.Exact((x, axes, options) => x.Cast<bool>().Any(axes, false, options), "any"); break;
            case 6: check.Exact((x, axes, options) => x.Cast<bool>().All(axes, false, options), "all"); break;
            case 7: check.Near((x, axes, options) => x.Mean(axes, skip, false, options), SparseReductionCheck<T>.OfMean, "mean"); break;
            case 8: check.Near((x, axes, options) => x.Variance(axes, 1, skip, false, options), SparseReductionCheck<T>.OfSquares, "variance"); break;
            case 9: check.Near((x, axes, options) => x.Norm(axes, NormOrder.One, skip, false, options), SparseReductionCheck<T>.OfSum, "norm 1"); break;
            case 10: check.Near((x, axes, options) => x.Norm(axes, NormOrder.Two, skip, false, options), SparseReductionCheck<T>.OfSum, "norm 2"); break;
            case 11: check.Near((x, axes, options) => x.Norm(axes, NormOrder.Infinity, skip, false, options), _ => 0, "norm inf"); break;
            case 12: check.Near((x, axes, options) => x.MeanAndVariance(axes, 1, skip, false, options).Mean, SparseReductionCheck<T>.OfMean, "mean of both"); break;
            default: Statistics(check, skip); break;
        }
        if (ElementTypes.Of<T>().IsFloat())
            check.Near((x, axes, options) => x.Cast<double>().Sum(axes, skip, false, options), SparseReductionCheck<T>.OfSum, "sum");
        else
            check.Exact((x, axes, options) => x.Reduce(Reduction.Of<T, Int128, Int128, IntegerSum<T>>(default), axes, options: options), "sum");
        if (random.Next(4) == 0)
            Product(check);
    }

    private static void Product<T>(SparseReductionCheck<T> check) where T : unmanaged
    {
        if (check is SparseReductionCheck<int> integers)
            integers.Exact((x, axes, options) => x.Product(axes, false, options), "product");
        else if (check is SparseReductionCheck<float> floats)
            floats.Near((x, axes, options) => x.Product(axes, false, false, options), OfProduct, "product");
    }

    // Beyond the range of float64 it is a matter of order what comes out.
    private static double OfProduct(List<double> group)
    {
        var finite = group.Where(value => double.IsFinite(value) && value != 0).ToList();
        return finite.Sum(value => Math.Abs(Math.Log2(Math.Abs(value)))) > 900 ? double.PositiveInfinity
            : 1e-12 * finite.Aggregate(1.0, (product, value) => product * Math.Abs(value));
    }

    private static void Statistics<T>(SparseReductionCheck<T> check, bool skip) where T : unmanaged, INumber<T>
    {
        check.Exact((x, axes, options) => x.Statistics(axes, 1, skip, options).Count, "count");
        check.Exact((x, axes, options) => x.Statistics(axes, 1, skip, options).NonZeros, "non-zeros");
        check.Exact((x, axes, options) => x.Statistics(axes, 1, skip, options).Min, "min");
        check.Exact((x, axes, options) => x.Statistics(axes, 1, skip, options).Max, "max");
        check.Near((x, axes, options) => x.Statistics(axes, 1, skip, options).Sum, SparseReductionCheck<T>.OfSum, "sum");
        check.Near((x, axes, options) => x.Statistics(axes, 1, skip, options).Mean, SparseReductionCheck<T>.OfMean, "mean");
        check.Near((x, axes, options) => x.Statistics(axes, 1, skip, options).Variance, SparseReductionCheck<T>.OfSquares, "variance");
    }
}
