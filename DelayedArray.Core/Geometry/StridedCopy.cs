using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>How one axis of a copy walks through its source and its destination, in elements.</summary>
/// <param name="Count">Number of indices copied along the axis.</param>
/// <param name="Source">Offset of index 0 in the source.</param>
/// <param name="SourceStride">Distance of consecutive indices in the source.</param>
/// <param name="Destination">Offset of index 0 in the destination.</param>
/// <param name="DestinationStride">Distance of consecutive indices in the destination.</param>
/// <param name="SourceOffsets">Offsets in the source, one per index, where they are not evenly spaced.</param>
/// <param name="DestinationOffsets">Offsets in the destination, likewise.</param>
internal readonly record struct CopyAxis(
    int Count, long Source, long SourceStride, long Destination, long DestinationStride,
    long[]? SourceOffsets = null, long[]? DestinationOffsets = null)
{
    /// <summary>Takes a selection of a source axis to consecutive indices of a destination axis.</summary>
    public static CopyAxis Of(AxisSelection selection, long sourceStride, long destinationStride) => selection.IsRange
        ? new((int)selection.Count, selection.Start * sourceStride, selection.Step * sourceStride, 0, destinationStride)
        : new((int)selection.Count, 0, 0, 0, destinationStride,
            SourceOffsets: [.. selection.Indices.ToArray().Select(index => index * sourceStride)]);

    /// <summary>The same walk through a source that starts <paramref name="source"/> elements later.</summary>
    public CopyAxis MovedBack(long source) => this with
    {
        Source = Source - source,
        SourceOffsets = SourceOffsets?.Select(offset => offset - source).ToArray(),
    };

    /// <summary>The same walk where an index is <paramref name="source"/> and <paramref name="destination"/> elements long.</summary>
    public CopyAxis Scaled(long source, long destination) => new(
        Count, Source * source, SourceStride * source, Destination * destination, DestinationStride * destination,
        SourceOffsets?.Select(offset => offset * source).ToArray(),
        DestinationOffsets?.Select(offset => offset * destination).ToArray());

    public bool IsEven => SourceOffsets is null && DestinationOffsets is null;

    public long SourceAt(int i) => SourceOffsets is null ? Source + (i * SourceStride) : SourceOffsets[i];

    public long DestinationAt(int i) => DestinationOffsets is null ? Destination + (i * DestinationStride) : DestinationOffsets[i];

    /// <summary>Whether walking this axis to its end continues where the next index of <paramref name="outer"/> starts.</summary>
    public bool Continues(CopyAxis outer) => IsEven && outer.IsEven
        && outer.SourceStride == Count * SourceStride && outer.DestinationStride == Count * DestinationStride;
}

/// <summary>Copies boxes between arrays of any strides: straight runs where both sides are contiguous, tiles where the axes
/// are transposed.</summary>
internal static class StridedCopy
{
    private const int Tile = 16;

