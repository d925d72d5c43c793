using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>The path of a copy along one axis of its source and destination. Distances are in elements.</summary>
/// <param name="Count">Number of indices copied along the axis.</param>
/// <param name="Source">Offset of index 0 in the source.</param>
/// <param name="SourceStride">Distance between consecutive indices in the source.</param>
/// <param name="Destination">Offset of index 0 in the destination.</param>
/// <param name="DestinationStride">Distance between consecutive indices in the destination.</param>
public readonly record struct CopyAxis(int Count, long Source, long SourceStride, long Destination, long DestinationStride)
{
    /// <summary>Offset of each index in the source; null if they are evenly spaced.</summary>
    internal long[]? SourceOffsets { get; init; }

    /// <summary>Offset of each index in the destination; null if they are evenly spaced.</summary>
    internal long[]? DestinationOffsets { get; init; }

    /// <summary>Copies a selection of a source axis to consecutive indices of a destination axis.</summary>
    public static CopyAxis Of(AxisSelection selection, long sourceStride, long destinationStride) => selection.IsRange
        ? new((int)selection.Count, selection.Start * sourceStride, selection.Step * sourceStride, 0, destinationStride)
        : new((int)selection.Count, 0, 0, 0, destinationStride)
        {
            SourceOffsets = [.. selection.Indices.ToArray().Select(index => index * sourceStride)],
        };

    /// <summary>Makes the same copy from a source that begins <paramref name="source"/> elements later.</summary>
    public CopyAxis MovedBack(long source) => this with
    {
        Source = Source - source,
        SourceOffsets = SourceOffsets?.Select(offset => offset - source).ToArray(),
    };

    /// <summary>
    /// Multiplies the distances: an index takes <paramref name="source"/> elements in the source and <paramref name="destination"/> in the
    /// destination.
    /// </summary>
    internal CopyAxis Scaled(long source, long destination) => new(
        Count, Source * source, SourceStride * source, Destination * destination, DestinationStride * destination)
    {
        SourceOffsets = SourceOffsets?.Select(offset => offset * source).ToArray(),
        DestinationOffsets = DestinationOffsets?.Select(offset => offset * destination).ToArray(),
    };

    internal bool IsEven => SourceOffsets is null && DestinationOffsets is null;

    internal long SourceAt(int i) => SourceOffsets is null ? Source + (i * SourceStride) : SourceOffsets[i];

    internal long DestinationAt(int i) => DestinationOffsets is null ? Destination + (i * DestinationStride) : DestinationOffsets[i];

    /// <summary>Whether the end of this axis leads directly to the next index of <paramref name="outer"/>.</summary>
    internal bool Continues(CopyAxis outer) => IsEven && outer.IsEven
        && outer.SourceStride == Count * SourceStride && outer.DestinationStride == Count * DestinationStride;

    /// <summary>Checks that a copy stays within its source and its destination.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The copy leaves one of them.</exception>
    internal static void CheckBounds(long sourceLength, long destinationLength, ReadOnlySpan<CopyAxis> axes)
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

    /// <summary>Merges axes: those of length 1 become an offset of another axis, and axes that continue each other become one.</summary>
    internal static int Coalesce(Span<CopyAxis> axes)
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

    /// <summary>
    /// Moves the axis that is contiguous in the source next to the innermost one. The order of the loops does not matter, and the two axes
    /// can then be copied in tiles.
    /// </summary>
    internal static void MoveFastestSourceAxisInward(Span<CopyAxis> axes)
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
