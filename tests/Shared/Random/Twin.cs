namespace DelayedArrays.Testing;

/// <summary>A lazy array beside the values it should have.</summary>
internal abstract class Twin(DelayedArray lazy)
{
    public DelayedArray Lazy => lazy;

    public ElementType Type => lazy.ElementType;

    public long[] Shape => lazy.Shape.ToArray();
}

internal sealed class Twin<T> : Twin where T : unmanaged
{
    public Twin(DelayedArray<T> array, Dense<T> naive) : base(array)
    {
        Assert.Equal(naive.Shape, array.Shape.ToArray());
        Array = array;
        Naive = naive;
    }

    public DelayedArray<T> Array { get; }

    public Dense<T> Naive { get; }

    public Twin<TOut> Of<TOut>(DelayedArray<TOut> array, Func<T, TOut> function) where TOut : unmanaged =>
        new(array, Naive.Map(function));

    public Twin<TOut> Of<TOut>(Twin<T> other, DelayedArray<TOut> array, Func<T, T, TOut> function) where TOut : unmanaged =>
        new(array, Naive.Zip(other.Naive, function));
}
