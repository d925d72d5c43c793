using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Random values of an element type and their sums, computed another way than the library does.</summary>
internal abstract class Samples<T> where T : unmanaged
{
    public static Samples<T> Instance { get; } = typeof(T) == typeof(bool)
        ? (Samples<T>)(object)new BooleanSamples()
        : (Samples<T>)ElementTypes.Of<T>().DispatchNumeric(new Choice());

    /// <summary>A value that is often zero, and whose sums are exact and in range.</summary>
    public abstract T Next(Random random);

    public abstract T Sum(IEnumerable<T> values);

    public abstract bool IsZero(T value);

    private sealed class Choice : INumericVisitor<object>
    {
        public object Visit<TNumber>() where TNumber : unmanaged, INumber<TNumber>, IMinMaxValue<TNumber> => new NumberSamples<TNumber>();
    }
}

internal sealed class BooleanSamples : Samples<bool>
{
    public override bool Next(Random random) => random.Next(3) > 0;

    public override bool Sum(IEnumerable<bool> values) => values.Any(value => value);

    public override bool IsZero(bool value) => !value;
}

internal sealed class NumberSamples<T> : Samples<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private static readonly bool s_isFloat = ElementTypes.Of<T>().IsFloat();

    public override T Next(Random random)
    {
        var number = random.Next(T.IsZero(T.MinValue) ? 0 : -2, 3);
        if (!s_isFloat)
            return T.CreateChecked(number);
        return random.Next(12) switch
        {
            0 => T.CreateChecked(double.NaN),
            1 => T.CreateChecked(-0.0),
            _ => T.CreateChecked(number * 0.25),
        };
    }

    public override T Sum(IEnumerable<T> values) => s_isFloat
        ? T.CreateTruncating(values.Select(double.CreateTruncating).Aggregate((a, b) => a + b))
        : T.CreateChecked(values.Select(Int128.CreateChecked).Aggregate((a, b) => a + b));

    public override bool IsZero(T value) => value == T.Zero;
}

/// <summary>Does something for every element type.</summary>
internal static class EveryElementType
{
    public static void Do(IElementVisitor<bool> work)
    {
        foreach (var type in Enum.GetValues<ElementType>())
            Assert.True(type.Dispatch(work));
    }
}
