namespace DelayedArrays;

/// <summary>Finds out what operations return for zeros, by applying them.</summary>
internal static class ZeroFacts
{
    /// <summary>Whether the function maps zero to zero, for either sign of zero.</summary>
    public static bool Keeps<TIn, TOut, TOp>(TOp op)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut> =>
        Array.TrueForAll(ZeroProbes<TIn>.Zeros, zero => Keeps<TIn, TOut, TOp>(op, zero));

    /// <summary>Whether the function of two zeros is zero, for all combinations of signs.</summary>
    public static bool KeepsBoth<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        Array.TrueForAll(ZeroProbes<T>.Zeros, x => Array.TrueForAll(ZeroProbes<T>.Zeros, y => Keeps<T, TOut, TOp>(op, x, y)));

    private static bool Keeps<TIn, TOut, TOp>(TOp op, TIn value)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut>
    {
        Span<TIn> zero = stackalloc TIn[Kernel.MinLength];
        Span<TOut> result = stackalloc TOut[Kernel.MinLength];
        zero.Fill(value);
        try
        {
            op.Apply(zero, result);
        }
        catch (ArithmeticException)
        {
            // Dividing integers by zero is an error of the evaluation, not of building the tree.
            return false;
        }
        return IsZero(result[0]);
    }

    /// <summary>Whether the function is zero wherever its first operand is zero, for common values of the second. Each block is checked for
    /// rare values, such as infinity.</summary>
    public static bool AnnihilatesLeft<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        !DistinguishesZeros<T, TOut, TOp>(op) && Array.TrueForAll(ZeroProbes<T>.Values, probe => Keeps<T, TOut, TOp>(op, default, probe));

    /// <summary>Whether the function is zero wherever its second operand is zero; see <see cref="AnnihilatesLeft"/>.</summary>
    public static bool AnnihilatesRight<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        !DistinguishesZeros<T, TOut, TOp>(op) && Array.TrueForAll(ZeroProbes<T>.Values, probe => Keeps<T, TOut, TOp>(op, probe, default));

    private static bool Keeps<T, TOut, TOp>(TOp op, T left, T right)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        TryApply<T, TOut, TOp>(op, left, right) is { } result && IsZero(result);

    /// <summary>Whether two zeros give a number other than zero, as tests for equality do. Zero divided by zero gives no number.</summary>
    private static bool DistinguishesZeros<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        TryApply<T, TOut, TOp>(op, default, default) is { } result && !IsZero(result) && !IsNaN(result);

    private static TOut? TryApply<T, TOut, TOp>(TOp op, T left, T right)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
    {
        Span<T> x = stackalloc T[Kernel.MinLength];
        Span<T> y = stackalloc T[Kernel.MinLength];
        Span<TOut> result = stackalloc TOut[Kernel.MinLength];
        x.Fill(left);
        y.Fill(right);
        try
        {
            op.Apply(x, (ReadOnlySpan<T>)y, result);
        }
        catch (ArithmeticException)
        {
            return null;
        }
        return result[0];
    }

    public static bool IsNaN<T>(T value) where T : unmanaged => value switch
    {
        double x => double.IsNaN(x),
        float x => float.IsNaN(x),
        Half x => Half.IsNaN(x),
        _ => false,
    };

    public static bool IsZero<T>(T value) where T : unmanaged => EqualityComparer<T>.Default.Equals(value, default);
}
