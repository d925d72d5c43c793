namespace DelayedArrays;

/// <summary>A function of three elements, applied to spans; see <see cref="IUnaryOp{TIn, TOut}"/>.</summary>
public interface ITernaryOp<T1, T2, T3, TOut>
    where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged where TOut : unmanaged
{
    /// <summary>The operation's name in print, such as <c>Where</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Computes <c>w[i] = f(x[i], y[i], z[i])</c>. The spans are equally long. Each input is the result's memory or does not overlap it.
    /// </summary>
    void Apply(ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, Span<TOut> w);
}
