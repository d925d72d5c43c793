using System.Numerics;

namespace DelayedArrays;

/// <summary>A function of one number for which a vector form is not worthwhile.</summary>
internal interface IScalarFunction
{
    static abstract double Of(double x);
}

/// <summary>A function of two numbers for which a vector form is not worthwhile.</summary>
internal interface IScalarFunction<T>
{
    static abstract T Of(T x, T y);
}

/// <summary>Computes one element after the other, with the function inlined.</summary>
internal static class ScalarLoop
{
    /// <summary>Computes in float64 for all element types.</summary>
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T> where TFunction : IScalarFunction
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(TFunction.Of(double.CreateTruncating(x[i])));
    }

    public static void Run<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where TFunction : IScalarFunction<T>
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = TFunction.Of(x[i], y[i]);
    }

    public static void Run<T, TFunction>(ReadOnlySpan<T> x, T y, Span<T> z) where TFunction : IScalarFunction<T>
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = TFunction.Of(x[i], y);
    }

    public static void Run<T, TFunction>(T x, ReadOnlySpan<T> y, Span<T> z) where TFunction : IScalarFunction<T>
    {
        for (var i = 0; i < z.Length; i++)
            z[i] = TFunction.Of(x, y[i]);
    }
}

internal readonly struct ScalarSinh : IScalarFunction
{
    public static double Of(double x) => Math.Sinh(x);
}

internal readonly struct ScalarCosh : IScalarFunction
{
    public static double Of(double x) => Math.Cosh(x);
}

internal readonly struct ScalarAsinh : IScalarFunction
{
    public static double Of(double x) => Math.Asinh(x);
}

internal readonly struct ScalarAcosh : IScalarFunction
{
    public static double Of(double x) => Math.Acosh(x);
}

internal readonly struct ScalarAtanh : IScalarFunction
{
    public static double Of(double x) => Math.Atanh(x);
}

internal readonly struct ScalarCbrt : IScalarFunction
{
    public static double Of(double x) => Math.Cbrt(x);
}
