namespace DelayedArrays;

/// <summary>Adapts a function of two elements to three. The third operand is <see cref="Absent"/>.</summary>
internal readonly record struct OfTwo<T, TOut, TOp>(TOp Op) : ITernaryOp<T, T, Absent, TOut>
    where T : unmanaged where TOut : unmanaged where TOp : struct, IBinaryOp<T, TOut>
{
    public string Name => Op.Name;

    public void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<Absent> z, Span<TOut> w) => Op.Apply(x, y, w);
}

/// <summary>The element type of an operand that a function lacks.</summary>
internal readonly struct Absent;
