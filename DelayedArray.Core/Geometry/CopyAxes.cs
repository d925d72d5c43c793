using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Prepares the axes of a copy: fewer of them, in a better order, none of which leaves its array.</summary>
internal static class CopyAxes
{
    /// <summary>Checks that a copy stays within its source and its destination.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static void CheckBounds(long sourceLength, long destinationLength, ReadOnlySpan<CopyAxis> axes)
    {
        long sourceLow = 0, sourceHigh = 0, destinationLow = 0, destinationHigh = 0;
        foreach (var axis in axes)
        {
            var (low, high) = Extent(axis.Count, axis.Source, axis.SourceStride, axis.SourceOffsets);
            sourceLow += low;
            sourceHigh += high;
            (low, high) = Extent(axis.Count, axis.Destination, axis.DestinationStride, axis.DestinationOffsets);
            destinationLow += low;
            destinationHigh += high;
        }
        if (sourceLow < 0 || sourceHigh >= sourceLength)
            throw new ArgumentOutOfRangeException(nameof(axes), $"the copy reads [{sourceLow}, {sourceHigh}] of {sourceLength} elements");
        if (destinationLow < 0 || destinationHigh >= destinationLength)
            throw new ArgumentOutOfRangeException(nameof(axes), $"the copy writes [{destinationLow}, {destinationHigh}] of {destinationLength} elements");
    }

    private static (long Low, long High) Extent(int count, long start, long stride, long[]? offsets)
    {
        if (offsets is not null)
            return (TensorPrimitives.Min<long>(offsets.AsSpan(0, count)), TensorPrimitives.Max<long>(offsets.AsSpan(0, count)));
        var last = start + ((count - 1) * stride);
        return (Math.Min(start, last), Math.Max(start, last));
    }

    /// <summary>Drops axes of length 1 into the offset of another axis and joins axes that run on into each other.</summary>
    public static int Coalesce(Span<CopyAxis> axes)
    {
        long source = 0, destination = 0;
        var count = 0;
        foreach (var axis in axes)
        {
            if (axis.Count == 1)
            {
                source += axis.SourceAt(0);
                destination += axis.DestinationAt(0);
                continue;
            }
            if (count > 0 && axis.Continues(axes[count - 1]))
            {
                var outer = axes[count - 1];
                axes[count - 1] = axis with
                {
                    Count = outer.Count * axis.Count,
                    Source = axis.Source + outer.Source,
                    Destination = axis.Destination + outer.Destination,
                };
                continue;
            }
            axes[count++] = axis;
        }
        if (count == 0)
            axes[count++] = new CopyAxis(1, 0, 1, 0, 1);
        axes[0] = Shift(axes[0], source, destination);
        return count;
    }

    /// <summary>Where the axis that is contiguous in the source is not the innermost, it becomes the one next to it: the order of
    /// the loops is free, and these two then share tiles.</summary>
    public static void MoveFastestSourceAxisInward(Span<CopyAxis> axes)
    {
        var fastest = axes.Length - 1;
        for (var k = 0; k < axes.Length; k++)
        {
            if (axes[k].IsEven && Math.Abs(axes[k].SourceStride) < Math.Abs(axes[fastest].SourceStride))
                fastest = k;
        }
        if (fastest >= axes.Length - 2)
            return;
        var axis = axes[fastest];
        axes[(fastest + 1)..^1].CopyTo(axes[fastest..]);
        axes[^2] = axis;
    }

    private static CopyAxis Shift(CopyAxis axis, long source, long destination) => axis with
    {
        Source = axis.Source + source,
        Destination = axis.Destination + destination,
        SourceOffsets = axis.SourceOffsets?.Select(offset => offset + source).ToArray(),
        DestinationOffsets = axis.DestinationOffsets?.Select(offset => offset + destination).ToArray(),
    };
}
