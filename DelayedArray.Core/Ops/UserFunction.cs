namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>
    /// Applies a function of one element, which must always give the same value and be safe for many threads. It is called
    /// for each element; an operation written as a struct is faster, prints its name, and compares by value.
    /// </summary>
    public DelayedArray<TOut> Map<TOut>(Func<T, TOut> function) where TOut : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        return Map<TOut, UserFunctionOp<T, TOut>>(new(function));
    }
}

/// <summary>y = a user's function of x; the one operation that cannot be looked into.</summary>
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
