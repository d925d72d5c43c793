namespace DelayedArrays;

/// <summary>y = a user's function of x: the only operation whose content is unknown.</summary>
internal readonly record struct UserFunctionOp<TIn, TOut>(Func<TIn, TOut> Function) : IUnaryOp<TIn, TOut>
    where TIn : unmanaged where TOut : unmanaged
{
    public string Name => "Function";

    public void Apply(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Function(x[i]);
    }
}
