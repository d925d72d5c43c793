using System.Numerics;

namespace DelayedArrays.Testing;

internal abstract class NumberKit<T> : Kit<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override Twin Cast(Twin x, ElementType type)
    {
        var twin = (Twin<T>)x;
        return type == ElementType.Boolean
            ? twin.Of(twin.Array.Cast<bool>(), a => a != T.Zero)
            : type.DispatchNumeric(new ToNumber(twin));
    }

    public override Twin Unary(RandomGraph tree, Twin x)
    {
        var twin = (Twin<T>)x;
        return tree.Random.Next(5) switch
        {
            0 => twin.Of(-twin.Array, a => typeof(T) == typeof(Half) || T.IsNegative(-T.One) ? -a : unchecked(T.Zero - a)),
            1 => twin.Of(twin.Array.Square(), a => a * a),
            2 => twin.Of(twin.Array.Sign(), a => T.IsNaN(a) ? a : a > T.Zero ? T.One : a < T.Zero ? T.Zero - T.One : T.Zero),
            3 => twin.Of(twin.Array.Map(a => a + T.One), a => a + T.One),
            _ => twin.Of(twin.Array.Map(Capped), Capped),
        };
    }

    public override Twin? Binary(RandomGraph tree, Twin x)
    {
        if (Operands(tree, (Twin<T>)x) is not var (left, right))
            return null;
        var (a, b) = (left.Array, right.Array);
        return tree.Random.Next(12) switch
        {
            < 2 => left.Of(right, a + b, (p, q) => p + q),
            < 4 => left.Of(right, a - b, (p, q) => p - q),
            < 6 => left.Of(right, a * b, (p, q) => p * q),
            6 => left.Of(right, a.Minimum(b), T.Min),
            7 => left.Of(right, a.Maximum(b), T.Max),
            8 => left.Of(right, a < b, (p, q) => p < q),
            9 => left.Of(right, a >= b, (p, q) => p >= q),
            10 => left.Of(right, a.EqualTo(b), (p, q) => p == q),
            _ => left.Of(right, a.NotEqualTo(b), (p, q) => p != q),
        };
    }

    public override Twin? Ternary(RandomGraph tree, Twin x)
    {
        if (tree.Chance(50))
            return base.Ternary(tree, x);
        var first = (Twin<T>)x;
        var second = StructuralSteps<T>.Partner(tree, first);
        var third = tree.Chance(40) ? Scalar(tree) : StructuralSteps<T>.Partner(tree, first);
        var shape = Dense<T>.Joined(first.Shape, second.Shape);
        if (shape.Contains(0) || !RandomGraph.Fits(Dense<T>.Joined(shape, third.Shape)) || !Joins(shape, third.Shape))
            return null;
        var (a, b, c) = (first.Naive, second.Naive, third.Naive);
        return tree.Chance(50)
            ? new Twin<T>(first.Array.Clip(second.Array, third.Array), a.Zip(b, T.Max).Zip(c, T.Min))
            : new Twin<T>(first.Array.MultiplyAdd(second.Array, third.Array), a.Zip(b, (p, q) => p * q).Zip(c, (p, q) => p + q));
    }

    public override void Check(TreeCheck check, Twin x)
    {
        base.Check(check, x);
        check.Reductions.Numbers((Twin<T>)x);
    }

    private static T Capped(T value) => T.Min(value, T.One) + value;

    private static bool Joins(long[] left, long[] right) => Enumerable.Range(1, Math.Min(left.Length, right.Length))
        .All(k => left[^k] == right[^k] || left[^k] == 1 || right[^k] == 1);

    private sealed class ToNumber(Twin<T> x) : INumericVisitor<Twin>
    {
        public Twin Visit<TOut>() where TOut : unmanaged, INumber<TOut>, IMinMaxValue<TOut>
        {
            var fits = x.Naive.Values.All(value => !T.IsNaN(value) && Fits<TOut>(value));
            return fits
                ? x.Of(x.Array.Cast<TOut>(CastMode.Checked), TOut.CreateChecked)
                : x.Of(x.Array.Cast<TOut>(), TOut.CreateSaturating);
        }

        private static bool Fits<TOut>(T value) where TOut : INumber<TOut>
        {
            try
            {
                return TOut.CreateChecked(value) is not null;
            }
            catch (OverflowException)
            {
                return false;
            }
        }
    }
}