    /// <summary>Copies <paramref name="source"/> to <paramref name="destination"/> along all combinations of the axes.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="axes">The axes, outermost first in the destination. Not kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis leaves the source or the destination.</exception>
    public static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination, Span<CopyAxis> axes) where T : unmanaged
    {
        foreach (var axis in axes)
        {
            if (axis.Count == 0)
                return;
        }
        if (axes.IsEmpty)
        {
            destination[0] = source[0];
            return;
        }
        CheckBounds(source.Length, destination.Length, axes);
        var count = Coalesce(axes);
        MoveFastestSourceAxisInward(axes[..count]);
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        Walk(ref from, ref to, axes[..count]);
    }

    private static void CheckBounds(long sourceLength, long destinationLength, ReadOnlySpan<CopyAxis> axes)
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
            return (offsets.AsSpan(0, count).Min(), offsets.AsSpan(0, count).Max());
        var last = start + ((count - 1) * stride);
        return (Math.Min(start, last), Math.Max(start, last));
    }

    private static long Min(this ReadOnlySpan<long> values)
    {
        var least = long.MaxValue;
        foreach (var value in values)
            least = Math.Min(least, value);
        return least;
    }

    private static long Max(this ReadOnlySpan<long> values)
    {
        var most = long.MinValue;
        foreach (var value in values)
            most = Math.Max(most, value);
        return most;
    }

    private static long Min(this Span<long> values) => ((ReadOnlySpan<long>)values).Min();

    private static long Max(this Span<long> values) => ((ReadOnlySpan<long>)values).Max();

    /// <summary>Drops axes of length 1 into the offset of another axis and joins axes that run on into each other.</summary>
    private static int Coalesce(Span<CopyAxis> axes)
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
    private static void MoveFastestSourceAxisInward(Span<CopyAxis> axes)
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

    private static void Walk<T>(ref T from, ref T to, ReadOnlySpan<CopyAxis> axes) where T : unmanaged
    {
        if (axes.Length == 1)
        {
            Line(ref from, ref to, axes[0]);
            return;
        }
        if (axes.Length == 2 && IsTransposed(axes))
        {
            Transpose(ref from, ref to, axes[0], axes[1]);
            return;
        }
        var outer = axes[0];
        for (var i = 0; i < outer.Count; i++)
            Walk(ref Unsafe.Add(ref from, (nint)outer.SourceAt(i)), ref Unsafe.Add(ref to, (nint)outer.DestinationAt(i)), axes[1..]);
    }

    private static bool IsTransposed(ReadOnlySpan<CopyAxis> axes) =>
        axes[0].IsEven && axes[1].IsEven && Math.Abs(axes[0].SourceStride) < Math.Abs(axes[1].SourceStride);

    private static void Line<T>(ref T from, ref T to, CopyAxis axis) where T : unmanaged
    {
        if (!axis.IsEven)
        {
            for (var i = 0; i < axis.Count; i++)
                Unsafe.Add(ref to, (nint)axis.DestinationAt(i)) = Unsafe.Add(ref from, (nint)axis.SourceAt(i));
            return;
        }
        from = ref Unsafe.Add(ref from, (nint)axis.Source);
        to = ref Unsafe.Add(ref to, (nint)axis.Destination);
        if (axis is { SourceStride: 1, DestinationStride: 1 })
        {
            MemoryMarshal.CreateReadOnlySpan(ref from, axis.Count).CopyTo(MemoryMarshal.CreateSpan(ref to, axis.Count));
            return;
        }
        for (var i = 0; i < axis.Count; i++)
        {
            to = from;
            from = ref Unsafe.Add(ref from, (nint)axis.SourceStride);
            to = ref Unsafe.Add(ref to, (nint)axis.DestinationStride);
        }
    }

    private static void Transpose<T>(ref T from, ref T to, CopyAxis outer, CopyAxis inner) where T : unmanaged
    {
        from = ref Unsafe.Add(ref from, (nint)(outer.Source + inner.Source));
        to = ref Unsafe.Add(ref to, (nint)(outer.Destination + inner.Destination));
        for (var i = 0; i < outer.Count; i += Tile)
        {
            for (var j = 0; j < inner.Count; j += Tile)
            {
                ref var tileFrom = ref Unsafe.Add(ref from, (nint)((i * outer.SourceStride) + (j * inner.SourceStride)));
                ref var tileTo = ref Unsafe.Add(ref to, (nint)((i * outer.DestinationStride) + (j * inner.DestinationStride)));
                CopyTile(ref tileFrom, ref tileTo,
                    outer with { Count = Math.Min(Tile, outer.Count - i) }, inner with { Count = Math.Min(Tile, inner.Count - j) });
            }
        }
    }

    private static void CopyTile<T>(ref T from, ref T to, CopyAxis outer, CopyAxis inner) where T : unmanaged
    {
        for (var i = 0; i < outer.Count; i++)
        {
            ref var source = ref Unsafe.Add(ref from, (nint)(i * outer.SourceStride));
            ref var target = ref Unsafe.Add(ref to, (nint)(i * outer.DestinationStride));
            for (var j = 0; j < inner.Count; j++)
            {
                target = source;
                source = ref Unsafe.Add(ref source, (nint)inner.SourceStride);
                target = ref Unsafe.Add(ref target, (nint)inner.DestinationStride);
            }
        }
    }
}
