using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        FoldNext(lane, values, position);
    }

    protected override void FoldNext(int lane, ReadOnlySpan<T> values, long position)
    {
        if (_folded++ == MaxFolds)
            Widen();
        Add(Plane<TBits>(sizeof(long)).Slice(lane, values.Length), MemoryMarshal.Cast<T, TBits>(values));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<TBits> counts, ReadOnlySpan<TBits> values)
    {
        var mask = NonZeroCount<T>.MaskOf<TBits>();
        ref var x = ref MemoryMarshal.GetReference(counts);
        ref var y = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector256<TBits>.Count; i += Vector256<TBits>.Count)
        {
            // A comparison gives -1 if it is true.
            var zeros = Vector256.Equals(Vector256.LoadUnsafe(ref y, (nuint)i) & Vector256.Create(mask), Vector256<TBits>.Zero);
            (Vector256.LoadUnsafe(ref x, (nuint)i) - ~zeros).StoreUnsafe(ref x, (nuint)i);
        }
        for (; i < values.Length; i++)
            counts[i] += (values[i] & mask) == TBits.Zero ? TBits.Zero : TBits.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen()
    {
        var wide = Plane<long>(0)[..Begun];
        var narrow = Plane<TBits>(sizeof(long))[..Begun];
        for (var i = 0; i < wide.Length; i++)
            wide[i] += long.CreateTruncating(narrow[i]);
        narrow.Clear();
        _folded = 1;
    }
}