internal sealed class IntegerKit<T> : NumberKit<T> where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override Twin Unary(RandomGraph tree, Twin x)
    {
        var twin = (Twin<T>)x;
        return tree.Random.Next(8) switch
        {
            0 => twin.Of(~twin.Array, a => ~a),
            1 => twin.Of(twin.Array << 1, a => a << 1),
            2 => twin.Of(twin.Array >> 2, a => a >> 2),
            3 => twin.Of(twin.Array >>> 1, a => a >>> 1),
            _ => base.Unary(tree, x),
        };
    }

    public override Twin? Binary(RandomGraph tree, Twin x)
    {
        if (tree.Chance(75))
            return base.Binary(tree, x);
        if (Operands(tree, (Twin<T>)x) is not var (left, right))
            return null;
        return tree.Random.Next(3) switch
        {
            0 => left.Of(right, left.Array & right.Array, (a, b) => a & b),
            1 => left.Of(right, left.Array | right.Array, (a, b) => a | b),
            _ => left.Of(right, left.Array ^ right.Array, (a, b) => a ^ b),
        };
    }

    public override void Check(TreeCheck check, Twin x)
    {
        base.Check(check, x);
        check.Reductions.Integers((Twin<T>)x);
    }

    protected override T Value(Random random) => random.Next(10) switch
    {
        0 => T.MinValue,
        1 => T.MaxValue,
        < 4 => T.CreateTruncating(random.NextInt64(long.MinValue, long.MaxValue)),
        _ => T.CreateTruncating(random.Next(-5, 12)),
    };
}

internal sealed class FloatKit<T> : NumberKit<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public override Twin Unary(RandomGraph tree, Twin x)
    {
        var twin = (Twin<T>)x;
        return tree.Random.Next(17) switch
        {
            0 => twin.Of(twin.Array.Abs(), T.Abs),
            1 => twin.Of(twin.Array.Sqrt(), T.Sqrt),
            2 => twin.Of(twin.Array.Floor(), T.Floor),
            3 => twin.Of(twin.Array.Ceiling(), T.Ceiling),
            4 => twin.Of(twin.Array.Truncate(), T.Truncate),
            5 => twin.Of(twin.Array.IsNaN(), T.IsNaN),
            6 => Kernels.Log1P(twin),
            7 => Kernels.Exp(twin),
            8 => Kernels.Tanh(twin),
            9 => Kernels.ExpM1(twin),
            10 => Kernels.Log(twin),
            11 => Kernels.Sin(twin),
            12 => Kernels.Round(twin),
            13 => twin.Of(twin.Array.Reciprocal(), a => T.One / a),
            _ => base.Unary(tree, x),
        };
    }

    public override Twin? Binary(RandomGraph tree, Twin x)
    {
        if (tree.Chance(75))
            return base.Binary(tree, x);
        if (Operands(tree, (Twin<T>)x) is not var (left, right))
            return null;
        return tree.Random.Next(8) switch
        {
            0 or 1 => left.Of(right, left.Array % right.Array, (a, b) => a % b),
            2 => left.Of(right, left.Array.CopySign(right.Array), T.CopySign),
            3 => Kernels.Atan2(left, right),
            4 => Kernels.Hypot(left, right),
            _ => left.Of(right, left.Array / right.Array, (a, b) => a / b),
        };
    }

    public override void Check(TreeCheck check, Twin x)
    {
        base.Check(check, x);
        check.Reductions.Floats((Twin<T>)x);
    }

    protected override T Value(Random random) => random.Next(40) switch
    {
        0 => T.NaN,
        1 => T.PositiveInfinity,
        2 => T.NegativeInfinity,
        3 or 4 => T.NegativeZero,
        5 or 6 => T.Zero,
        7 => T.MaxValue,
        8 => T.Epsilon,
        < 20 => T.CreateTruncating(random.Next(-6, 10)),
        < 30 => T.CreateTruncating(random.NextDouble()),
        _ => T.CreateTruncating((random.NextDouble() - 0.5) * 100),
    };
}
