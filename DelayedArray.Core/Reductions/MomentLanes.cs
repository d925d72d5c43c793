using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Keeps the numbers of <see cref="Moments"/> separately and adds to four lanes at once. The additions, and so the bits, are the same.
/// </summary>
internal sealed class MomentLanes<T>(int count, long elements) : LaneFold<T, Moments>(count, Bytes)
    where T : unmanaged, INumber<T>
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

    protected override void FoldFirst(int lane, ReadOnlySpan<T> values, long position)
    {
        var shifts = Shifts.Slice(lane, values.Length);
        for (var i = 0; i < values.Length; i++)
            shifts[i] = T.IsFinite(values[i]) ? double.CreateTruncating(values[i]) : 0;
        Sums.Slice(lane, values.Length).Clear();
        Squares.Slice(lane, values.Length).Clear();
        FoldNext(lane, new LaneRows<T>(values, values.Length, position, 0));
    }

    protected override void FoldNext(int lane, LaneRows<T> rows)
    {
        var shifts = Shifts.Slice(lane, rows.Width);
        var row = 0;
        for (; row <= rows.Count - 4; row += 4)
            AddFour(shifts, Sums[lane..], Squares[lane..], rows.Slice(row, 4));
        for (; row < rows.Count; row++)
            AddOne(shifts, Sums[lane..], Squares[lane..], rows[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(ReadOnlySpan<double> shifts, Span<double> sums, Span<double> squares, LaneRows<T> rows)
    {
        ref var a = ref rows.First;
        ref var b = ref Unsafe.Add(ref a, rows.Pitch);
        ref var c = ref Unsafe.Add(ref b, rows.Pitch);
        ref var d = ref Unsafe.Add(ref c, rows.Pitch);
        var i = 0;
        for (; i <= shifts.Length - 4; i += 4)
        {
            var four = new FourLanes(shifts, sums, squares, i);
            four.Add(Widening.LoadDoubles(ref a, (nuint)i));
            four.Add(Widening.LoadDoubles(ref b, (nuint)i));
            four.Add(Widening.LoadDoubles(ref c, (nuint)i));
            four.Add(Widening.LoadDoubles(ref d, (nuint)i));
            four.CopyTo(sums, squares, i);
        }
        for (; i < shifts.Length; i++)
        {
            for (var row = 0; row < 4; row++)
                Add(shifts[i], ref sums[i], ref squares[i], rows[row][i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(ReadOnlySpan<double> shifts, Span<double> sums, Span<double> squares, ReadOnlySpan<T> values)
    {
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            var four = new FourLanes(shifts, sums, squares, i);
            four.Add(Widening.LoadDoubles(ref MemoryMarshal.GetReference(values), (nuint)i));
            four.CopyTo(sums, squares, i);
        }
        for (; i < values.Length; i++)
            Add(shifts[i], ref sums[i], ref squares[i], values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double shift, ref double sum, ref double square, T value)
    {
        var distance = double.CreateTruncating(value) - shift;
        sum += distance;
        square = Math.FusedMultiplyAdd(distance, distance, square);
    }

    /// <summary>The numbers of four lanes, in registers.</summary>
    private struct FourLanes
    {
        private readonly Vector256<double> _shifts;
        private Vector256<double> _sums;
        private Vector256<double> _squares;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public FourLanes(ReadOnlySpan<double> shifts, Span<double> sums, Span<double> squares, int index)
        {
            _shifts = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(shifts), (nuint)index);
            _sums = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)index);
            _squares = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(squares), (nuint)index);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<double> values)
        {
            var distances = values - _shifts;
            _sums += distances;
            _squares = Vector256.FusedMultiplyAdd(distances, distances, _squares);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void CopyTo(Span<double> sums, Span<double> squares, int index)
        {
            _sums.StoreUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)index);
            _squares.StoreUnsafe(ref MemoryMarshal.GetReference(squares), (nuint)index);
        }
    }
}
