using System.Numerics;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>Sums integers in 64 bits, and moves the sums to 128 bits before they could overflow.</summary>
internal sealed class IntegerSumLanes<T>(int count) : LaneFold<T, Int128>(count, Bytes)
    where T : unmanaged, INumber<T>
{
    // After this many additions of values within 48 bits, sums stay within 63 bits.
    private const int MaxFolds = 1 << 15;

    private int _folded;

    /// <summary>Bytes of a lane.</summary>
    public static int Bytes => sizeof(long) + Unsafe.SizeOf<Int128>();

    public override void CopyTo(Span<Int128> states)
    {
        Widen();
        Plane<Int128>(0).CopyTo(states);
    }

    protected override void FoldFirst(int lane, ReadOnlySpan<T> values, long position)
    {
        Plane<Int128>(0).Slice(lane, values.Length).Clear();
        Plane<long>(Unsafe.SizeOf<Int128>()).Slice(lane, values.Length).Clear();
        Add(lane, values);
    }

    protected override void FoldNext(int lane, LaneRows<T> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            Add(lane, rows[row]);
    }

    private void Add(int lane, ReadOnlySpan<T> values)
    {
        if (!ExactSums.Fit48Bits(values))
        {
            var wide = Plane<Int128>(0).Slice(lane, values.Length);
            for (var i = 0; i < values.Length; i++)
                wide[i] += Int128.CreateTruncating(values[i]);
            return;
        }
        if (_folded++ == MaxFolds)
            Widen();
        ExactSums.AddEach(Plane<long>(Unsafe.SizeOf<Int128>()).Slice(lane, values.Length), values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen()
    {
        var wide = Plane<Int128>(0)[..Begun];
        var narrow = Plane<long>(Unsafe.SizeOf<Int128>())[..Begun];
        for (var i = 0; i < wide.Length; i++)
            wide[i] += narrow[i];
        narrow.Clear();
        _folded = 1;
    }
}
