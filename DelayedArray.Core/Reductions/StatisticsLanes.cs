using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// Keeps the numbers of <see cref="StatisticsState"/> separately: moments and sums in float64, the others in the width of the elements.
/// </summary>
internal sealed class StatisticsLanes<T>(int count, long elements) : LaneFold<T, StatisticsState>(count, OwnBytes)
    where T : unmanaged, INumber<T>
{
    private const int TileBytes = 16 * 1024;
    private const int MinColumns = 128;

    private readonly MomentLanes<T> _moments = new(count, elements);
    private readonly LaneFold<T, long> _nonZeros = NonZeroCount<T>.OpenLanes(default, count, elements);

    /// <summary>Bytes of a lane.</summary>
    public static int Bytes => OwnBytes + MomentLanes<T>.Bytes + NonZeroCount<T>.LaneBytes;

    private static int OwnBytes => sizeof(double) + (2 * Unsafe.SizeOf<T>());

    private Span<double> Sums => Plane<double>(0);

    private Span<T> Smallest => Plane<T>(sizeof(double));

    private Span<T> Largest => Plane<T>(sizeof(double) + Unsafe.SizeOf<T>());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CopyTo(Span<StatisticsState> states)
    {
        var moments = ArrayPool<Moments>.Shared.Rent(states.Length);
        _moments.CopyTo(moments.AsSpan(0, states.Length));
        var nonZeros = ArrayPool<long>.Shared.Rent(states.Length);
        _nonZeros.CopyTo(nonZeros.AsSpan(0, states.Length));
        var sums = Sums;
        var smallest = Smallest;
        var largest = Largest;
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = new StatisticsState(
                moments[i], nonZeros[i], sums[i], double.CreateTruncating(smallest[i]), double.CreateTruncating(largest[i]));
        }
        ArrayPool<long>.Shared.Return(nonZeros);
        ArrayPool<Moments>.Shared.Return(moments);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<T> values, long position)
    {
        Sums.Slice(lane, values.Length).Clear();
        values.CopyTo(Smallest[lane..]);
        values.CopyTo(Largest[lane..]);
        FoldNext(lane, new LaneRows<T>(values, values.Length, position, 0));
    }

    /// <summary>Folds tiles that stay in the first-level cache while all numbers are updated.</summary>
    protected override void FoldNext(int lane, LaneRows<T> rows)
    {
        var columns = Math.Max(TileBytes / (rows.Count * Unsafe.SizeOf<T>()), MinColumns);
        for (var start = 0; start < rows.Width; start += columns)
            FoldTile(lane + start, rows.Columns(start, Math.Min(columns, rows.Width - start)));
    }

    private void FoldTile(int lane, LaneRows<T> rows)
    {
        _moments.Fold(lane, rows);
        _nonZeros.Fold(lane, rows);
        SumKernels.AddEach(Sums.Slice(lane, rows.Width), rows);
        IFold<ExtremeFold<T, SmallerSide>, T>.Each(Smallest.Slice(lane, rows.Width), rows);
        IFold<ExtremeFold<T, LargerSide>, T>.Each(Largest.Slice(lane, rows.Width), rows);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _moments.Dispose();
            _nonZeros.Dispose();
        }
        base.Dispose(disposing);
    }
}
