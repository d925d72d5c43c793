using System.Numerics.Tensors;

namespace DelayedArrays;

public abstract partial class DelayedArray
{
    /// <summary>The number of elements. Nothing is read.</summary>
    public long Count() => Shape.Count;

    /// <summary>The number of elements over axes, the same for each result. Nothing is read.</summary>
    public Tensor<long> Count(Axes axis)
    {
        var reduced = new ReducedAxes(Shape, axis.Resolve(Shape));
        var counts = new long[reduced.ResultShape.Count];
        Array.Fill(counts, reduced.ReducedShape.Count);
        return counts.ToTensor(reduced.ResultShape);
    }
}
