using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Rounding of floating-point numbers to whole ones.</summary>
public static class Rounding
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPoint<T>
    {
        /// <summary>Largest whole number not above.</summary>
        public DelayedArray<T> Floor() => x.Map<T, FloorOp<T>>(default);

        /// <summary>Smallest whole number not below.</summary>
        public DelayedArray<T> Ceiling() => x.Map<T, CeilingOp<T>>(default);

        /// <summary>Cut towards zero.</summary>
        public DelayedArray<T> Truncate() => x.Map<T, TruncateOp<T>>(default);

        /// <summary>Rounded to a number of decimal digits; ties go to the even digit.</summary>
        /// <param name="digits">Decimal digits kept; negative ones round to tens, hundreds ...</param>
        public DelayedArray<T> Round(int digits = 0) => x.Map<T, RoundOp<T>>(new(digits));
    }
}

/// <summary>Largest whole number not above.</summary>
internal readonly record struct FloorOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => "Floor";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Floor(x, y);
}

/// <summary>Smallest whole number not below.</summary>
internal readonly record struct CeilingOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => "Ceiling";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Ceiling(x, y);
}

/// <summary>Cut towards zero.</summary>
internal readonly record struct TruncateOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => "Truncate";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Truncate(x, y);
}

/// <summary>y = x rounded, by scaling as NumPy does.</summary>
internal readonly record struct RoundOp<T>(int Digits) : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => $"Round({Digits})";

    public void Apply(ReadOnlySpan<T> x, Span<T> y)
    {
        if (Digits == 0)
        {
            TensorPrimitives.Round(x, y);
            return;
        }
        // Beyond that nothing is left, or everything.
        var scale = Math.Pow(10, Math.Min(Math.Abs((long)Digits), 308));
        for (var i = 0; i < x.Length; i++)
        {
            var value = double.CreateTruncating(x[i]);
            var rounded = Digits > 0 ? Math.Round(value * scale) / scale : Math.Round(value / scale) * scale;
            // Beyond 2^53 there are no digits left to round.
            y[i] = double.IsFinite(rounded) ? T.CreateTruncating(rounded) : x[i];
        }
    }
}
