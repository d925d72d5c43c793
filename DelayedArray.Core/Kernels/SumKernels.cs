using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// Sums in double precision. The number of lanes and the order of joining them are fixed and do not depend on the vectors of the machine,
/// so that every machine gives the same bits.
/// </summary>
internal static class SumKernels
{
    private const int Lanes = 16;
    private const int HalfPiece = 256;

    /// <summary>Sums values in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
            return Sum(MemoryMarshal.Cast<T, float>(values));
        if (typeof(T) == typeof(Half))
            return Sum(MemoryMarshal.Cast<T, Half>(values));
        // Sums of this many narrow integers are exact in float64, in any order.
        return Unsafe.SizeOf<T>() < sizeof(double) ? (double)ExactSums.Of(values) : SumWide(values);
    }

    /// <summary>Adds rows, which have a value for each sum. Four rows are added at once, so that sums are seldom loaded and stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddEach<T>(Span<double> sums, LaneRows<T> rows) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(Half))
        {
            AddEachHalf(sums, rows.As<Half>());
            return;
        }
        var row = 0;
        for (; row <= rows.Count - 4; row += 4)
            AddFour(sums, rows.Slice(row, 4));
        for (; row < rows.Count; row++)
            AddOne(sums, rows[row]);
    }

    /// <summary>Sums squared distances from a centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares<T>(ReadOnlySpan<T> values, double center) where T : unmanaged, INumber<T>
    {
        var centers = Vector256.Create(center);
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            a += Square(Widening.LoadDoubles(ref x, (nuint)i) - centers);
            b += Square(Widening.LoadDoubles(ref x, (nuint)i + 4) - centers);
            c += Square(Widening.LoadDoubles(ref x, (nuint)i + 8) - centers);
            d += Square(Widening.LoadDoubles(ref x, (nuint)i + 12) - centers);
        }
        var rest = 0.0;
        for (; i < values.Length; i++)
        {
            var distance = double.CreateTruncating(values[i]) - center;
            rest += distance * distance;
        }
        return Join(a, b, c, d) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumWide<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            a += Widening.LoadDoubles(ref x, (nuint)i);
            b += Widening.LoadDoubles(ref x, (nuint)i + 4);
            c += Widening.LoadDoubles(ref x, (nuint)i + 8);
            d += Widening.LoadDoubles(ref x, (nuint)i + 12);
        }
        var rest = 0.0;
        for (; i < values.Length; i++)
            rest += double.CreateTruncating(values[i]);
        return Join(a, b, c, d) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<float> values)
    {
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            a += low;
            b += high;
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i + 8));
            c += low;
            d += high;
        }
        var rest = 0.0;
        for (; i < values.Length; i++)
            rest += values[i];
        return Join(a, b, c, d) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<Half> values)
    {
        Span<float> piece = stackalloc float[HalfPiece];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i += HalfPiece)
        {
            var part = values.Slice(i, Math.Min(HalfPiece, values.Length - i));
            TensorPrimitives.ConvertToSingle(part, piece);
            sum += Sum(piece[..part.Length]);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour<T>(Span<double> sums, LaneRows<T> rows) where T : unmanaged, INumber<T>
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var a = ref rows.First;
        ref var b = ref Unsafe.Add(ref a, rows.Pitch);
        ref var c = ref Unsafe.Add(ref b, rows.Pitch);
        ref var d = ref Unsafe.Add(ref c, rows.Pitch);
        var i = 0;
        for (; i <= sums.Length - 4; i += 4)
        {
            var added = Vector256.LoadUnsafe(ref sum, (nuint)i) + Widening.LoadDoubles(ref a, (nuint)i);
            added += Widening.LoadDoubles(ref b, (nuint)i);
            added += Widening.LoadDoubles(ref c, (nuint)i);
            (added + Widening.LoadDoubles(ref d, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        }
        for (; i < sums.Length; i++)
        {
            for (var row = 0; row < 4; row++)
                sums[i] += double.CreateTruncating(rows[row][i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne<T>(Span<double> sums, ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var value = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
            (Vector256.LoadUnsafe(ref sum, (nuint)i) + Widening.LoadDoubles(ref value, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        for (; i < values.Length; i++)
            sums[i] += double.CreateTruncating(values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEachHalf(Span<double> sums, LaneRows<Half> rows)
    {
        Span<float> piece = stackalloc float[HalfPiece];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < sums.Length; i += HalfPiece)
            {
                var part = rows[row].Slice(i, Math.Min(HalfPiece, sums.Length - i));
                TensorPrimitives.ConvertToSingle(part, piece);
                AddEach(sums.Slice(i, part.Length), new LaneRows<float>(piece[..part.Length], part.Length, 0, 0));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Square(Vector256<double> x) => x * x;

    private static double Join(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var joined = (a + b) + (c + d);
        return (joined[0] + joined[1]) + (joined[2] + joined[3]);
    }
}
