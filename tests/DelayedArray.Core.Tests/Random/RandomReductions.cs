using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>Reductions over random axes against naive ones; every setting must give the same bits.</summary>
internal static class RandomReductions
{
    public static void Check<T>(Pair<T> pair, Random random, string label) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        int[] axes = [.. Enumerable.Range(0, pair.Naive.Shape.Length).Where(_ => random.Next(2) == 0)];
        var groups = pair.Naive.Reduce(axes).Groups;
        var where = $"{label}, over ({string.Join(", ", axes)})\n{pair.Lazy.ToTree()}";
        if (groups.Length == 0)
            return;
        if (groups.All(group => group.Count > 0))
        {
            Same(pair.Lazy, options => pair.Lazy.Min(axes, options: options), [.. groups.Select(g => g.Aggregate(T.Min))], where + " min");
            Same(pair.Lazy, options => pair.Lazy.Max(axes, options: options), [.. groups.Select(g => g.Aggregate(T.Max))], where + " max");
            Same(pair.Lazy, options => pair.Lazy.ArgMax(axes, options: options), [.. groups.Select(ArgMax)], where + " argmax");
        }
        Same(pair.Lazy, options => pair.Lazy.CountNonZero(axes, options: options), [.. groups.Select(g => g.LongCount(value => value != T.Zero))], where + " nnz");
        CheckSums(pair, axes, groups, where);
    }

    private static void CheckSums<T>(Pair<T> pair, int[] axes, List<T>[] groups, string where)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (!pair.Lazy.ElementType.IsFloat())
        {
            Int128[] exact = [.. groups.Select(g => g.Aggregate(Int128.Zero, (sum, value) => sum + Int128.CreateTruncating(value)))];
            Same(pair.Lazy, options => pair.Lazy.Reduce(Reduction.Of<T, Int128, Int128, IntegerSum<T>>(default), axes, options: options), exact, where + " sum");
        }
        var doubles = groups.Select(g => g.Select(double.CreateTruncating).ToArray()).ToArray();
        Near(pair.Lazy, options => pair.Lazy.Cast<double>().Sum(axes, options: options), doubles, v => v.Sum(), where + " sum");
        Near(pair.Lazy, options => pair.Lazy.Mean(axes, options: options), doubles, v => v.Sum() / v.Length, where + " mean");
        Near(pair.Lazy, options => pair.Lazy.Statistics(axes, options: options).Variance, doubles, Variance, where + " var");
    }

    private static double Variance(double[] values)
    {
        var mean = values.Sum() / values.Length;
        return values.Length > 1 ? values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) : double.NaN;
    }

    /// <summary>The first largest one; the first NaN, if there is one.</summary>
    private static long ArgMax<T>(List<T> group) where T : INumber<T>
    {
        var best = 0;
        for (var i = 1; i < group.Count && !T.IsNaN(group[best]); i++)
        {
            if (T.IsNaN(group[i]) || group[i] > group[best])
                best = i;
        }
        return best;
    }

    private static void Same<TResult>(DelayedArray array, Func<ExecutionOptions, Tensor<TResult>> reduce, TResult[] expected, string where)
        where TResult : unmanaged
    {
        foreach (var settings in Evaluations.Settings(array, 64))
        {
            var found = Flat(reduce(settings));
            Assert.True(found.AsSpan().SequenceEqual(expected), $"{where}: [{string.Join(", ", found)}], expected [{string.Join(", ", expected)}]");
        }
    }

    private static void Near(
        DelayedArray array, Func<ExecutionOptions, Tensor<double>> reduce, double[][] groups, Func<double[], double> expected, string where)
    {
        double[]? first = null;
        foreach (var settings in Evaluations.Settings(array, 64))
        {
            var found = Flat(reduce(settings));
            first ??= found;
            Assert.True(Bits(found).SequenceEqual(Bits(first)), $"{where}: other bits with {settings.Workers} workers");
            for (var i = 0; i < found.Length; i++)
                Assert.True(IsNear(found[i], expected(groups[i]), groups[i]), $"{where}: {found[i]:R}, expected {expected(groups[i]):R}");
        }
    }

    private static bool IsNear(double found, double expected, double[] values)
    {
        if (!double.IsFinite(expected) || !double.IsFinite(found))
            return found.Equals(expected) || values.Any(value => Math.Abs(value) > 1e100) || values.Any(double.IsInfinity);
        var scale = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return Math.Abs(found - expected) <= 1e-12 * Math.Max(Math.Abs(expected), Math.Max(scale, scale * scale) * values.Length) + double.Epsilon;
    }

    private static ReadOnlySpan<long> Bits(double[] values) => MemoryMarshal.Cast<double, long>(values);

    private static TResult[] Flat<TResult>(Tensor<TResult> tensor) where TResult : unmanaged
    {
        var values = new TResult[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
