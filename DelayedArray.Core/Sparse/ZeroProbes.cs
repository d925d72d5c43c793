using System.Numerics;

namespace DelayedArrays;

/// <summary>Sample values. Operations are tried on them to find out what they make of zero.</summary>
internal static class ZeroProbes<T> where T : unmanaged
{
    /// <summary>Zero, and negative zero if the type has one, because products of zeros may be negative.</summary>
    public static readonly T[] Zeros = typeof(T) == typeof(double) ? (T[])(object)new[] { 0.0, -0.0 }
        : typeof(T) == typeof(float) ? (T[])(object)new[] { 0.0f, -0.0f }
        : typeof(T) == typeof(Half) ? (T[])(object)new[] { Half.Zero, Half.NegativeZero }
        : [default];

    /// <summary>Common values other than zero.</summary>
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
