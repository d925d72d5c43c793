using System.Numerics;

namespace DelayedArrays;

/// <summary>Work written once for every numeric element type, that is, for all but <see cref="ElementType.Boolean"/>.</summary>
public interface INumericVisitor<out TResult>
{
    /// <summary>Does the work for <typeparamref name="T"/>.</summary>
    TResult Visit<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
