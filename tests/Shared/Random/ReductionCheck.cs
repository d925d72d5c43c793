using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays.Testing;

/// <summary>Reduces a tree over random axes in many ways, and compares with what its values reduce to.</summary>
/// <param name="check">Computes in many ways.</param>
/// <param name="random">Chooses axes and reductions.</param>
/// <param name="count">How many reductions of numbers to try, beside the sum.</param>
internal sealed class ReductionCheck(TreeCheck check, Random random, int count)
{
    public void Quantifiers(Twin<bool> x)
    {
        Reduce(x, x.Array.Any, group => group.Contains(true));
        Reduce(x, x.Array.All, group => !group.Contains(false));
        Reduce(x, x.Array.CountNonZero, group => group.LongCount(value => value));
    }

    public void Numbers<T>(Twin<T> x) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        for (var i = 0; i < count; i++)
        {
            var skip = random.Next(2) == 0;
            if (random.Next(2) == 0)
                Elements(x, skip);
            else
                Figures(x, skip);
        }
    }

    public void Integers<T>(Twin<T> x) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Reduce(x, x.Array.SumExact, group => group.Aggregate(Int128.Zero, (sum, value) => sum + Int128.CreateChecked(value)));
        if (random.Next(4) == 0)
            Reduce(x, x.Array.Product, Sums.Product);
    }

    public void Floats<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var skip = random.Next(2) == 0;
        Reduce(x, (axes, keep, options) => x.Array.Sum(axes, skip, keep, options), group => Sums.Sum(Doubles(group, skip)));
        if (random.Next(4) == 0)
            Reduce(x, (axes, keep, options) => x.Array.Product(axes, skip, keep, options), group => Sums.Product(Doubles(group, skip)));
    }

    /// <summary>Reductions whose result is an element, its place, or a count.</summary>
    private void Elements<T>(Twin<T> x, bool skip) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        switch (random.Next(7))
        {
            case 0:
                Reduce(x, (axes, keep, options) => x.Array.Min(axes, skip, keep, options), group => Extreme(group, skip, T.Min));
                break;
            case 1:
                Reduce(x, (axes, keep, options) => x.Array.Max(axes, skip, keep, options), group => Extreme(group, skip, T.Max));
                break;
            case 2:
                Reduce(x, (axes, keep, options) => x.Array.ArgMin(axes, skip, keep, options), group => Place(group, skip, (a, b) => a < b));
                break;
            case 3:
                Reduce(x, (axes, keep, options) => x.Array.ArgMax(axes, skip, keep, options), group => Place(group, skip, (a, b) => a > b));
                break;
            case 4:
                Reduce(x, x.Array.Cast<bool>().Any, group => group.Exists(value => value != T.Zero));
                break;
            case 5:
                Reduce(x, x.Array.Cast<bool>().All, group => group.TrueForAll(value => value != T.Zero));
                break;
            default:
                Reduce(x, x.Array.CountNonZero, group => group.LongCount(value => value != T.Zero));
                break;
        }
    }

    /// <summary>Reductions in float64.</summary>
    private void Figures<T>(Twin<T> x, bool skip) where T : unmanaged, INumber<T>
    {
        switch (random.Next(7))
        {
            case 0:
                Reduce(x, (axes, keep, options) => x.Array.Mean(axes, skip, keep, options), group => Sums.Mean(Doubles(group, skip)));
                break;
            case 1:
                Reduce(x, (axes, keep, options) => x.Array.Variance(axes, 1, skip, keep, options), group => Sums.Variance(Doubles(group, skip)));
                break;
            case 2:
                Reduce(x, (axes, keep, options) => x.Array.MeanAndVariance(axes, 1, skip, keep, options).Mean, group => Sums.Mean(Doubles(group, skip)));
                break;
            case 3:
                Reduce(x, (axes, keep, options) => x.Array.Norm(axes, NormOrder.One, skip, keep, options), group => Sums.Norm1(Doubles(group, skip)));
                break;
            case 4:
                Reduce(x, (axes, keep, options) => x.Array.Norm(axes, NormOrder.Two, skip, keep, options), group => Sums.Norm2(Doubles(group, skip)));
                break;
            case 5:
                Reduce(x, (axes, keep, options) => x.Array.Norm(axes, NormOrder.Infinity, skip, keep, options),
                    group => Doubles(group, skip).Select(Math.Abs).Aggregate(0.0, Math.Max));
                break;
            default:
                Statistics(x, skip);
                break;
        }
    }

    private void Statistics<T>(Twin<T> x, bool skip) where T : unmanaged, INumber<T>
    {
        void Each<TOut>(Func<Statistics, Tensor<TOut>> figure, Func<List<double>, Expected<TOut>> expected) where TOut : unmanaged => Reduce(
            x, (axes, _, options) => figure(x.Array.Statistics(axes, 1, skip, options)), group => expected(Doubles(group, skip)), keepsAxes: false);

        Each(s => s.Count, values => values.Count);
        Each(s => s.NonZeros, values => values.LongCount(value => value != 0));
        Each(s => s.Min, values => values.Count == 0 ? double.NaN : values.Aggregate(Math.Min));
        Each(s => s.Max, values => values.Count == 0 ? double.NaN : values.Aggregate(Math.Max));
        Each(s => s.Sum, Sums.Sum);
        Each(s => s.Mean, Sums.Mean);
        Each(s => s.Variance, Sums.Variance);
    }

    private static List<double> Doubles<T>(List<T> group, bool skip) where T : INumber<T> =>
        [.. group.Where(value => !skip || !T.IsNaN(value)).Select(double.CreateSaturating)];

    private static T Extreme<T>(List<T> group, bool skip, Func<T, T, T> better) where T : INumber<T>
    {
        if (group.Count == 0)
            throw new InvalidOperationException("nothing");
        var left = group.Where(value => !skip || !T.IsNaN(value)).ToList();
        return left.Count == 0 ? group[0] : left.Aggregate(better);
    }

    private static long Place<T>(List<T> group, bool skip, Func<T, T, bool> better) where T : INumber<T>
    {
        var place = -1;
        for (var i = 0; i < group.Count; i++)
        {
            if (T.IsNaN(group[i]) && !skip)
                return i;
            if (!T.IsNaN(group[i]) && (place < 0 || better(group[i], group[place])))
                place = i;
        }
        return place >= 0 ? place : throw new InvalidOperationException("nothing");
    }

    private void Reduce<T, TOut>(
        Twin<T> x, Func<Axes, bool, ExecutionOptions?, Tensor<TOut>> run, Func<List<T>, Expected<TOut>> expected, bool keepsAxes = true)
        where T : unmanaged where TOut : unmanaged
    {
        var rank = x.Shape.Length;
        int[] axes = [.. Enumerable.Range(0, rank).Where(_ => random.Next(2) == 0)];
        int[] named = [.. axes.Select(axis => random.Next(2) == 0 ? axis : axis - rank)];
        random.Shuffle(named);
        var over = axes.Length == rank && random.Next(2) == 0 ? Axes.All : named;
        var keep = keepsAxes && random.Next(2) == 0;
        var (groups, shape) = x.Naive.Reduce(axes);
        if (keep)
            shape = [.. x.Shape.Select((length, axis) => axes.Contains(axis) ? 1 : length)];
        Expected<TOut>[] ranges;
        try
        {
            ranges = [.. groups.Select(expected)];
        }
        catch (Exception error) when (error is InvalidOperationException or OverflowException)
        {
            Assert.Throws(error.GetType(), () => check.InEveryWay(options => Flat(run(over, keep, options))));
            return;
        }
        var result = run(over, keep, null);
        Assert.Equal(shape.Length == 0 ? [1] : shape, result.Lengths.ToArray().Select(length => (long)length).ToArray());
        Expected<TOut>.Check(ranges, Flat(result), check.Comparer<TOut>());
        Expected<TOut>.Check(ranges, check.InEveryWay(options => Flat(run(over, keep, options))), check.Comparer<TOut>());
    }

    private static TOut[] Flat<TOut>(Tensor<TOut> tensor) where TOut : unmanaged
    {
        var flat = new TOut[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }
}
