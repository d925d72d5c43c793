namespace DelayedArrays;

/// <summary>Work written once for every element type.</summary>
public interface IElementVisitor<out TResult>
{
    /// <summary>Does the work for <typeparamref name="T"/>.</summary>
    TResult Visit<T>() where T : unmanaged;
}
