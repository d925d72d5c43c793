using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DelayedArrays;

/// <summary>
/// log(1 + x) in float32 within 1.5 units in the last place. 1 + x is split into a power of two and a number near 1, to which
/// what the addition lost is added back; then a polynomial. Every vector width gives the same bits.
/// </summary>
internal static class Log1PKernel
{
    private const int MantissaBits = 23;
    private const int HalfRootTwo = 0x3F3504F3;
    private const int OneBits = 0x3F800000;
    private const int LeastNormal = 0x00800000;
    private const uint NormalSpan = 0x7F000000;
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194440e-4f;
    private const float C0 = 3.333331347e-01f;
    private const float C1 = -2.500000894e-01f;
    private const float C2 = 2.000211775e-01f;
    private const float C3 = -1.666798890e-01f;
    private const float C4 = 1.421957016e-01f;
    private const float C5 = -1.240572333e-01f;
    private const float C6 = 1.188817099e-01f;
    private const float C7 = -1.167486086e-01f;
    private const float C8 = 6.745673716e-02f;

    /// <summary>Computes y = log(1 + x). The spans are the same memory or apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= x.Length - 32; i += 32)
            {
                // Two at a time, so that one fills the waits of the other.
                var first = Log1P(Vector512.LoadUnsafe(ref from, (nuint)i));
                var second = Log1P(Vector512.LoadUnsafe(ref from, (nuint)i + 16));
                first.StoreUnsafe(ref to, (nuint)i);
                second.StoreUnsafe(ref to, (nuint)i + 16);
            }
        }
        for (; i <= x.Length - 8; i += 8)
            Log1P(Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        if (i < x.Length)
            ApplyRest(x[i..], y[i..]);
    }

    private static void ApplyRest(ReadOnlySpan<float> x, Span<float> y)
    {
        Span<float> padded = stackalloc float[8];
        padded.Clear();
        x.CopyTo(padded);
        Log1P(Vector256.Create<float>((ReadOnlySpan<float>)padded)).CopyTo(padded);
        padded[..x.Length].CopyTo(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log1P(Vector512<float> x)
    {
        var one = Vector512<float>.One;
        var sum = x + one;
        var lost = x - (sum - one);
        var bits = sum.AsInt32();
        var exponent = Vector512.ShiftRightArithmetic(bits - Vector512.Create(HalfRootTwo), MantissaBits);
        var shift = Vector512.ShiftLeft(exponent, MantissaBits);
        // 2 to the power -exponent; 0 where that is beyond the range, for what was lost does not count there.
        var scale = Vector512.Max(Vector512.Create(OneBits) - shift, Vector512<int>.Zero).AsSingle();
        var f = Vector512.FusedMultiplyAdd(lost, scale, (bits - shift).AsSingle() - one);
        var result = Assemble(f, Vector512.ConvertToSingle(exponent));
        var odd = Vector512.GreaterThanOrEqual((bits - Vector512.Create(LeastNormal)).AsUInt32(), Vector512.Create(NormalSpan));
        if (Vector512.ExtractMostSignificantBits(odd) != 0)
            result = Vector512.ConditionalSelect(odd.AsSingle(), OfOdd(x), result);
        return Vector512.ConditionalSelect(Vector512.Equals(sum, one), x, result);
    }

    /// <summary>exponent * log 2 + log(1 + f), by the polynomial f - f^2 / 2 + f^3 * (C0 + C1 f + ...), fitted to the least relative error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Assemble(Vector512<float> f, Vector512<float> exponent)
    {
        var square = f * f;
        var fourth = square * square;
        var low = Vector512.FusedMultiplyAdd(Vector512.Create(C1), f, Vector512.Create(C0));
        low = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.Create(C3), f, Vector512.Create(C2)), square, low);
        var high = Vector512.FusedMultiplyAdd(Vector512.Create(C5), f, Vector512.Create(C4));
        high = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.Create(C7), f, Vector512.Create(C6)), square, high);
        high = Vector512.FusedMultiplyAdd(Vector512.Create(C8), fourth, high);
        var tail = Vector512.FusedMultiplyAdd(high, fourth, low) * f * square;
        tail = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(LogTwoLow), tail);
        tail = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), tail);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(LogTwoHigh), f + tail);
    }

    /// <summary>Results where 1 + x is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OfOdd(Vector512<float> x)
    {
        var infinite = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)), x, Vector512.Create(float.NaN));
        return Vector512.ConditionalSelect(Vector512.Equals(x, -Vector512<float>.One), Vector512.Create(float.NegativeInfinity), infinite);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Log1P(Vector256<float> x)
    {
        var one = Vector256<float>.One;
        var sum = x + one;
        var lost = x - (sum - one);
        var bits = sum.AsInt32();
        var exponent = Vector256.ShiftRightArithmetic(bits - Vector256.Create(HalfRootTwo), MantissaBits);
        var shift = Vector256.ShiftLeft(exponent, MantissaBits);
        // 2 to the power -exponent; 0 where that is beyond the range, for what was lost does not count there.
        var scale = Vector256.Max(Vector256.Create(OneBits) - shift, Vector256<int>.Zero).AsSingle();
        var f = Vector256.FusedMultiplyAdd(lost, scale, (bits - shift).AsSingle() - one);
        var result = Assemble(f, Vector256.ConvertToSingle(exponent));
        var odd = Vector256.GreaterThanOrEqual((bits - Vector256.Create(LeastNormal)).AsUInt32(), Vector256.Create(NormalSpan));
        if (Vector256.ExtractMostSignificantBits(odd) != 0)
            result = Vector256.ConditionalSelect(odd.AsSingle(), OfOdd(x), result);
        return Vector256.ConditionalSelect(Vector256.Equals(sum, one), x, result);
    }

    /// <summary>exponent * log 2 + log(1 + f), by the polynomial f - f^2 / 2 + f^3 * (C0 + C1 f + ...), fitted to the least relative error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Assemble(Vector256<float> f, Vector256<float> exponent)
    {
        var square = f * f;
        var fourth = square * square;
        var low = Vector256.FusedMultiplyAdd(Vector256.Create(C1), f, Vector256.Create(C0));
        low = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.Create(C3), f, Vector256.Create(C2)), square, low);
        var high = Vector256.FusedMultiplyAdd(Vector256.Create(C5), f, Vector256.Create(C4));
        high = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.Create(C7), f, Vector256.Create(C6)), square, high);
        high = Vector256.FusedMultiplyAdd(Vector256.Create(C8), fourth, high);
        var tail = Vector256.FusedMultiplyAdd(high, fourth, low) * f * square;
        tail = Vector256.FusedMultiplyAdd(exponent, Vector256.Create(LogTwoLow), tail);
        tail = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.5f), tail);
        return Vector256.FusedMultiplyAdd(exponent, Vector256.Create(LogTwoHigh), f + tail);
    }

    /// <summary>Results where 1 + x is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> OfOdd(Vector256<float> x)
    {
        var infinite = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(float.PositiveInfinity)), x, Vector256.Create(float.NaN));
        return Vector256.ConditionalSelect(Vector256.Equals(x, -Vector256<float>.One), Vector256.Create(float.NegativeInfinity), infinite);
    }
}
