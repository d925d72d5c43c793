using System.Numerics;

namespace DelayedArrays;

/// <summary>Code that is generic in the element type, for all types but <see cref="ElementType.Boolean"/>.</summary>
public interface INumericVisitor<out TResult>
{
    /// <summary>Runs for elements of type <typeparamref name="T"/>.</summary>
    TResult Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
