using System.Numerics;

namespace DelayedArrays.Tests;

/// <summary>Functions of three operands, of which some are sparse, zero everywhere, dense or vectors.</summary>
internal sealed partial class RandomSparseTrees
{
    private SparseTwin<T> Ternary<T>(SparseTwin<T> x, int depth) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var (y, z) = (Third(x.Shape, depth, x), Third(x.Shape, depth, x));
        return random.Next(7) switch
        {
            0 => Where(x.With(y, (a, b) => a < b), x, z),
            1 => Where(x.With(a => a > T.One), y, z),
            2 => Where(Both<bool>(Partner<T>(x.Shape, 1).Dense.NotEqualTo(T.One)), x, z),
            3 => MultiplyAdd(x, y, z),
            4 => MultiplyAdd(y, x, z),
            5 => x.With(a => a.Clip(T.Zero, T.CreateTruncating(3))),
            _ => new(x.Sparse.Clip(y.Sparse, z.Sparse), x.Dense.Clip(y.Dense, z.Dense)),
        };
    }

    /// <summary>A condition or another, by a third.</summary>
    private SparseTwin<bool> Choice<T>(SparseTwin<bool> both, SparseTwin<T> x) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var third = random.Next(3) == 0 ? Both<bool>(false) : x.With(a => a < T.Zero);
        return random.Next(2) == 0 ? Where(both, third, x.With(a => a.Cast<bool>())) : Where(x.With(a => a > T.One), both, third);
    }

    private SparseTwin<T> Third<T>(long[] shape, int depth, SparseTwin<T> other) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        random.Next(7) switch
        {
            0 or 1 => Both<T>(T.Zero),
            2 => Both<T>(RandomEntries.Value<T>(random)),
            3 => other,
            _ => Partner<T>(shape, depth),
        };

    private static SparseTwin<T> Where<T>(SparseTwin<bool> condition, SparseTwin<T> x, SparseTwin<T> y) where T : unmanaged =>
        new(condition.Sparse.Where(x.Sparse, y.Sparse), condition.Dense.Where(x.Dense, y.Dense));

    private static SparseTwin<T> MultiplyAdd<T>(SparseTwin<T> x, SparseTwin<T> factor, SparseTwin<T> term)
        where T : unmanaged, INumber<T> => new(x.Sparse.MultiplyAdd(factor.Sparse, term.Sparse), x.Dense.MultiplyAdd(factor.Dense, term.Dense));
}
