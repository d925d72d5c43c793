using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Keeps the numbers of <see cref="Moments"/> separately and adds to four lanes at once. The additions, and so the bits, are the same.
/// </summary>
internal sealed class MomentLanes(int count, long elements) : LaneFold<double, Moments>(count, Bytes)
{
    /// <summary>Bytes of a lane.</summary>
    public const int Bytes = 3 * sizeof(double);

    private Span<double> Shifts => Plane<double>(0);

    private Span<double> Sums => Plane<double>(sizeof(double));

    private Span<double> Squares => Plane<double>(2 * sizeof(double));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CopyTo(Span<Moments> states)
    {
        var shifts = Shifts;
        var sums = Sums;
        var squares = Squares;
        for (var i = 0; i < states.Length; i++)
            states[i] = new Moments(elements, shifts[i], sums[i], squares[i]);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<double> values, long position)
    {
        var shifts = Shifts.Slice(lane, values.Length);
        for (var i = 0; i < values.Length; i++)
            shifts[i] = double.IsFinite(values[i]) ? values[i] : 0;
        Sums.Slice(lane, values.Length).Clear();
        Squares.Slice(lane, values.Length).Clear();
        FoldNext(lane, values, position);
    }

    protected override void FoldNext(int lane, ReadOnlySpan<double> values, long position) =>
        Add(Shifts.Slice(lane, values.Length), Sums[lane..], Squares[lane..], values);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<double> shifts, Span<double> sums, Span<double> squares, ReadOnlySpan<double> values)
    {
        ref var shift = ref MemoryMarshal.GetReference(shifts);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var square = ref MemoryMarshal.GetReference(squares);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var distance = Vector256.LoadUnsafe(ref x, (nuint)i) - Vector256.LoadUnsafe(ref shift, (nuint)i);
            (Vector256.LoadUnsafe(ref sum, (nuint)i) + distance).StoreUnsafe(ref sum, (nuint)i);
            Vector256.FusedMultiplyAdd(distance, distance, Vector256.LoadUnsafe(ref square, (nuint)i)).StoreUnsafe(ref square, (nuint)i);
        }
        for (; i < values.Length; i++)
        {
            var distance = values[i] - shifts[i];
            sums[i] += distance;
            squares[i] = Math.FusedMultiplyAdd(distance, distance, squares[i]);
        }
    }
}
