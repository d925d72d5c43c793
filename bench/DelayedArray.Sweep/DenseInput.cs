using System.Numerics;

namespace DelayedArrays.Benchmarks;

/// <summary>A square matrix in memory of one element type; <c>sweep_peers.py</c> makes the same.</summary>
internal sealed class DenseInput
{
    private readonly Lazy<DelayedArray> _x;
    private readonly Lazy<DelayedArray> _divisors;
    private readonly Lazy<DelayedArray> _ones;
    private readonly Lazy<DelayedArray<bool>> _mask;

    /// <summary>Declares the matrix, which is made when it is first used.</summary>
    /// <param name="type">Its element type.</param>
    /// <param name="size">Its rows, as many as its columns.</param>
    public DenseInput(ElementType type, int size)
    {
        Type = type;
        _x = new Lazy<DelayedArray>(() => Realized(Elements(type, Uniform(size)).Cast(type)));
        _divisors = new Lazy<DelayedArray>(() => type == ElementType.Boolean ? X : type.DispatchNumeric(new WithoutZeros(X)));
        _ones = new Lazy<DelayedArray>(() => Realized(Delayed.FromFunction<double>(
            new Shape(size, size), at => at[0] == at[1] && at[0] < 50 ? 2 : 1).Cast(type)));
        _mask = new Lazy<DelayedArray<bool>>(() => (X.Cast<double>() > 5).Realize());
    }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The matrix: <c>x</c> of the peers.</summary>
    public DelayedArray X => _x.Value;

    /// <summary>The matrix with 1 for 0, or the matrix itself if it has no zeros: <c>y</c> of the peers.</summary>
    public DelayedArray Divisors => _divisors.Value;

    /// <summary>Ones, and some twos on the diagonal, so that products do not overflow: <c>o</c> of the peers.</summary>
    public DelayedArray Ones => _ones.Value;

    /// <summary>Where the matrix is more than 5: <c>m</c> of the peers.</summary>
    public DelayedArray<bool> Mask => _mask.Value;

    /// <summary>Makes all of these now.</summary>
    public void Make() => _ = (X, Divisors, Ones, Mask);

    private static DelayedArray Elements(ElementType type, DelayedArray<float> uniform)
    {
        if (type.IsFloat())
            return uniform;
        var whole = (uniform * 100f).Cast<int>();
        return type switch
        {
            ElementType.Boolean => (whole % 7).EqualTo(0),
            ElementType.Int8 => (whole % 200) - 100,
            ElementType.UInt8 => whole % 256,
            ElementType.Int16 => whole - 455,
            _ => whole,
        };
    }

    // Between 0.1 and 9.1, in no order, from steps that NumPy rounds in the same way.
    private static DelayedArray<float> Uniform(int size)
    {
        var values = new float[size * size];
        for (var i = 0; i < values.Length; i++)
        {
            var bits = (ulong)(i + 1) * 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 29)) * 0xBF58476D1CE4E5B9;
            var unit = (float)((bits ^ (bits >> 32)) >> 40) * (1f / (1 << 24));
            values[i] = (unit * 9f) + 0.1f;
        }
        return Delayed.FromMemory(values, size, size);
    }

    private static DelayedArray Realized(DelayedArray array) => array.ElementType.Dispatch(new Realization(array));

    private sealed class Realization(DelayedArray array) : IElementVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged => array.As<T>().Realize();
    }

    private sealed class WithoutZeros(DelayedArray array) : INumericVisitor<DelayedArray>
    {
        public DelayedArray Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = array.As<T>();
            return x.CountNonZero() == x.Shape.Count ? x : x.EqualTo(T.Zero).Where(T.One, x).Realize();
        }
    }
}
