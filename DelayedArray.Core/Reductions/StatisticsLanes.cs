using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Keeps the numbers of <see cref="StatisticsState"/> separately, so that it adds to four lanes at once.</summary>
internal sealed class StatisticsLanes(int count, long elements) : LaneFold<double, StatisticsState>(count, Bytes)
{
    /// <summary>Bytes of a lane.</summary>
    public const int Bytes = MomentLanes.Bytes + (4 * sizeof(double));

    private readonly MomentLanes _moments = new(count, elements);

    private Span<double> Sums => Plane<double>(0);

    private Span<double> Smallest => Plane<double>(sizeof(double));

    private Span<double> Largest => Plane<double>(2 * sizeof(double));

    private Span<long> Zeros => Plane<long>(3 * sizeof(double));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CopyTo(Span<StatisticsState> states)
    {
        var moments = ArrayPool<Moments>.Shared.Rent(states.Length);
        _moments.CopyTo(moments.AsSpan(0, states.Length));
        var sums = Sums;
        var smallest = Smallest;
        var largest = Largest;
        var zeros = Zeros;
        for (var i = 0; i < states.Length; i++)
            states[i] = new StatisticsState(moments[i], elements - zeros[i], sums[i], smallest[i], largest[i]);
        ArrayPool<Moments>.Shared.Return(moments);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<double> values, long position)
    {
        Sums.Slice(lane, values.Length).Clear();
        Zeros.Slice(lane, values.Length).Clear();
        values.CopyTo(Smallest[lane..]);
        values.CopyTo(Largest[lane..]);
        FoldNext(lane, values, position);
    }

    protected override void FoldNext(int lane, ReadOnlySpan<double> values, long position)
    {
        _moments.Fold(lane, values, position);
        Add(Sums[lane..], Zeros[lane..], values);
        IFold<ExtremeFold<double, SmallerSide>, double>.Each(Smallest[lane..], values);
        IFold<ExtremeFold<double, LargerSide>, double>.Each(Largest[lane..], values);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _moments.Dispose();
        base.Dispose(disposing);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<double> sums, Span<long> zeros, ReadOnlySpan<double> values)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var zero = ref MemoryMarshal.GetReference(zeros);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var value = Vector256.LoadUnsafe(ref x, (nuint)i);
            (Vector256.LoadUnsafe(ref sum, (nuint)i) + value).StoreUnsafe(ref sum, (nuint)i);
            // A comparison gives -1 if it is true.
            (Vector256.LoadUnsafe(ref zero, (nuint)i) - Vector256.Equals(value, Vector256<double>.Zero).AsInt64()).StoreUnsafe(ref zero, (nuint)i);
        }
        for (; i < values.Length; i++)
        {
            sums[i] += values[i];
            zeros[i] += values[i] == 0 ? 1 : 0;
        }
    }
}
