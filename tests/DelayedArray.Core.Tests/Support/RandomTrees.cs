using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>A delayed array and what it should be.</summary>
internal sealed record Pair<T>(DelayedArray<T> Lazy, Dense<T> Naive) where T : unmanaged;

/// <summary>Makes random expressions together with their naive values.</summary>
internal sealed partial class RandomTrees(Random random)
{
    /// <summary>A tree of numbers.</summary>
    public Pair<T> Grow<T>(int depth, long[]? shape = null) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (depth == 0)
            return Leaf<T>(shape ?? RandomShape());
        var below = Grow<T>(depth - 1, shape);
        return random.Next(shape is null ? 13 : 6) switch
        {
            0 => Unary(below),
            1 => Scalar(below),
            2 => Binary(below, depth),
            3 => Ternary(below, depth),
            4 => Twice(below),
            5 => FromOtherType<T>(depth, below.Naive.Shape),
            6 or 7 => Subset(below),
            8 => Permute(below),
            9 => Squeeze(below),
            10 => Expand(below),
            11 => Broadcast(below),
            _ => Concatenate(below),
        };
    }

    /// <summary>A tree of booleans.</summary>
    public Pair<bool> GrowCondition<T>(int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var x = Grow<T>(depth);
        var y = Leaf<T>(Narrowed(x.Naive.Shape));
        var both = new Pair<bool>(x.Lazy < y.Lazy, x.Naive.Zip(y.Naive, (a, b) => a < b));
        return random.Next(3) switch
        {
            0 => both,
            1 => new(!both.Lazy & (x.Lazy >= y.Lazy), both.Naive.Map(a => !a).Zip(x.Naive.Zip(y.Naive, (a, b) => a >= b), (a, b) => a && b)),
            _ => new(both.Lazy ^ x.Lazy.EqualTo(y.Lazy), both.Naive.Zip(x.Naive.Zip(y.Naive, (a, b) => a == b), (a, b) => a ^ b)),
        };
    }

    public long[] RandomShape()
    {
        var shape = new long[random.Next(6)];
        for (var axis = 0; axis < shape.Length; axis++)
            shape[axis] = random.Next(25) == 0 ? 0 : random.Next(1, shape.Length > 3 ? 5 : 12);
        return shape;
    }

    public Pair<T> Leaf<T>(long[] shape) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[Dense<T>.Count(shape)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value<T>();
        var naive = new Dense<T>(values, shape);
        switch (random.Next(4))
        {
            case 0 when shape.Length > 0 && values.Length > 0:
                long[] chunks = [.. shape.Select(length => (long)random.Next(1, (int)length + 2))];
                return new(Delayed.FromSeed(random.Next(2) == 0 ? new RowCountingSeed<T>(naive, chunks) : new CountingSeed<T>(naive, chunks)), naive);
            case 1:
                return new(Delayed.FromFunction<T>(new Shape(shape), index => naive[index.ToArray()]), naive);
            case 2 when random.Next(4) == 0:
                var constant = Value<T>();
                return new(Delayed.Constant(constant, shape), Dense<T>.Build(shape, _ => constant));
            default:
                return new(Delayed.FromMemory(values, new Shape(shape)), naive);
        }
    }

    /// <summary>Mostly small numbers, sometimes the ends of the type or, of floats, what is no number.</summary>
    public T Value<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var isFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half);
        return random.Next(40) switch
        {
            0 => T.MaxValue,
            1 => T.MinValue,
            2 when isFloat => T.CreateTruncating(double.NaN),
            3 when isFloat => T.CreateTruncating(double.NegativeInfinity),
            4 => T.Zero,
            _ => isFloat ? T.CreateTruncating((random.Next(-40, 40) / 8.0)) : T.CreateTruncating(random.Next(-20, 100)),
        };
    }

    private Pair<T> Unary<T>(Pair<T> x) where T : unmanaged, INumber<T> => random.Next(3) switch
    {
        0 => new(-x.Lazy, x.Naive.Map(a => IsUnsigned<T>() ? unchecked(T.Zero - a) : -a)),
        1 => new(x.Lazy.Square(), x.Naive.Map(a => a * a)),
        _ => new(x.Lazy.Map(a => a + T.One), x.Naive.Map(a => a + T.One)),
    };

    private Pair<T> Scalar<T>(Pair<T> x) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var scalar = Value<T>();
        return random.Next(4) switch
        {
            0 => new(x.Lazy + scalar, x.Naive.Map(a => a + scalar)),
            1 => new(scalar - x.Lazy, x.Naive.Map(a => scalar - a)),
            2 => new(x.Lazy * scalar, x.Naive.Map(a => a * scalar)),
            _ => new(x.Lazy.Minimum(scalar), x.Naive.Map(a => T.Min(a, scalar))),
        };
    }

    private Pair<T> Binary<T>(Pair<T> x, int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var narrowed = Narrowed(x.Naive.Shape);
        var y = random.Next(2) == 0 ? Leaf<T>(narrowed) : Grow<T>(Math.Min(depth - 1, 2), narrowed);
        if (random.Next(2) == 0)
            (x, y) = (y, x);
        return random.Next(5) switch
        {
            0 => new(x.Lazy + y.Lazy, x.Naive.Zip(y.Naive, (a, b) => a + b)),
            1 => new(x.Lazy - y.Lazy, x.Naive.Zip(y.Naive, (a, b) => a - b)),
            2 => new(x.Lazy * y.Lazy, x.Naive.Zip(y.Naive, (a, b) => a * b)),
            3 => new(x.Lazy.Maximum(y.Lazy), x.Naive.Zip(y.Naive, T.Max)),
            _ => new(x.Lazy.Minimum(y.Lazy), x.Naive.Zip(y.Naive, T.Min)),
        };
    }

    private Pair<T> Ternary<T>(Pair<T> x, int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var y = Leaf<T>(Narrowed(x.Naive.Shape));
        var z = Grow<T>(Math.Min(depth - 1, 1), Narrowed(x.Naive.Shape));
        var less = x.Naive.Zip(y.Naive, (a, b) => a < b);
        return random.Next(3) switch
        {
            0 => new((x.Lazy < y.Lazy).Where(x.Lazy, z.Lazy),
                less.Zip(x.Naive, (c, a) => (c, a)).Zip(z.Naive, (pair, b) => pair.c ? pair.a : b)),
            1 => new(x.Lazy.MultiplyAdd(y.Lazy, z.Lazy), x.Naive.Zip(y.Naive, (a, b) => a * b).Zip(z.Naive, (a, b) => a + b)),
            _ => new(x.Lazy.Clip(y.Lazy, z.Lazy), x.Naive.Zip(y.Naive, T.Max).Zip(z.Naive, T.Min)),
        };
    }

    /// <summary>The same node in two places.</summary>
    private static Pair<T> Twice<T>(Pair<T> x) where T : unmanaged, INumber<T>
    {
        if (x.Naive.Shape is [var rows, var columns] && rows == columns)
            return new(x.Lazy - x.Lazy.Transpose(), x.Naive.Zip(x.Naive.Permute([1, 0]), (a, b) => a - b));
        return new(x.Lazy - (x.Lazy * x.Lazy), x.Naive.Map(a => a - (a * a)));
    }

    private Pair<T> FromOtherType<T>(int depth, long[] shape) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var types = Enum.GetValues<ElementType>();
        return types[random.Next(1, types.Length)].DispatchNumeric(new CastFrom<T>(this, Math.Min(depth - 1, 2), shape));
    }

    private sealed class CastFrom<T>(RandomTrees trees, int depth, long[] shape) : INumericVisitor<Pair<T>>
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public Pair<T> Visit<TOther>() where TOther : unmanaged, INumber<TOther>, IMinMaxValue<TOther>
        {
            var x = trees.Grow<TOther>(depth, shape);
            return new(x.Lazy.Cast<T>(), x.Naive.Map(T.CreateSaturating));
        }
    }

    private static bool IsUnsigned<T>() where T : unmanaged, INumber<T> => T.IsPositive(unchecked(T.Zero - T.One));
}
