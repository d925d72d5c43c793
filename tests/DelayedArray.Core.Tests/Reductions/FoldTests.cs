using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>
/// Every reduction of every element type, over both axes and all elements, against one that takes value after value: at lengths that
/// leave a rest beside vectors, with NaN, infinities, zeros of both signs and ties.
/// </summary>
public sealed class FoldTests
{
    private static readonly (int Rows, int Columns)[] Shapes = [(1, 1), (5, 3), (7, 31), (37, 67), (300, 5), (6, 2051)];
    private static readonly ExecutionOptions[] Options =
        [new(), new() { Workers = 3, BlockElements = 1000, StripBytes = 256 }, new() { BlockElements = 40, StripBytes = 64 }];

    public static TheoryData<ElementType> Types =>
        [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Boolean)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_reduction_is_that_of_its_values_one_after_the_other(ElementType type) => type.DispatchNumeric(new EveryShape());

    [Fact]
    public void Booleans_are_reduced_alike()
    {
        foreach (var (rows, columns) in Shapes)
        {
            var random = new Random(rows);
            foreach (var share in (double[])[0, 0.02, 0.5, 0.98, 1])
            {
                var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() < share).ToArray();
                Each(values, rows, columns, (x, axis, options) => x.Any(axis, options: options), group => group.Contains(true));
                Each(values, rows, columns, (x, axis, options) => x.All(axis, options: options), group => !group.Contains(false));
                Each(values, rows, columns, (x, axis, options) => x.CountNonZero(axis, options: options), group => group.LongCount(value => value));
            }
        }
    }

    [Fact]
    public void Counts_of_many_rows_outgrow_the_width_of_the_elements()
    {
        var ones = Enumerable.Repeat((byte)1, 70_000 * 3).ToArray();
        Assert.Equal([70_000, 70_000, 70_000], ReductionTests.Flat(Delayed.FromMemory(ones, 70_000, 3).CountNonZero(0)));
        var shorts = Enumerable.Repeat((short)-1, 70_000 * 3).ToArray();
        Assert.Equal([70_000, 70_000, 70_000], ReductionTests.Flat(Delayed.FromMemory(shorts, 70_000, 3).CountNonZero(0)));
    }

    [Fact]
    public void Sums_of_large_integers_over_rows_are_exact()
    {
        var values = Enumerable.Range(0, 40_000 * 5).Select(i => i % 11 == 0 ? long.MaxValue - i : (1L << 46) + i).ToArray();
        Each(values, 40_000, 5, (x, axis, options) => x.SumExact(axis, options: options), group => group.Aggregate((Int128)0, (sum, value) => sum + value));
        var unsigned = values.Select(value => (ulong)value * 2).ToArray();
        Each(unsigned, 40_000, 5, (x, axis, options) => x.SumExact(axis, options: options), group => group.Aggregate((Int128)0, (sum, value) => sum + value));
    }

    [Fact]
    public void Column_sums_and_variances_add_one_row_after_the_other()
    {
        const int Rows = 37;
        const int Columns = 67;
        var random = new Random(5);
        var values = Enumerable.Range(0, Rows * Columns).Select(i => i % 97 == 0 ? double.PositiveInfinity : random.NextDouble() * 1e5).ToArray();
        var x = Delayed.FromMemory(values, Rows, Columns);
        var moments = new Moments[Columns];
        var sums = new double[Columns];
        for (var i = 0; i < values.Length; i++)
        {
            moments[i % Columns].Add(values[i]);
            sums[i % Columns] += values[i];
        }
        SameBits<double>.Check(sums, ReductionTests.Flat(x.Sum(0)), "sum");
        SameBits<double>.Check(sums, ReductionTests.Flat(x.Statistics(0).Sum), "sum of statistics");
        SameBits<double>.Check([.. sums.Select(sum => sum / Rows)], ReductionTests.Flat(x.Mean(0)), "mean");
        SameBits<double>.Check([.. moments.Select(state => state.Variance(1))], ReductionTests.Flat(x.Variance(0)), "variance");
        SameBits<double>.Check([.. moments.Select(state => state.Variance(1))], ReductionTests.Flat(x.Statistics(0).Variance), "variance of statistics");
    }

    private sealed class EveryShape : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            foreach (var (rows, columns) in Shapes)
            {
                for (var seed = 0; seed < 4; seed++)
                    Check(ValuesOf<T>(rows * columns, new Random((100 * rows) + seed), seed), rows, columns);
            }
            return true;
        }

        /// <summary>Few or many ties, and odd values with or without NaN.</summary>
        private static T[] ValuesOf<T>(int count, Random random, int kind) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // As large as may be without sums whose order decides whether they overflow.
            var (max, min) = typeof(T) == typeof(double) ? (T.CreateTruncating(1e300), T.CreateTruncating(-1e300)) : (T.MaxValue, T.MinValue);
            T[] odd = [T.Zero, T.CreateTruncating(-0.0), max, min, T.CreateSaturating(double.PositiveInfinity)];
            var values = new T[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = kind switch
                {
                    0 => T.CreateTruncating(random.Next(1, 100)),
                    1 => T.CreateTruncating(random.Next(-3, 3)),
                    _ => random.Next(4) == 0 ? odd[random.Next(odd.Length)] : T.CreateTruncating(random.Next(-2, 2)),
                };
                if (kind == 3 && random.Next(30) == 0 && ElementTypes.Of<T>().IsFloat())
                    values[i] = T.CreateTruncating(double.NaN);
            }
            return values;
        }

        private static void Check<T>(T[] values, int rows, int columns) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            foreach (var skip in (bool[])[false, true])
            {
                T[] Seen(T[] group) => skip ? [.. group.Where(value => !T.IsNaN(value))] : group;
                T Extreme(T[] group, Func<T, T, T> of) => group.Length == 0 ? T.CreateTruncating(double.NaN) : group.Aggregate(of);
                Each(values, rows, columns, (x, axis, options) => x.Min(axis, skip, options: options), group => Extreme(Seen(group), T.Min));
                Each(values, rows, columns, (x, axis, options) => x.Max(axis, skip, options: options), group => Extreme(Seen(group), T.Max));
                Near(values, rows, columns, (x, axis, options) => x.Mean(axis, skip, options: options),
                    group => Seen(group).Sum(double.CreateTruncating) / Seen(group).Length);
                Near(values, rows, columns, (x, axis, options) => x.Norm(axis, NormOrder.One, skip, options: options),
                    group => Seen(group).Sum(value => Math.Abs(double.CreateTruncating(value))));
                Each(values, rows, columns, (x, axis, options) => x.Norm(axis, NormOrder.Infinity, skip, options: options),
                    group => Seen(group).Aggregate(0.0, (max, value) => Math.Max(max, Math.Abs(double.CreateTruncating(value)))));
                Near(values, rows, columns, (x, axis, options) => x.Norm(axis, NormOrder.Two, skip, options: options),
                    group => Math.Sqrt(Seen(group).Sum(value => double.CreateTruncating(value) * double.CreateTruncating(value))));
                if (skip && values.Any(T.IsNaN))
                    continue;
                Each(values, rows, columns, (x, axis, options) => x.ArgMin(axis, skip, options: options), group => First(group, (value, best) => value < best));
                Each(values, rows, columns, (x, axis, options) => x.ArgMax(axis, skip, options: options), group => First(group, (value, best) => value > best));
            }
            Each(values, rows, columns, (x, axis, options) => x.CountNonZero(axis, options: options), group => group.LongCount(value => value != T.Zero));
            Each(values, rows, columns, (x, axis, options) => x.Statistics(axis, options: options).NonZeros, group => group.LongCount(value => value != T.Zero));
            Each(values, rows, columns, (x, axis, options) => x.Statistics(axis, options: options).Min, group => group.Select(double.CreateTruncating).Aggregate(Math.Min));
            Each(values, rows, columns, (x, axis, options) => x.Statistics(axis, options: options).Max, group => group.Select(double.CreateTruncating).Aggregate(Math.Max));
            if (ElementTypes.Of<T>().IsFloat())
                return;
            Each(values, rows, columns, (x, axis, options) => x.Reduce(Reduction.Of<T, Int128, Int128, IntegerSum<T>>(default), axis, options: options),
                group => group.Aggregate(Int128.Zero, (sum, value) => sum + Int128.CreateTruncating(value)));
        }

        private static long First<T>(T[] group, Func<T, T, bool> isBetter) where T : INumber<T>
        {
            var best = 0;
            for (var i = 1; i < group.Length && !T.IsNaN(group[best]); i++)
            {
                if (T.IsNaN(group[i]) || isBetter(group[i], group[best]))
                    best = i;
            }
            return best;
        }
    }

    private static void Each<T, TResult>(
        T[] values, int rows, int columns, Func<DelayedArray<T>, Axes, ExecutionOptions, Tensor<TResult>> reduce, Func<T[], TResult> expected)
        where T : unmanaged where TResult : unmanaged =>
        Compare(values, rows, columns, reduce, expected, (wanted, found, where) => SameBits<TResult>.Check(wanted, found, where));

    /// <summary>The order of additions differs, so results are near each other as measured by the largest value.</summary>
    private static void Near<T>(
        T[] values, int rows, int columns, Func<DelayedArray<T>, Axes, ExecutionOptions, Tensor<double>> reduce, Func<T[], double> expected)
        where T : unmanaged, INumber<T>
    {
        var largest = values.Where(T.IsFinite).Select(value => Math.Abs(double.CreateTruncating(value))).DefaultIfEmpty(1).Max();
        Compare(values, rows, columns, reduce, expected, (wanted, found, where) => Assert.All(wanted.Zip(found), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-11 * largest * values.Length, $"{where}: {pair}")));
    }

    private static void Compare<T, TResult>(T[] values, int rows, int columns,
        Func<DelayedArray<T>, Axes, ExecutionOptions, Tensor<TResult>> reduce, Func<T[], TResult> expected, Action<TResult[], TResult[], string> check)
        where T : unmanaged where TResult : unmanaged
    {
        var x = Delayed.FromMemory(values, rows, columns);
        TResult[] overRows = [.. Enumerable.Range(0, columns).Select(j => expected([.. Enumerable.Range(0, rows).Select(i => values[(i * columns) + j])]))];
        TResult[] overColumns = [.. Enumerable.Range(0, rows).Select(i => expected(values[(i * columns)..((i + 1) * columns)]))];
        foreach (var options in Options)
        {
            var where = $"{rows} x {columns} {typeof(T).Name}";
            check(overRows, ReductionTests.Flat(reduce(x, 0, options)), $"{where} over rows");
            check(overColumns, ReductionTests.Flat(reduce(x, 1, options)), $"{where} over columns");
            check([expected(values)], ReductionTests.Flat(reduce(x, Axes.All, options)), $"{where} over all");
        }
    }
}
