using System.Numerics;

namespace DelayedArrays.Tests;

internal sealed partial class RandomSparseTrees
{
    private SparseTwin<T> Float<T>(SparseTwin<T> x) where T : unmanaged, INumber<T> => x switch
    {
        SparseTwin<double> doubles => (SparseTwin<T>)(object)FloatStep(doubles),
        SparseTwin<float> singles => (SparseTwin<T>)(object)FloatStep(singles),
        SparseTwin<Half> halves => (SparseTwin<T>)(object)FloatStep(halves),
        _ => Unary(x),
    };

    private static SparseTwin<T> Divided<T>(SparseTwin<T> x, DelayedArray<T> divisor) where T : unmanaged => x switch
    {
        SparseTwin<double> doubles => (SparseTwin<T>)(object)doubles.With(a => a / (DelayedArray<double>)(object)divisor),
        SparseTwin<float> singles => (SparseTwin<T>)(object)singles.With(a => a / (DelayedArray<float>)(object)divisor),
        SparseTwin<Half> halves => (SparseTwin<T>)(object)halves.With(a => a / (DelayedArray<Half>)(object)divisor),
        _ => x,
    };

    private SparseTwin<T> FloatStep<T>(SparseTwin<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (random.Next(3) == 0)
            return FloatBinary(x, Partner<T>(x.Shape, 2));
        var scalar = RandomEntries.Value<T>(random);
        return random.Next(15) switch
        {
            0 or 1 => x.With(a => a.Log1P()),
            2 => x.With(a => a.Sqrt()),
            3 => x.With(a => a.Exp()),
            4 => x.With(a => a.ExpM1()),
            5 => x.With(a => a.Tanh()),
            6 => x.With(a => a.Floor()),
            7 => x.With(a => a.Abs()),
            8 => x.With(a => a.IsNaN().Cast<T>()),
            9 => x.With(a => a.Log()),
            10 => x.With(a => a.Round(1)),
            11 => x.With(a => a / scalar),
            12 => x.With(a => scalar / a),
            13 => x.With(a => a.Reciprocal()),
            _ => x.With(a => a.Sin()),
        };
    }

    private SparseTwin<T> FloatBinary<T>(SparseTwin<T> x, SparseTwin<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => random.Next(6) switch
        {
            0 => x.With(y, (a, b) => a % b),
            1 => x.With(y, (a, b) => a.Atan2(b)),
            2 => x.With(y, (a, b) => a.CopySign(b)),
            3 => x.With(y, (a, b) => a.Hypot(b)),
            _ => x.With(y, (a, b) => a / b),
        };
}
