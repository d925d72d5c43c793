using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Random expressions over random sparse leaves, and their dense twins.</summary>
internal sealed partial class RandomSparseTrees(Random random)
{
    /// <summary>A tree of numbers; of a shape, if one is given, or else of any shape.</summary>
    public SparseTwin<T> Grow<T>(int depth, long[]? shape = null) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (depth == 0)
            return Leaf<T>(shape ?? RandomShape());
        var below = Grow<T>(depth - 1, shape);
        return random.Next(shape is null ? 17 : 9) switch
        {
            0 => Unary(below),
            1 => Scalar(below),
            2 or 3 => Vector(below),
            4 or 5 => Binary(below, depth),
            6 => Ternary(below, depth),
            7 => Twice(below),
            8 => random.Next(2) == 0 ? FromOtherType<T>(depth, below.Shape) : Float(below),
            9 or 10 or 11 => Subset(below),
            12 => Permute(below),
            13 => random.Next(2) == 0 ? Squeeze(below) : Expand(below),
            14 => Broadcast(below),
            _ => Concatenate(below),
        };
    }

    /// <summary>A tree of booleans.</summary>
    public SparseTwin<bool> GrowCondition<T>(int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (depth == 0)
            return RandomEntries.Leaf<bool>(random, RandomShape());
        var x = Grow<T>(depth - 1);
        var y = Partner<T>(x.Shape, 1);
        var both = random.Next(5) switch
        {
            0 => x.With(y, (a, b) => a > b),
            1 => x.With(y, (a, b) => a.NotEqualTo(b)),
            2 => x.With(y, (a, b) => a.EqualTo(b)),
            3 => x.With(a => a.NotEqualTo(T.Zero)),
            _ => x.With(a => a.Cast<bool>()),
        };
        return random.Next(6) switch
        {
            0 => both.With(a => !a),
            4 => Choice(both, x),
            1 => both.With(x.With(y, (a, b) => a < b), (a, b) => a & b),
            2 => both.With(x.With(a => a > T.One), (a, b) => a ^ b),
            3 => Subset(both),
            _ => both,
        };
    }

    public long[] RandomShape() => random.Next(30) switch
    {
        0 => [0, random.Next(6)],
        1 => [random.Next(6), 0],
        2 => [1, random.Next(1, 60)],
        3 => [random.Next(1, 60), 1],
        4 => [random.Next(40, 60), random.Next(60, 80)],
        _ => [random.Next(1, 25), random.Next(1, 25)],
    };

    private static SparseTwin<T> Both<T>(DelayedArray<T> array) where T : unmanaged => new(array, array);

    private SparseTwin<T> Leaf<T>(long[] shape) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        shape.Length == 2 && random.Next(12) > 0 ? RandomEntries.Leaf<T>(random, shape) : Both(DenseLeaf<T>(shape));

    private DelayedArray<T> DenseLeaf<T>(long[] shape) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[shape.Aggregate(1L, (product, length) => product * length)];
        var isPlain = random.Next(2) == 0;
        for (var i = 0; i < values.Length; i++)
            values[i] = isPlain ? T.CreateTruncating(random.Next(1, 5)) : RandomEntries.Value<T>(random);
        return Delayed.FromMemory(values, new Shape(shape));
    }

    private SparseTwin<T> Partner<T>(long[] shape, int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var narrowed = shape.Select(length => random.Next(5) == 0 ? 1 : length).ToArray();
        return random.Next(3) switch
        {
            0 => Both(DenseLeaf<T>(narrowed)),
            1 => Grow<T>(Math.Min(depth - 1, 2), narrowed),
            _ => Grow<T>(random.Next(2), shape),
        };
    }

    private SparseTwin<T> Unary<T>(SparseTwin<T> x) where T : unmanaged, INumber<T> => random.Next(6) switch
    {
        0 => x.With(a => -a),
        1 => x.With(a => a.Square()),
        2 => x.With(a => a.Sign()),
        3 => x.With(a => a.Map(value => value + value)),
        4 => x.With(a => a.Map(value => value + T.One)),
        _ => x.With(a => a.NotEqualTo(T.Zero).Cast<T>()),
    };

    private SparseTwin<T> Scalar<T>(SparseTwin<T> x) where T : unmanaged, INumber<T>
    {
        var scalar = RandomEntries.Value<T>(random);
        return random.Next(9) switch
        {
            0 or 1 => x.With(a => a * scalar),
            2 => x.With(a => a + scalar),
            3 => x.With(a => scalar - a),
            4 => x.With(a => a.Maximum(T.Zero)),
            5 => x.With(a => a.Minimum(scalar)),
            6 => x.With(a => (a > scalar).Cast<T>()),
            7 => x.With(a => (a < T.Zero).Cast<T>()),
            _ => x.With(a => scalar * a),
        };
    }

    /// <summary>A vector along one axis, rows or columns: mostly scaling by it.</summary>
    private SparseTwin<T> Vector<T>(SparseTwin<T> x) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var shape = x.Shape.Select(_ => 1L).ToArray();
        if (shape.Length > 0)
        {
            var axis = random.Next(shape.Length);
            shape[axis] = x.Shape[axis];
        }
        var vector = DenseLeaf<T>(shape);
        return random.Next(6) switch
        {
            0 => x.With(a => a + vector),
            1 => x.With(a => a.Maximum(vector)),
            2 => x.With(a => vector * a),
            3 when ElementTypes.Of<T>().IsFloat() => Divided(x, vector),
            _ => x.With(a => a * vector),
        };
    }

    private SparseTwin<T> Binary<T>(SparseTwin<T> x, int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var y = Partner<T>(x.Shape, depth);
        if (random.Next(2) == 0)
            (x, y) = (y, x);
        return random.Next(8) switch
        {
            0 => x.With(y, (a, b) => a + b),
            1 => x.With(y, (a, b) => a - b),
            2 or 3 => x.With(y, (a, b) => a * b),
            4 => x.With(y, (a, b) => a.Maximum(b)),
            5 => x.With(y, (a, b) => a.Minimum(b)),
            6 => x.With(y, (a, b) => (a < b).Cast<T>()),
            _ => x.With(y, (a, b) => a.EqualTo(b).Cast<T>()),
        };
    }

    /// <summary>The same node in several places.</summary>
    private SparseTwin<T> Twice<T>(SparseTwin<T> x) where T : unmanaged, INumber<T>
    {
        if (x.Shape is [var rows, var columns] && rows == columns && random.Next(2) == 0)
            return x.With(a => a - a.Transpose());
        return random.Next(2) == 0 ? x.With(a => a - (a * a)) : x.With(a => (a * a).Maximum(a + a));
    }

    private SparseTwin<T> FromOtherType<T>(int depth, long[] shape) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var type = (ElementType)random.Next(1, 12);
        return type.DispatchNumeric(new CastFrom<T>(this, Math.Min(depth - 1, 2), shape));
    }

    private sealed class CastFrom<T>(RandomSparseTrees trees, int depth, long[] shape) : INumericVisitor<SparseTwin<T>>
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public SparseTwin<T> Visit<TOther>() where TOther : unmanaged, INumber<TOther>, IMinMaxValue<TOther> =>
            trees.Grow<TOther>(depth, shape).With(a => a.Cast<T>());
    }
}
