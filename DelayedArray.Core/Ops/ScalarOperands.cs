namespace DelayedArrays;

/// <summary>A function of two elements with a fixed second operand.</summary>
internal readonly record struct RightScalar<T, TOut, TOp>(TOp Op, T Scalar) : IUnaryOp<T, TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Op.Name}(x, {Scalar})");

    public void Apply(ReadOnlySpan<T> x, Span<TOut> y) => Op.Apply(x, Scalar, y);

    public bool Equals(RightScalar<T, TOut, TOp> other) => Op.Equals(other.Op) && ConstantSeed<T>.HasSameBits(Scalar, other.Scalar);

    public override int GetHashCode() => HashCode.Combine(Op, Scalar);
}

/// <summary>A function of two elements with a fixed first operand.</summary>
internal readonly record struct LeftScalar<T, TOut, TOp>(TOp Op, T Scalar) : IUnaryOp<T, TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Op.Name}({Scalar}, x)");

    public void Apply(ReadOnlySpan<T> x, Span<TOut> y) => Op.Apply(Scalar, x, y);

    public bool Equals(LeftScalar<T, TOut, TOp> other) => Op.Equals(other.Op) && ConstantSeed<T>.HasSameBits(Scalar, other.Scalar);

    public override int GetHashCode() => HashCode.Combine(Op, Scalar);
}
