using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Casts between all pairs of element types.</summary>
public class OpsCastTests
{
    public static TheoryData<ElementType> NumericTypes => OpsBinaryTests.NumericTypes;

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Saturating_casts_to_every_type(ElementType type) => type.DispatchNumeric(new FromType(CastMode.Saturating));

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Checked_casts_of_what_fits(ElementType type) => type.DispatchNumeric(new FromType(CastMode.Checked));

    [Fact]
    public void Checked_casts_refuse_what_does_not_fit()
    {
        DelayedArray<int> large = new[] { 1, 300 };
        DelayedArray<float> notANumber = new[] { float.NaN };
        DelayedArray<double> larger = new[] { 1e10 };
        Assert.Throws<OverflowException>(() => large.Cast<byte>(CastMode.Checked).ToArray());
        Assert.Throws<OverflowException>(() => notANumber.Cast<int>(CastMode.Checked).ToArray());
        Assert.Throws<OverflowException>(() => larger.Cast<int>(CastMode.Checked).ToArray());
    }

    [Fact]
    public void Booleans_are_zero_and_one()
    {
        DelayedArray<double> x = new[] { 0, -0.0, double.NaN, 0.5, -3 };
        Assert.Equal([false, false, true, true, true], x.Cast<bool>().ToArray());
        Assert.Equal([0, 0, 1, 1, 1], x.Cast<bool>().Cast<int>().ToArray());
        Assert.Same(x.Root, x.Cast<double>().Root);
        Assert.Equal("Cast(float32)", x.Cast<float>().Root.Label);
        Assert.Equal("CastChecked(float32)", x.Cast<float>(CastMode.Checked).Root.Label);
    }

    private sealed class FromType(CastMode mode) : INumericVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            foreach (var target in Enum.GetValues<ElementType>().Where(type => type != ElementType.Boolean))
                target.DispatchNumeric(new ToType<T>(mode));
            return true;
        }
    }

    private sealed class ToType<TIn>(CastMode mode) : INumericVisitor<bool> where TIn : unmanaged, INumber<TIn>, IMinMaxValue<TIn>
    {
        public bool Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = OpsSamples.Of<TIn>();
            if (mode == CastMode.Checked)
                x = [.. x.Where(v => v >= TIn.Zero && v <= TIn.CreateTruncating(100))];
            OpsSamples.AssertSame<T>(
                $"cast of {typeof(TIn).Name}", [.. x.Select(v => T.CreateSaturating(v))], ((DelayedArray<TIn>)x).Cast<T>(mode).ToArray());
            return true;
        }
    }
}
