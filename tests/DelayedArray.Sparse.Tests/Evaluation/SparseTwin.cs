namespace DelayedArrays.Tests;

/// <summary>An expression over sparse leaves, and the same one over the same elements held densely.</summary>
internal sealed record SparseTwin<T>(DelayedArray<T> Sparse, DelayedArray<T> Dense) where T : unmanaged
{
    public long[] Shape => Dense.Shape.ToArray();

    public SparseTwin<TOut> With<TOut>(Func<DelayedArray<T>, DelayedArray<TOut>> apply) where TOut : unmanaged =>
        new(apply(Sparse), apply(Dense));

    public SparseTwin<TOut> With<TOther, TOut>(
        SparseTwin<TOther> other, Func<DelayedArray<T>, DelayedArray<TOther>, DelayedArray<TOut>> apply)
        where TOther : unmanaged where TOut : unmanaged => new(apply(Sparse, other.Sparse), apply(Dense, other.Dense));
}
