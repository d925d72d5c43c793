using System.Numerics;

namespace DelayedArrays;

/// <summary>Code that is generic in the element type, for integer types.</summary>
public interface IIntegerVisitor<out TResult>
{
    /// <summary>Runs for elements of type <typeparamref name="T"/>.</summary>
    TResult Visit<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;
}
