namespace DelayedArrays;

/// <summary>Code that is generic in the element type.</summary>
public interface IElementVisitor<out TResult>
{
    /// <summary>Runs for elements of type <typeparamref name="T"/>.</summary>
    TResult Visit<T>() where T : unmanaged;
}
