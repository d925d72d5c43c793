namespace DelayedArrays;

/// <summary>A function of two elements, applied to spans; see <see cref="IUnaryOp{TIn, TOut}"/>.</summary>
public interface IBinaryOp<T, TOut> where T : unmanaged where TOut : unmanaged
{
    /// <summary>The operation's name in print, such as <c>Add</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Computes <c>z[i] = f(x[i], y[i])</c>. The spans are equally long. Each input is the result's memory or does not overlap it.
    /// </summary>
    void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TOut> z);

    /// <summary>Computes <c>z[i] = f(x[i], y)</c>.</summary>
    void Apply(ReadOnlySpan<T> x, T y, Span<TOut> z);

    /// <summary>Computes <c>z[i] = f(x, y[i])</c>.</summary>
    void Apply(T x, ReadOnlySpan<T> y, Span<TOut> z);
}
