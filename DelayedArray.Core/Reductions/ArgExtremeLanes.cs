using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Keeps the values and the positions of extremes separately, so that values are compared by vector. New extremes are rare, so their
/// positions are set one by one.
/// </summary>
internal sealed class ArgExtremeLanes<T, TSide>(int count) : LaneFold<T, (long Position, T Value)>(count, Bytes)
    where T : unmanaged, INumber<T> where TSide : struct, ISide<TSide>
{
    private long _last;

    /// <summary>Bytes of a lane.</summary>
    public static int Bytes => sizeof(long) + Unsafe.SizeOf<T>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CopyTo(Span<(long Position, T Value)> states)
    {
        var positions = Plane<long>(0);
        var values = Plane<T>(sizeof(long));
        for (var i = 0; i < states.Length; i++)
            states[i] = (positions[i], values[i]);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<T> values, long position)
    {
        Plane<long>(0).Slice(lane, values.Length).Fill(position);
        values.CopyTo(Plane<T>(sizeof(long))[lane..]);
        _last = position;
    }

    protected override void FoldNext(int lane, LaneRows<T> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            FoldRow(lane, rows[row], rows.PositionOf(row));
    }

    private void FoldRow(int lane, ReadOnlySpan<T> values, long position)
    {
        var positions = Plane<long>(0).Slice(lane, values.Length);
        var extremes = Plane<T>(sizeof(long)).Slice(lane, values.Length);
        var start = 0;
        // Of equal values, the one with the lower position counts. It came first, unless axes are permuted.
        if (position >= _last)
        {
            start = Compare(extremes, values, positions, position);
            _last = position;
        }
        for (var i = start; i < values.Length; i++)
        {
            var state = (positions[i], extremes[i]);
            default(ArgExtreme<T, TSide>).Merge(ref state, (position, values[i]));
            (positions[i], extremes[i]) = state;
        }
    }

    /// <summary>Compares whole vectors.</summary>
    /// <returns>The number of values compared.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Compare(Span<T> extremes, ReadOnlySpan<T> values, Span<long> positions, long position)
    {
        ref var x = ref MemoryMarshal.GetReference(extremes);
        ref var y = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var known = Vector256.LoadUnsafe(ref x, (nuint)i);
            var next = Vector256.LoadUnsafe(ref y, (nuint)i);
            var beyond = TSide.IsBeyond(next, known);
            if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
                beyond |= ~Vector256.Equals(next, next) & Vector256.Equals(known, known);
            var lanes = beyond.ExtractMostSignificantBits();
            if (lanes == 0)
                continue;
            Vector256.ConditionalSelect(beyond, next, known).StoreUnsafe(ref x, (nuint)i);
            for (; lanes != 0; lanes &= lanes - 1)
                positions[i + BitOperations.TrailingZeroCount(lanes)] = position;
        }
        return i;
    }
}
