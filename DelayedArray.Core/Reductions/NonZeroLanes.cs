using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Counts in integers as wide as the elements, and moves the counts to wider ones before they overflow.</summary>
/// <typeparam name="T">Element type of the array.</typeparam>
/// <typeparam name="TBits">The unsigned integer of the same width.</typeparam>
internal sealed class NonZeroLanes<T, TBits>(int count) : LaneFold<T, long>(count, NonZeroCount<T>.LaneBytes)
    where T : unmanaged where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
{
    private static readonly long MaxFolds = long.CreateSaturating(TBits.MaxValue);

    private long _folded;

    public override void CopyTo(Span<long> states)
    {
        Widen();
        Plane<long>(0).CopyTo(states);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<T> values, long position)
    {
        Plane<long>(0).Slice(lane, values.Length).Clear();
        Plane<TBits>(sizeof(long)).Slice(lane, values.Length).Clear();
        FoldNext(lane, new LaneRows<T>(values, values.Length, position, 0));
    }

    protected override void FoldNext(int lane, LaneRows<T> rows)
    {
        for (var row = 0; row < rows.Count;)
        {
            if (_folded == MaxFolds)
                Widen();
            var taken = (int)Math.Min(MaxFolds - _folded, rows.Count - row);
            IFold<NonZeroFold, TBits>.Each(Plane<TBits>(sizeof(long)).Slice(lane, rows.Width), rows.Slice(row, taken).As<TBits>());
            _folded += taken;
            row += taken;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen()
    {
        var wide = Plane<long>(0)[..Begun];
        var narrow = Plane<TBits>(sizeof(long))[..Begun];
        for (var i = 0; i < wide.Length; i++)
            wide[i] += long.CreateTruncating(narrow[i]);
        narrow.Clear();
        _folded = 0;
    }
    private readonly struct NonZeroFold : IFold<NonZeroFold, TBits>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBits Of(TBits state, TBits value) =>
            (value & NonZeroCount<T>.MaskOf<TBits>()) == TBits.Zero ? state : state + TBits.One;

        // A comparison gives -1 if it is true.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<TBits> Of(Vector256<TBits> states, Vector256<TBits> values) =>
            states - ~Vector256.Equals(values & Vector256.Create(NonZeroCount<T>.MaskOf<TBits>()), Vector256<TBits>.Zero);
    }
}
