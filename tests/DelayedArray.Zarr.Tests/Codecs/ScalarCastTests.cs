using System.Numerics;

namespace DelayedArrays.ZarrTests;

/// <summary>Casts by value against arithmetic on whole numbers of any length.</summary>
public class ScalarCastTests
{
    /// <summary>Roundings by their numbers, for rules are internal.</summary>
    public static TheoryData<int> Roundings { get; } = [.. Enumerable.Range(0, 5)];

    [Theory]
    [MemberData(nameof(Roundings))]
    public void FloatsAreRoundedToNarrowerOnes(int rounding)
    {
        Random random = new(3);
        for (var i = 0; i < 20_000; i++)
        {
            var value = Math.ScaleB((random.NextDouble() * 2) - 1, random.Next(-160, 120));
            if (i % 3 == 0)
                value = (double)(float)value + (i % 2 == 0 ? Half(value) : 0);
            Check<float>(value, rounding, (float)value, MathF.BitIncrement, MathF.BitDecrement);
        }
        for (var i = 0; i < 20_000; i++)
        {
            var value = Math.ScaleB((random.NextDouble() * 2) - 1, random.Next(-28, 16));
            if (i % 3 == 0)
                value = Math.Round(value, 2);
            Check(value, rounding, (Half)value, System.Half.BitIncrement, System.Half.BitDecrement);
        }
        // Half of the distance to the next float32, for exact ties.
        static double Half(double value) => (MathF.BitIncrement((float)value) - (double)(float)value) / 2;
    }

