namespace DelayedArrays;

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
