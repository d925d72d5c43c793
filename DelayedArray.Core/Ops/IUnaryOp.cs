namespace DelayedArrays;

/// <summary>
/// A function of one element, applied to spans. Implement it as a <c>readonly record struct</c> with the parameters as fields, so that
/// operations compare, hash and print by value. Element <c>i</c> of the result may depend only on element <c>i</c> of the input.
/// </summary>
public interface IUnaryOp<TIn, TOut> where TIn : unmanaged where TOut : unmanaged
{
    /// <summary>The operation's name in print, with its parameters, such as <c>Log1P</c> or <c>Round(2)</c>.</summary>
    string Name { get; }

    /// <summary>Computes <c>y[i] = f(x[i])</c>. The spans are equally long, and are the same memory or do not overlap.</summary>
    void Apply(ReadOnlySpan<TIn> x, Span<TOut> y);
}
