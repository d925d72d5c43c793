using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>Exact sums of integers, widened to 64 bits by vector.</summary>
internal static class ExactSums
{
    private const int Bits = 47;

    // The sum of this many values within 48 bits fits in 63 bits.
    private const int Piece = 1 << 15;

    /// <summary>Sums values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 Of<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var sum = Int128.Zero;
        while (values.Length > 0)
        {
            var piece = values[..Math.Min(Piece, values.Length)];
            sum += Fit48Bits(piece) ? Sum(piece) : SumWide(piece);
            values = values[piece.Length..];
        }
        return sum;
    }

    /// <summary>Sums the elements of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of<T>(Vector256<T> values) where T : unmanaged
    {
        var total = default(TotalSum);
        Widening.Each(values, 0, ref total);
        return Vector256.Sum(total.Even + total.Odd);
    }

    /// <summary>Adds one value to each sum. The sums wrap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddEach<T>(Span<long> sums, ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var add = new EachSum(ref MemoryMarshal.GetReference(sums));
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            Widening.Each(Vector256.LoadUnsafe(ref x, (nuint)i), (nuint)i, ref add);
        for (; i < values.Length; i++)
            sums[i] += long.CreateTruncating(values[i]);
    }

    /// <summary>Whether all values lie from -2^47 to 2^47 or, if unsigned, from 0 to 2^48.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Fit48Bits<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        if (Unsafe.SizeOf<T>() < sizeof(long))
            return true;
        var numbers = MemoryMarshal.Cast<T, long>(values);
        var min = typeof(T) == typeof(ulong) ? 0 : -1L << Bits;
        ref var x = ref MemoryMarshal.GetReference(numbers);
        var seen = Vector256<long>.Zero;
        var i = 0;
        for (; i <= numbers.Length - Vector256<long>.Count; i += Vector256<long>.Count)
            seen |= Vector256.LoadUnsafe(ref x, (nuint)i) - Vector256.Create(min);
        var bits = seen[0] | seen[1] | seen[2] | seen[3];
        for (; i < numbers.Length; i++)
            bits |= numbers[i] - min;
        return (ulong)bits >> (Bits + 1) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var total = default(TotalSum);
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            Widening.Each(Vector256.LoadUnsafe(ref x, (nuint)i), (nuint)i, ref total);
        var sum = Vector256.Sum(total.Even + total.Odd);
        for (; i < values.Length; i++)
            sum += long.CreateTruncating(values[i]);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128 SumWide<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var sum = Int128.Zero;
        foreach (var value in values)
            sum += Int128.CreateTruncating(value);
        return sum;
    }

    private readonly ref struct EachSum(ref long sums) : IWideTaker
    {
        private readonly ref long _sums = ref sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(Vector256<long> values, nuint index) =>
            (Vector256.LoadUnsafe(ref _sums, index) + values).StoreUnsafe(ref _sums, index);
    }

    private struct TotalSum : IWideTaker
    {
        public Vector256<long> Even;
        public Vector256<long> Odd;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(Vector256<long> values, nuint index)
        {
            if ((index & (nuint)Vector256<long>.Count) == 0)
                Even += values;
            else
                Odd += values;
        }
    }
}