    [Theory]
    [MemberData(nameof(Roundings))]
    public void IntegersAreRoundedToFloats(int rounding)
    {
        Random random = new(4);
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            if (i % 4 == 0)
                value = value >> 9 << 9;
            CheckInteger<float>(value, rounding, MathF.BitIncrement, MathF.BitDecrement, (float)value);
            CheckInteger<double>(value, rounding, Math.BitIncrement, Math.BitDecrement, value);
        }
    }

    [Theory]
    [InlineData(0.5, "0 0 1 0 1")]
    [InlineData(1.5, "2 1 2 1 2")]
    [InlineData(-0.5, "0 0 0 -1 -1")]
    [InlineData(-2.5, "-2 -2 -2 -3 -3")]
    [InlineData(126.7, "127 126 127 126 127")]
    [InlineData(127.4, "127 127 x 127 127")]
    [InlineData(127.5, "x 127 x 127 x")]
    [InlineData(-128.4, "-128 -128 -128 x -128")]
    [InlineData(1e300, "x x x x x")]
    [InlineData(double.NaN, "x x x x x")]
    [InlineData(double.NegativeInfinity, "x x x x x")]
    public void FloatsBecomeBytes(double value, string expected)
    {
        for (var rounding = 0; rounding < 5; rounding++)
        {
            var isThere = new ScalarCast<double, sbyte>(new((CastRounding)rounding, OutOfRange.Error), []).Convert([value], Room<sbyte>(out var room)) == 1;
            Assert.Equal(expected.Split(' ')[rounding], isThere ? $"{room[0]}" : "x");
        }
    }

    [Theory]
    [InlineData(300, 44, 127)]
    [InlineData(-300, -44, -128)]
    [InlineData(1e30, 0, 127)]
    [InlineData(-1e300, 0, -128)]
    [InlineData(4294967295.0, -1, 127)]
    public void WhatIsOutOfRangeWrapsOrIsClamped(double value, int wrapped, int clamped)
    {
        Assert.Equal(1, new ScalarCast<double, sbyte>(new(CastRounding.NearestEven, OutOfRange.Wrap), []).Convert([value], Room<sbyte>(out var room)));
        Assert.Equal(wrapped, room[0]);
        Assert.Equal(1, new ScalarCast<double, sbyte>(new(CastRounding.NearestEven, OutOfRange.Clamp), []).Convert([value], room));
        Assert.Equal(clamped, room[0]);
        Assert.Equal(0, new ScalarCast<double, sbyte>(new(CastRounding.NearestEven, OutOfRange.Wrap), []).Convert([double.PositiveInfinity], room));
    }

    [Fact]
    public void LimitsOfLongIntegers()
    {
        Assert.Equal(0, new ScalarCast<ulong, long>(default, []).Convert([1UL << 63], Room<long>(out var room)));
        Assert.Equal(1, new ScalarCast<ulong, long>(default, []).Convert([(1UL << 63) - 1], room));
        Assert.Equal(long.MaxValue, room[0]);
        Assert.Equal(0, new ScalarCast<double, long>(default, []).Convert([9223372036854775808.0], room));
        Assert.Equal(1, new ScalarCast<double, long>(default, []).Convert([-9223372036854775808.0], room));
        Assert.Equal(long.MinValue, room[0]);
        Assert.Equal(1, new ScalarCast<ulong, float>(default, []).Convert([ulong.MaxValue], Room<float>(out var floats)));
        Assert.Equal(18446744073709551616f, floats[0]);
        Assert.Equal(0, new ScalarCast<int, Half>(default, []).Convert([65520], Room<Half>(out var halves)));
        Assert.Equal(1, new ScalarCast<int, Half>(default, []).Convert([65519], halves));
        Assert.Equal(System.Half.MaxValue, halves[0]);
    }

    [Fact]
    public void WhatIsMappedIsNotCastAndSignsOfZeroStay()
    {
        ScalarCast<float, double> cast = new(default, [(float.NaN, 1), (2, 3), (2, 4)]);
        var room = new double[5];
        Assert.Equal(5, cast.Convert([float.NaN, 2, 5, -0f, float.NegativeInfinity], room));
        Assert.Equal([1, 3, 5, -0.0, double.NegativeInfinity], room);
        Assert.True(double.IsNegative(room[3]));
    }

    private static void Check<T>(double value, int rounding, T near, Func<T, T> up, Func<T, T> down)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var found = new ScalarCast<double, T>(new((CastRounding)rounding, OutOfRange.Clamp), []).Convert([value], Room<T>(out var room));
        Assert.Equal(1, found);
        (var low, var high) = double.CreateTruncating(near) <= value ? (near, up(near)) : (down(near), near);
        if (double.CreateTruncating(low) == value)
            high = low;
        if (T.IsInfinity(high) || T.IsInfinity(low))
            return;
        var (below, above) = (double.CreateTruncating(low), double.CreateTruncating(high));
        Assert.Equal(Chosen(rounding, value - below, above - value, IsEven(low), low, high, value < 0), room[0]);
    }

    private static void CheckInteger<T>(long value, int rounding, Func<T, T> up, Func<T, T> down, T near)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        Assert.Equal(1, new ScalarCast<long, T>(new((CastRounding)rounding, OutOfRange.Error), []).Convert([value], Room<T>(out var room)));
        BigInteger whole = value;
        (var low, var high) = BigInteger.CreateChecked(near) <= whole ? (near, up(near)) : (down(near), near);
        if (BigInteger.CreateChecked(low) == whole)
            high = low;
        var (below, above) = (whole - BigInteger.CreateChecked(low), BigInteger.CreateChecked(high) - whole);
        Assert.Equal(Chosen(rounding, (double)below, (double)above, IsEven(low), low, high, value < 0), room[0]);
    }

    /// <summary>Whether the last bit of a significand is 0.</summary>
    private static bool IsEven<T>(T value) => value switch
    {
        double number => (BitConverter.DoubleToInt64Bits(number) & 1) == 0,
        float number => (BitConverter.SingleToInt32Bits(number) & 1) == 0,
        Half number => (BitConverter.HalfToInt16Bits(number) & 1) == 0,
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Which of two neighbours a number becomes.</summary>
    private static T Chosen<T>(int rounding, double below, double above, bool isLowEven, T low, T high, bool isNegative) => rounding switch
    {
        _ when below == 0 => low,
        0 => below < above || (below == above && isLowEven) ? low : high,
        1 => isNegative ? high : low,
        2 => high,
        3 => low,
        _ => below < above || (below == above && isNegative) ? low : high,
    };

    private static T[] Room<T>(out T[] room) => room = new T[1];
}
