using System.Numerics.Tensors;

namespace DelayedArrays.Tests;

/// <summary>A reduction declared as from outside of the library has every form that those of the library have.</summary>
public sealed class OwnReductionTests
{
    private static readonly DelayedArray<double> X = Delayed.FromMemory([1, double.NaN, -3, 4, 0, double.NaN], 2, 3);
    private static readonly Reduction<double, Tensor<double>> LargestMagnitude =
        Reduction.Of<double, double, double, Magnitude>(default);

    [Fact]
    public void It_reduces_axes_and_whole_arrays()
    {
        Assert.Equal([4, double.NaN, double.NaN], ReductionTests.Flat(X.Reduce(LargestMagnitude, 0)));
        Assert.Equal([4, 0, 3], ReductionTests.Flat(X.Reduce(LargestMagnitude, 0, skipNaN: true)));
        Assert.Equal(4, X.Reduce(LargestMagnitude, skipNaN: true));
        Assert.Equal([2, 1], X.Reduce(LargestMagnitude, 1, keepAxes: true).Lengths.ToArray());
    }

    [Fact]
    public void It_takes_part_in_a_pass()
    {
        var pass = new Pass();
        var rows = pass.Reduce(X, LargestMagnitude, 1, skipNaN: true, keepAxes: true);
        var columns = pass.Reduce(X, LargestMagnitude, 0);
        pass.Run();
        Assert.Equal([3, 4], ReductionTests.Flat(rows.Value));
        Assert.Equal([2, 1], rows.Value.Lengths.ToArray());
        Assert.Equal(ReductionTests.Flat(X.Reduce(LargestMagnitude, 0)), ReductionTests.Flat(columns.Value));
    }

    [Fact]
    public void It_can_be_deferred_converted_and_continued()
    {
        Assert.Equal([1 / 3.0, double.NaN, -1, 1, 0, double.NaN], (X / X.Defer(LargestMagnitude, 1, skipNaN: true)).ToArray());
        Assert.Equal(7, Delayed.FromMemory([3, -7, 5], 3).Reduce(LargestMagnitude.OfCast<int>()));
        Assert.Equal("4", X.Reduce(LargestMagnitude.Then(found => $"{found[0]}"), Axes.All, skipNaN: true));
    }

    [Fact]
    public void It_sees_the_same_values_whatever_the_blocks()
    {
        var x = Delayed.FromMemory([.. Enumerable.Range(0, 5000).Select(i => (double)((i * 7919 % 5003) - 2500))], 50, 100);
        var expected = ReductionTests.Flat(x.Abs().Max(0));
        foreach (var workers in (int[])[1, 3])
        {
            var options = new ExecutionOptions { Workers = workers, BlockElements = 130, StripBytes = 256 };
            Assert.Equal(expected, ReductionTests.Flat(x.Reduce(LargestMagnitude, 0, options: options)));
        }
    }

    private readonly record struct Magnitude : IReducer<Magnitude, double, double, double>
    {
        public string Name => "largest magnitude";

        public double Empty => 0;

        public void Fold(ref double state, double value, long position) => Merge(ref state, Math.Abs(value));

        public void Merge(ref double state, double other) => state = Math.Max(state, other);

        public double Finish(double state, long count) => state;
    }
}
