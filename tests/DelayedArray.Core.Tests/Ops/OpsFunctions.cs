using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>A function under test: how it is called, and what it means in float64.</summary>
/// <param name="Name">The name printed.</param>
/// <param name="Call">The call on an array.</param>
/// <param name="Reference">The exact function.</param>
/// <param name="Ulps">Allowed error.</param>
internal sealed record OpsFunction<T>(
    string Name, Func<DelayedArray<T>, DelayedArray<T>> Call, Func<double, double> Reference, double Ulps = 4) where T : unmanaged;

/// <summary>The functions of one floating-point number.</summary>
internal static class OpsFunctions
{
    public static IEnumerable<OpsFunction<T>> Of<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Elementary<T>(), .. Circular<T>(), .. Exact<T>()];

    /// <summary>log(1 + x) in float64, by Kahan.</summary>
    public static double Log1P(double x)
    {
        var sum = 1 + x;
        if (sum == 1 || double.IsPositiveInfinity(x))
            return x;
        return sum > 0 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    /// <summary>exp(x) - 1 in float64.</summary>
    public static double ExpM1(double x) => Math.Abs(x) switch
    {
        0 => x,
        < 1e-5 => x + x * x / 2 + x * x * x / 6,
        < 1 => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2),
        _ => Math.Exp(x) - 1,
    };

    private static IEnumerable<OpsFunction<T>> Elementary<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        new("Exp", x => x.Exp(), Math.Exp),
        new("Exp2", x => x.Exp2(), v => Math.Pow(2, v)),
        new("Exp10", x => x.Exp10(), v => Math.Pow(10, v)),
        new("ExpM1", x => x.ExpM1(), ExpM1),
        new("Log", x => x.Log(), Math.Log),
        new("Log2", x => x.Log2(), Math.Log2),
        new("Log10", x => x.Log10(), Math.Log10),
        new("Log1P", x => x.Log1P(), Log1P),
        new("LogBase(3)", x => x.LogBase(3), v => Math.Log(v) / Math.Log(3), 5),
        new("Sqrt", x => x.Sqrt(), Math.Sqrt, 0.5),
        new("Cbrt", x => x.Cbrt(), Math.Cbrt),
        new("Reciprocal", x => x.Reciprocal(), v => 1 / v, 0.5),
        new("Sigmoid", x => x.Sigmoid(), v => v < 0 ? Math.Exp(v) / (1 + Math.Exp(v)) : 1 / (1 + Math.Exp(-v))),
        new("Sinh", x => x.Sinh(), Math.Sinh),
        new("Cosh", x => x.Cosh(), Math.Cosh),
        new("Tanh", x => x.Tanh(), Math.Tanh),
        new("Asinh", x => x.Asinh(), Math.Asinh),
        new("Acosh", x => x.Acosh(), Math.Acosh),
        new("Atanh", x => x.Atanh(), Math.Atanh),
        new("Power(x, 3)", x => x.Power(T.CreateTruncating(3)), v => Math.Pow(v, 3)),
        new("Power(x, 2)", x => x.Power(T.CreateTruncating(2)), v => v * v),
    ];

    private static IEnumerable<OpsFunction<T>> Circular<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        new("Sin", x => x.Sin(), Math.Sin),
        new("Cos", x => x.Cos(), Math.Cos),
        new("Tan", x => x.Tan(), Math.Tan),
        new("Asin", x => x.Asin(), Math.Asin),
        new("Acos", x => x.Acos(), Math.Acos),
        new("Atan", x => x.Atan(), Math.Atan),
        new("ToDegrees", x => x.ToDegrees(), v => v * (180 / Math.PI)),
        new("ToRadians", x => x.ToRadians(), v => v * (Math.PI / 180)),
    ];

    private static IEnumerable<OpsFunction<T>> Exact<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        new("Floor", x => x.Floor(), Math.Floor, 0),
        new("Ceiling", x => x.Ceiling(), Math.Ceiling, 0),
        new("Truncate", x => x.Truncate(), Math.Truncate, 0),
        new("Round(0)", x => x.Round(), v => Math.Round(v), 0),
        new("Abs", x => x.Abs(), Math.Abs, 0),
        new("Negate", x => -x, v => -v, 0),
        new("Square", x => x.Square(), v => v * v, 0.5),
        new("Sign", x => x.Sign(), v => double.IsNaN(v) ? v : Math.Sign(v), 0),
    ];
}
