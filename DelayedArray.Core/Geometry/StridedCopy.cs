using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Copies boxes between arrays of any strides. It copies whole runs if both sides are contiguous, and tiles if their axes
/// are transposed.</summary>
public static class StridedCopy
{
    private const int Tile = 16;

    /// <summary>Copies <paramref name="source"/> to <paramref name="destination"/> along all combinations of the axes.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives the values.</param>
    /// <param name="axes">The axes, outermost first in the destination. Overwritten.</param>
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
        CopyAxis.CheckBounds(source.Length, destination.Length, axes);
        var count = CopyAxis.Coalesce(axes);
        CopyAxis.MoveFastestSourceAxisInward(axes[..count]);
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        Walk(ref from, ref to, axes[..count]);
    }

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
