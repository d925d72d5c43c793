using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>Evaluates a tree in many ways, which must all give the same bits, and compares with the values it should have.</summary>
internal sealed class TreeCheck(Random random, int variants)
{
    private readonly int _stripBytes = Pick(random, 64, 200, 1024);
    private readonly int _blockElements = Pick(random, 1, 16, 100, 600);

    public void Values<T>(Twin<T> x) where T : unmanaged
    {
        SameBits<T>.Check(x.Naive.Values, x.Array.ToArray(), "whole array");
        var first = x.Array.ToArray(Plain());
        SameBits<T>.Check(x.Naive.Values, first, "whole array in small blocks");
        EachVariant(options => x.Array.ToArray(options), first);
    }

    public void Quantifiers(Twin<bool> x)
    {
        switch (random.Next(3))
        {
            case 0:
                Reduce(x, x.Array.Any, group => group.Contains(true));
                break;
            case 1:
                Reduce(x, x.Array.All, group => !group.Contains(false));
                break;
            default:
                Reduce(x, x.Array.CountNonZero, group => group.LongCount(value => value));
                break;
        }
    }

    public void Numbers<T>(Twin<T> x) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var skip = random.Next(2) == 0;
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
                Reduce(x, x.Array.CountNonZero, group => group.LongCount(value => value != T.Zero));
                break;
            case 5:
                Reduce(x, (axes, keep, options) => x.Array.Mean(axes, skip, keep, options), group => Sums.Mean(Doubles(group, skip)));
                break;
            default:
                Reduce(x, (axes, keep, options) => x.Array.Variance(axes, 1, skip, keep, options), group => Sums.Variance(Doubles(group, skip)));
                break;
        }
    }

    public void Integers<T>(Twin<T> x) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        Reduce(x, x.Array.SumExact, group => group.Aggregate(Int128.Zero, (sum, value) => sum + Int128.CreateChecked(value)));

    public void Floats<T>(Twin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var skip = random.Next(2) == 0;
        Reduce(x, (axes, keep, options) => x.Array.Sum(axes, skip, keep, options), group => Sums.Sum(Doubles(group, skip)));
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

    private void Reduce<T, TOut>(Twin<T> x, Func<Axes, bool, ExecutionOptions?, Tensor<TOut>> run, Func<List<T>, Expected<TOut>> expected)
        where T : unmanaged where TOut : unmanaged
    {
        var rank = x.Shape.Length;
        int[] axes = [.. Enumerable.Range(0, rank).Where(_ => random.Next(2) == 0)];
        int[] named = [.. axes.Select(axis => random.Next(2) == 0 ? axis : axis - rank)];
        random.Shuffle(named);
        var over = axes.Length == rank && random.Next(2) == 0 ? Axes.All : named;
        var keep = random.Next(2) == 0;
        var (groups, shape) = x.Naive.Reduce(axes);
        if (keep)
            shape = [.. x.Shape.Select((length, axis) => axes.Contains(axis) ? 1 : length)];
        Expected<TOut>[] ranges;
        try
        {
            ranges = [.. groups.Select(expected)];
        }
        catch (InvalidOperationException)
        {
            Assert.Throws<InvalidOperationException>(() => run(over, keep, Plain()));
            return;
        }
        foreach (var options in new[] { Plain(), new ExecutionOptions() })
        {
            var result = run(over, keep, options);
            Assert.Equal(shape.Length == 0 ? [1] : shape, result.Lengths.ToArray().Select(length => (long)length).ToArray());
            Expected<TOut>.Check(ranges, Flat(result));
        }
        EachVariant(options => Flat(run(over, keep, options)), Flat(run(over, keep, Plain())));
    }

    private static TOut[] Flat<TOut>(Tensor<TOut> tensor) where TOut : unmanaged
    {
        var flat = new TOut[tensor.FlattenedLength];
        tensor.FlattenTo(flat);
        return flat;
    }

    private ExecutionOptions Plain() => new()
    {
        Workers = 1,
        LookAhead = 0,
        ChunkCache = new ChunkCache(1 << 20),
        StripBytes = _stripBytes,
        BlockElements = _blockElements,
    };

    private void EachVariant<TOut>(Func<ExecutionOptions, TOut[]> run, TOut[] first) where TOut : unmanaged
    {
        for (var i = 0; i < variants; i++)
        {
            var options = Plain() with
            {
                Workers = Pick(random, 1, 2, 7),
                LookAhead = Pick(random, 0, 1, 3),
                ChunkCache = new ChunkCache(Pick(random, 0, 200, 1 << 20)),
                ForcesCopy = random.Next(2) == 0,
            };
            var what = $"{options.Workers} workers, look-ahead {options.LookAhead}, copied: {options.ForcesCopy}";
            SameBits<TOut>.Check(first, random.Next(2) == 0 ? run(options) : InLeastMemory(run, options), what);
        }
    }

    private static TOut[] InLeastMemory<TOut>(Func<ExecutionOptions, TOut[]> run, ExecutionOptions options)
    {
        for (var budget = 16L; ; budget *= 2)
        {
            try
            {
                return run(options with { MemoryBudget = budget });
            }
            catch (MemoryBudgetException) when (budget < 1L << 30)
            {
            }
        }
    }

    private static int Pick(Random random, params ReadOnlySpan<int> choices) => choices[random.Next(choices.Length)];
}
