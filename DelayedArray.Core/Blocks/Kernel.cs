namespace DelayedArrays;

/// <summary>
/// Applies operations to spans of any length. Kernels process spans shorter than a vector with other instructions, which may round
/// differently. Short spans are therefore padded, so that the value of an element does not depend on where a block, strip or selection
/// ends.
/// </summary>
internal static class Kernel
{
    /// <summary>Elements in the widest vector of the smallest type whose rounding can differ (16-bit floats).</summary>
    public const int MinLength = 32;

    public static void Apply<TIn, TOut, TOp>(TOp op, ReadOnlySpan<TIn> x, Span<TOut> y)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut>
    {
        if (x.Length >= MinLength)
        {
            op.Apply(x, y);
            return;
        }
        Span<TIn> padded = stackalloc TIn[MinLength];
        Span<TOut> result = stackalloc TOut[MinLength];
        Pad(x, padded);
        op.Apply(padded, result);
        result[..y.Length].CopyTo(y);
    }

    public static void Apply<T, TOut, TOp>(TOp op, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TOut> z)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
    {
        if (x.Length >= MinLength)
        {
            op.Apply(x, y, z);
            return;
        }
        Span<T> paddedX = stackalloc T[MinLength];
        Span<T> paddedY = stackalloc T[MinLength];
        Span<TOut> result = stackalloc TOut[MinLength];
        Pad(x, paddedX);
        Pad(y, paddedY);
        op.Apply(paddedX, (ReadOnlySpan<T>)paddedY, result);
        result[..z.Length].CopyTo(z);
    }

    public static void Apply<T1, T2, T3, TOut, TOp>(
        TOp op, ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, Span<TOut> w)
        where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
        where TOp : struct, ITernaryOp<T1, T2, T3, TOut>
    {
        if (x.Length >= MinLength)
        {
            op.Apply(x, y, z, w);
            return;
        }
        Span<T1> paddedX = stackalloc T1[MinLength];
        Span<T2> paddedY = stackalloc T2[MinLength];
        Span<T3> paddedZ = stackalloc T3[MinLength];
        Span<TOut> result = stackalloc TOut[MinLength];
        Pad(x, paddedX);
        Pad(y, paddedY);
        Pad(z, paddedZ);
        op.Apply(paddedX, paddedY, paddedZ, result);
        result[..w.Length].CopyTo(w);
    }

    /// <summary>Repeats the last value, which is a valid input of the function.</summary>
    private static void Pad<T>(ReadOnlySpan<T> values, Span<T> padded)
    {
        values.CopyTo(padded);
        padded[values.Length..].Fill(values[^1]);
    }
}
