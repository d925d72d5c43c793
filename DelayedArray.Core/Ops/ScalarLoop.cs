using System.Numerics;

namespace DelayedArrays;

/// <summary>A function of one number that has no vector form worth having.</summary>
internal interface IScalarFunction
{
    static abstract double Invoke(double x);
}

/// <summary>Applies scalar functions to spans, in float64.</summary>
internal static class ScalarLoop
{
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T> where TFunction : IScalarFunction
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(TFunction.Invoke(double.CreateTruncating(x[i])));
    }
}

internal readonly struct ScalarSinh : IScalarFunction
{
    public static double Invoke(double x) => Math.Sinh(x);
}

internal readonly struct ScalarCosh : IScalarFunction
{
    public static double Invoke(double x) => Math.Cosh(x);
}

internal readonly struct ScalarTanh : IScalarFunction
{
    public static double Invoke(double x) => Math.Tanh(x);
}

internal readonly struct ScalarAsinh : IScalarFunction
{
    public static double Invoke(double x) => Math.Asinh(x);
}

internal readonly struct ScalarAcosh : IScalarFunction
{
    public static double Invoke(double x) => Math.Acosh(x);
}

internal readonly struct ScalarAtanh : IScalarFunction
{
    public static double Invoke(double x) => Math.Atanh(x);
}

internal readonly struct ScalarCbrt : IScalarFunction
{
    public static double Invoke(double x) => Math.Cbrt(x);
}

internal readonly struct ScalarSigmoid : IScalarFunction
{
    public static double Invoke(double x) => 1 / (1 + Math.Exp(-x));
}
