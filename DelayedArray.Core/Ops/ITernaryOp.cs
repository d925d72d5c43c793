namespace DelayedArrays;

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
