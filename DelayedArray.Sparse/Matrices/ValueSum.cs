using System.Numerics;

namespace DelayedArrays;

/// <summary>Sums the entries of one element.</summary>
internal abstract class ValueSum<T> where T : unmanaged
{
    /// <summary>The sum for the element type <typeparamref name="T"/>.</summary>
    public static ValueSum<T> Instance { get; } = typeof(T) == typeof(bool)
        ? (ValueSum<T>)(object)new BooleanValueSum()
        : (ValueSum<T>)ElementTypes.Of<T>().DispatchNumeric(new Choice());

    /// <summary>
    /// Adds values in order. Returns false if an integer sum does not fit. The sum of booleans is true if any of them is.
    /// </summary>
    public abstract bool TrySum(ReadOnlySpan<T> values, out T sum);

    private sealed class Choice : INumericVisitor<object>
    {
        public object Visit<TNumber>() where TNumber : unmanaged, INumber<TNumber>, IMinMaxValue<TNumber> =>
            ElementTypes.Of<TNumber>().IsFloat() ? new FloatValueSum<TNumber>() : new IntegerValueSum<TNumber>();
    }
}

/// <summary>Computes whether any value is true.</summary>
internal sealed class BooleanValueSum : ValueSum<bool>
{
    public override bool TrySum(ReadOnlySpan<bool> values, out bool sum)
    {
        sum = values.Contains(true);
        return true;
    }
}

/// <summary>Sums in 128 bits, so that only results out of range fail, regardless of the order.</summary>
internal sealed class IntegerValueSum<T> : ValueSum<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private static readonly Int128 Minimum = Int128.CreateChecked(T.MinValue);
    private static readonly Int128 Maximum = Int128.CreateChecked(T.MaxValue);

    public override bool TrySum(ReadOnlySpan<T> values, out T sum)
    {
        Int128 total = 0;
        foreach (var value in values)
            total += Int128.CreateTruncating(value);
        sum = T.CreateTruncating(total);
        return total >= Minimum && total <= Maximum;
    }
}

/// <summary>Sums in 64 bits, rounded once.</summary>
internal sealed class FloatValueSum<T> : ValueSum<T> where T : unmanaged, INumber<T>
{
    public override bool TrySum(ReadOnlySpan<T> values, out T sum)
    {
        var total = double.CreateTruncating(values[0]);
        foreach (var value in values[1..])
            total += double.CreateTruncating(value);
        sum = T.CreateTruncating(total);
        return true;
    }
}
