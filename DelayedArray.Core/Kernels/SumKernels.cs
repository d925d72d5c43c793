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

    /// <summary>Adds one value to each sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddEach<T>(Span<double> sums, ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            AddEach(sums, MemoryMarshal.Cast<T, float>(values));
            return;
        }
        if (typeof(T) == typeof(Half))
        {
            AddEach(sums, MemoryMarshal.Cast<T, Half>(values));
            return;
        }
        ref var x = ref MemoryMarshal.GetReference(values);
        var add = new EachSum(ref MemoryMarshal.GetReference(sums));
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            if (Unsafe.SizeOf<T>() == sizeof(double))
                add.Take(LoadDoubles(ref x, i), (nuint)i);
            else
                Widening.Each(Vector256.LoadUnsafe(ref x, (nuint)i), (nuint)i, ref add);
        }
        for (; i < values.Length; i++)
            sums[i] += double.CreateTruncating(values[i]);
    }

    /// <summary>Sums squared distances from a centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<double> values, double center)
    {
        var centers = Vector256.Create(center);
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            a += Square(Vector256.LoadUnsafe(ref x, (nuint)i) - centers);
            b += Square(Vector256.LoadUnsafe(ref x, (nuint)i + 4) - centers);
            c += Square(Vector256.LoadUnsafe(ref x, (nuint)i + 8) - centers);
            d += Square(Vector256.LoadUnsafe(ref x, (nuint)i + 12) - centers);
        }
        var rest = 0.0;
        for (; i < values.Length; i++)
            rest += (values[i] - center) * (values[i] - center);
        return Join(a, b, c, d) + rest;
    }

    /// <summary>Counts zeros of either sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountZeros(ReadOnlySpan<double> values)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var counts = Vector256<long>.Zero;
        var i = 0;
        // A comparison gives -1 if it is true.
        for (; i <= values.Length - 4; i += 4)
            counts -= Vector256.Equals(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256<double>.Zero).AsInt64();
        var zeros = (int)Vector256.Sum(counts);
        for (; i < values.Length; i++)
            zeros += values[i] == 0 ? 1 : 0;
        return zeros;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumWide<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            a += LoadDoubles(ref x, i);
            b += LoadDoubles(ref x, i + 4);
            c += LoadDoubles(ref x, i + 8);
            d += LoadDoubles(ref x, i + 12);
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
    private static void AddEach(Span<double> sums, ReadOnlySpan<float> values)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        ref var y = ref MemoryMarshal.GetReference(sums);
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= values.Length - 16; i += 16)
            {
                var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref x, (nuint)i));
                (Vector512.LoadUnsafe(ref y, (nuint)i) + low).StoreUnsafe(ref y, (nuint)i);
                (Vector512.LoadUnsafe(ref y, (nuint)i + 8) + high).StoreUnsafe(ref y, (nuint)i + 8);
            }
        }
        for (; i <= values.Length - 8; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            (Vector256.LoadUnsafe(ref y, (nuint)i) + low).StoreUnsafe(ref y, (nuint)i);
            (Vector256.LoadUnsafe(ref y, (nuint)i + 4) + high).StoreUnsafe(ref y, (nuint)i + 4);
        }
        for (; i < values.Length; i++)
            sums[i] += values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEach(Span<double> sums, ReadOnlySpan<Half> values)
    {
        Span<float> piece = stackalloc float[HalfPiece];
        for (var i = 0; i < values.Length; i += HalfPiece)
        {
            var part = values.Slice(i, Math.Min(HalfPiece, values.Length - i));
            TensorPrimitives.ConvertToSingle(part, piece);
            AddEach(sums[i..], (ReadOnlySpan<float>)piece[..part.Length]);
        }
    }

    /// <summary>Converts four elements of 64 bits to float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LoadDoubles<T>(ref T first, int index) where T : unmanaged
    {
        var values = Vector256.LoadUnsafe(ref first, (nuint)index);
        return typeof(T) == typeof(long) ? Vector256.ConvertToDouble(values.AsInt64())
            : typeof(T) == typeof(ulong) ? Vector256.ConvertToDouble(values.AsUInt64())
            : values.AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Square(Vector256<double> x) => x * x;

    private static double Join(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var joined = (a + b) + (c + d);
        return (joined[0] + joined[1]) + (joined[2] + joined[3]);
    }

    private readonly ref struct EachSum(ref double sums) : IWideTaker
    {
        private readonly ref double _sums = ref sums;

        /// <summary>Adds integers within 33 bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(Vector256<long> values, nuint index)
        {
            // In numbers this large, the lowest bit counts ones.
            var shifter = Vector256.Create(FloatBits.Shifter64);
            Take((values + shifter.AsInt64()).AsDouble() - shifter, index);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(Vector256<double> values, nuint index) =>
            (Vector256.LoadUnsafe(ref _sums, index) + values).StoreUnsafe(ref _sums, index);
    }
}
