namespace DelayedArrays;

/// <summary>
/// A function of one element, applied to spans. Implement it as a <c>readonly record struct</c> whose fields are the parameters:
/// then two operations compare, hash and print by value. Element <c>i</c> of the result may depend on element <c>i</c> of the
/// input alone.
/// </summary>
public interface IUnaryOp<TIn, TOut> where TIn : unmanaged where TOut : unmanaged
{
    /// <summary>The operation as printed, with its parameters, such as <c>Log1P</c> or <c>Round(2)</c>.</summary>
    string Name { get; }

    /// <summary>Computes <c>y[i] = f(x[i])</c>. The spans are equally long and either the same memory or apart.</summary>
    void Apply(ReadOnlySpan<TIn> x, Span<TOut> y);
}

/// <summary>A function of two elements, applied to spans; see <see cref="IUnaryOp{TIn, TOut}"/>.</summary>
public interface IBinaryOp<T, TOut> where T : unmanaged where TOut : unmanaged
{
    /// <summary>The operation as printed, such as <c>Add</c>.</summary>
    string Name { get; }

    /// <summary>Computes <c>z[i] = f(x[i], y[i])</c>. The spans are equally long; each input is either the result's memory or
    /// apart from it.</summary>
    void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TOut> z);

    /// <summary>Computes <c>z[i] = f(x[i], y)</c>.</summary>
    void Apply(ReadOnlySpan<T> x, T y, Span<TOut> z);

    /// <summary>Computes <c>z[i] = f(x, y[i])</c>.</summary>
    void Apply(T x, ReadOnlySpan<T> y, Span<TOut> z);
}

/// <summary>A function of three elements, applied to spans; see <see cref="IUnaryOp{TIn, TOut}"/>.</summary>
public interface ITernaryOp<T1, T2, T3, TOut>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
{
    /// <summary>The operation as printed, such as <c>Where</c>.</summary>
    string Name { get; }

    /// <summary>Computes <c>w[i] = f(x[i], y[i], z[i])</c>. The spans are equally long; each input is either the result's memory or
    /// apart from it.</summary>
    void Apply(ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, Span<TOut> w);
}

/// <summary>A function of two elements whose second is fixed.</summary>
internal readonly record struct RightScalar<T, TOut, TOp>(TOp Op, T Scalar) : IUnaryOp<T, TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Op.Name}(x, {Scalar})");

    public void Apply(ReadOnlySpan<T> x, Span<TOut> y) => Op.Apply(x, Scalar, y);

    public bool Equals(RightScalar<T, TOut, TOp> other) => Op.Equals(other.Op) && ConstantSeed<T>.HasSameBits(Scalar, other.Scalar);

    public override int GetHashCode() => HashCode.Combine(Op, Scalar);
}

/// <summary>A function of two elements whose first is fixed.</summary>
internal readonly record struct LeftScalar<T, TOut, TOp>(TOp Op, T Scalar) : IUnaryOp<T, TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Op.Name}({Scalar}, x)");

    public void Apply(ReadOnlySpan<T> x, Span<TOut> y) => Op.Apply(Scalar, x, y);

    public bool Equals(LeftScalar<T, TOut, TOp> other) => Op.Equals(other.Op) && ConstantSeed<T>.HasSameBits(Scalar, other.Scalar);

    public override int GetHashCode() => HashCode.Combine(Op, Scalar);
}
