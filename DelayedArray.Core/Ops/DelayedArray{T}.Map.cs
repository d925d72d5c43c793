namespace DelayedArrays;

public sealed partial class DelayedArray<T>
{
    /// <summary>
    /// Applies a function of one element. It must always give the same value, and must be safe to call from many threads. It is called for
    /// each element. An operation written as a struct is faster, prints its name, and compares by value.
    /// </summary>
    public DelayedArray<TOut> Map<TOut>(Func<T, TOut> function) where TOut : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        return Map<TOut, UserFunctionOp<T, TOut>>(new(function));
    }
}
