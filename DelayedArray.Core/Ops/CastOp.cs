using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Converts between numeric element types.</summary>
internal readonly record struct CastOp<TIn, TOut>(CastMode Mode) : IUnaryOp<TIn, TOut>
    where TIn : unmanaged, INumber<TIn> where TOut : unmanaged, INumber<TOut>
{
    public string Name => Mode == CastMode.Checked
        ? $"CastChecked({ElementTypes.Of<TOut>().Name()})" : $"Cast({ElementTypes.Of<TOut>().Name()})";

    public void Apply(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        // The library converts by way of Half's own conversion, element by element.
        if (typeof(TIn) == typeof(Half) && typeof(TOut) == typeof(double))
            Widening.ToDouble(x, MemoryMarshal.Cast<TOut, double>(y));
        else if (Mode == CastMode.Checked)
            TensorPrimitives.ConvertChecked(x, y);
        else
            TensorPrimitives.ConvertSaturating(x, y);
    }
}

/// <summary>Converts false to 0 and true to 1.</summary>
internal readonly record struct CastFromBoolean<TOut> : IUnaryOp<bool, TOut> where TOut : unmanaged, INumber<TOut>
{
    public string Name => $"Cast({ElementTypes.Of<TOut>().Name()})";

    public void Apply(ReadOnlySpan<bool> x, Span<TOut> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] ? TOut.One : TOut.Zero;
    }
}

/// <summary>Converts all numbers except zero, also NaN, to true.</summary>
internal readonly record struct CastToBoolean<TIn> : IUnaryOp<TIn, bool> where TIn : unmanaged, INumber<TIn>
{
    public string Name => "Cast(bool)";

    public void Apply(ReadOnlySpan<TIn> x, Span<bool> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] != TIn.Zero;
    }
}

/// <summary>Picks the cast for a pair of element types.</summary>
internal static class Casting
{
    public static Node<TOut> To<TOut>(Node node, CastMode mode) where TOut : unmanaged
    {
        if (node is Node<TOut> same)
            return same;
        if (node is Node<bool> boolean)
            return (Node<TOut>)ElementTypes.Of<TOut>().DispatchNumeric(new FromBoolean(boolean));
        return (Node<TOut>)node.ElementType.DispatchNumeric(new FromNumber(node, ElementTypes.Of<TOut>(), mode));
    }

    private sealed class FromBoolean(Node<bool> node) : INumericVisitor<Node>
    {
        public Node Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => new Unary<bool, T, CastFromBoolean<T>>(node, default);
    }

    private sealed class FromNumber(Node node, ElementType target, CastMode mode) : INumericVisitor<Node>
    {
        public Node Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => target == ElementType.Boolean
            ? new Unary<T, bool, CastToBoolean<T>>((Node<T>)node, default)
            : target.DispatchNumeric(new ToNumber<T>((Node<T>)node, mode));
    }

    private sealed class ToNumber<TIn>(Node<TIn> node, CastMode mode) : INumericVisitor<Node>
        where TIn : unmanaged, INumber<TIn>
    {
        public Node Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => new Unary<TIn, T, CastOp<TIn, T>>(node, new(mode));
    }
}
