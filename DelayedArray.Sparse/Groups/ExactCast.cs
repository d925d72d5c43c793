using System.Numerics;

namespace DelayedArrays;

/// <summary>Converts elements to the stored type, and rejects values that it cannot represent.</summary>
internal static class ExactCast
{
    /// <summary>Casts an array. Evaluating a value that does not fit throws an <see cref="OverflowException"/>.</summary>
    public static DelayedArray<T> To<T>(DelayedArray array) where T : unmanaged
    {
        if (array is DelayedArray<T> same)
            return same;
        if (array.ElementType == ElementType.Boolean || ElementTypes.Of<T>() == ElementType.Boolean)
        {
            return array.ElementType == ElementType.Boolean ? array.Cast<T>() : throw new UnsupportedElementTypeException(
                $"elements of type {array.ElementType.Name()} cannot be stored as booleans");
        }
        return (DelayedArray<T>)ElementTypes.Of<T>().DispatchNumeric(new Target(array));
    }

    private sealed class Target(DelayedArray array) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            array.ElementType.DispatchNumeric(new Source<T>(array));
    }

    private sealed class Source<TOut>(DelayedArray array) : INumericVisitor<DelayedArray> where TOut : unmanaged, INumber<TOut>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            array.As<T>().Map<TOut, ExactCastOp<T, TOut>>(default);
    }
}

/// <summary>Converts a number to another type. Floating-point numbers may be rounded, but not become infinite.</summary>
internal readonly record struct ExactCastOp<TIn, TOut> : IUnaryOp<TIn, TOut>
    where TIn : unmanaged, INumber<TIn> where TOut : unmanaged, INumber<TOut>
{
    private static readonly bool MayRound = ElementTypes.Of<TIn>().IsFloat() && ElementTypes.Of<TOut>().IsFloat();

    public string Name => $"CastExactly({ElementTypes.Of<TOut>().Name()})";

    public void Apply(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            y[i] = TOut.CreateSaturating(x[i]);
            if (!IsKept(x[i], y[i]))
                throw new OverflowException($"the value {x[i]} cannot be stored as {ElementTypes.Of<TOut>().Name()}");
        }
    }

    private static bool IsKept(TIn x, TOut y) => MayRound
        ? TIn.IsFinite(x) == TOut.IsFinite(y)
        : TIn.CreateSaturating(y) == x && TIn.IsNegative(x) == TOut.IsNegative(y);
}
