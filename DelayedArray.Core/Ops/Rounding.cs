using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Rounding of floating-point numbers to whole ones.</summary>
public static class Rounding
{
    extension<T>(DelayedArray<T> x) where T : unmanaged, IFloatingPoint<T>
    {
        /// <summary>The largest whole number that is not greater.</summary>
        public DelayedArray<T> Floor() => x.Map<T, FloorOp<T>>(default);

        /// <summary>The smallest whole number that is not less.</summary>
        public DelayedArray<T> Ceiling() => x.Map<T, CeilingOp<T>>(default);

        /// <summary>The whole part: rounds towards zero.</summary>
        public DelayedArray<T> Truncate() => x.Map<T, TruncateOp<T>>(default);

        /// <summary>Rounds to a number of decimal digits. Ties go to the even digit.</summary>
        /// <param name="digits">The number of decimal digits to keep. Negative numbers round to tens, hundreds ...</param>
        public DelayedArray<T> Round(int digits = 0) => x.Map<T, RoundOp<T>>(new(digits));
    }
}

/// <summary>The largest whole number that is not greater.</summary>
internal readonly record struct FloorOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => "Floor";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Floor(x, y);
}

/// <summary>The smallest whole number that is not less.</summary>
internal readonly record struct CeilingOp<T> : IUnaryOp<T, T> where T : unmanaged, IFloatingPoint<T>
{
    public string Name => "Ceiling";

    public void Apply(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Ceiling(x, y);
}

/// <summary>The whole part: rounds towards zero.</summary>
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
        // Rounding to more digits changes nothing, and rounding to more zeros leaves nothing.
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
