using System.Numerics;

namespace DelayedArrays;

/// <summary>Finds out what operations make of zero, by applying them to it.</summary>
internal static class ZeroFacts
{
    /// <summary>Whether the function of zero is zero.</summary>
    public static bool Keeps<TIn, TOut, TOp>(TOp op)
        where TIn : unmanaged where TOut : unmanaged where TOp : struct, IUnaryOp<TIn, TOut>
    {
        Span<TIn> zero = stackalloc TIn[Kernel.Least];
        Span<TOut> result = stackalloc TOut[Kernel.Least];
        zero.Clear();
        try
        {
            op.Apply(zero, result);
        }
        catch (ArithmeticException)
        {
            // Zero divided by zero, of integers: an error of the evaluation, not of building the tree.
            return false;
        }
        return IsZero(result[0]);
    }

    /// <summary>Whether the function of two zeros is zero.</summary>
    public static bool Keeps<T, TOut, TOp>(TOp op, T left, T right)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
    {
        Span<T> x = stackalloc T[Kernel.Least];
        Span<T> y = stackalloc T[Kernel.Least];
        Span<TOut> result = stackalloc TOut[Kernel.Least];
        x.Fill(left);
        y.Fill(right);
        try
        {
            op.Apply(x, (ReadOnlySpan<T>)y, result);
        }
        catch (ArithmeticException)
        {
            return false;
        }
        return IsZero(result[0]);
    }

    /// <summary>Whether the function is zero wherever its first operand is, for common values of the other. Rare ones, such as
    /// infinity, are looked for in each block.</summary>
    public static bool AnnihilatesLeft<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        Array.TrueForAll(Probes<T>.Values, probe => Keeps<T, TOut, TOp>(op, default, probe));

    /// <summary>As <see cref="AnnihilatesLeft"/>, of the second operand.</summary>
    public static bool AnnihilatesRight<T, TOut, TOp>(TOp op)
        where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut> =>
        Array.TrueForAll(Probes<T>.Values, probe => Keeps<T, TOut, TOp>(op, probe, default));

    public static bool IsZero<T>(T value) where T : unmanaged => EqualityComparer<T>.Default.Equals(value, default);

    /// <summary>Values that tell operations apart.</summary>
    private static class Probes<T> where T : unmanaged
    {
        public static readonly T[] Values = typeof(T) == typeof(bool)
            ? (T[])(object)new[] { true }
            : (T[])ElementTypes.Of<T>().DispatchNumeric(default(Maker));

        private readonly struct Maker : INumericVisitor<Array>
        {
            public Array Visit<U>() where U : unmanaged, INumber<U>, IMinMaxValue<U>
            {
                double[] values = [1, 2, 3, 7, 100, 0.5, 0.75, -1, -2, -0.5];
                return values.Select(U.CreateSaturating).Where(value => !U.IsZero(value)).ToArray();
            }
        }
    }
}
