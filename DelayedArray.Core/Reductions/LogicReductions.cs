using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Reductions of boolean arrays.</summary>
public static class LogicReductions
{
    extension(DelayedArray<bool> x)
    {
        /// <summary>Whether any element is true; false of nothing.</summary>
        public bool Any(ExecutionOptions? options = null) => x.Any(Axes.All, keepAxes: false, options).Single();

        /// <summary>Whether any element over axes is true; false of nothing.</summary>
        public Tensor<bool> Any(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce<bool, bool, bool, Quantifier>(axis, new(ForAll: false), keepAxes, options);

        /// <summary>Whether all elements are true; true of nothing.</summary>
        public bool All(ExecutionOptions? options = null) => x.All(Axes.All, keepAxes: false, options).Single();

        /// <summary>Whether all elements over axes are true; true of nothing.</summary>
        public Tensor<bool> All(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce<bool, bool, bool, Quantifier>(axis, new(ForAll: true), keepAxes, options);

        /// <summary>Number of true elements.</summary>
        public long CountNonZero(ExecutionOptions? options = null) => x.CountNonZero(Axes.All, keepAxes: false, options).Single();

        /// <summary>Number of true elements over axes.</summary>
        public Tensor<long> CountNonZero(Axes axis, bool keepAxes = false, ExecutionOptions? options = null) =>
            x.Reduce<bool, long, long, CountTrue>(axis, default, keepAxes, options);
    }
}

public abstract partial class DelayedArray
{
    /// <summary>Number of elements; nothing is read.</summary>
    public long Count() => Shape.Count;

    /// <summary>Number of elements over axes: the same for each result; nothing is read.</summary>
    public Tensor<long> Count(Axes axis)
    {
        var reduced = new ReducedAxes(Shape, axis.Resolve(Shape));
        var counts = new long[reduced.ResultShape.Count];
        Array.Fill(counts, reduced.ReducedShape.Count);
        return counts.ToTensor(reduced.ResultShape);
    }
}
