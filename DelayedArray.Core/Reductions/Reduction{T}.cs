using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>
/// A reduction, declared once: <see cref="DelayedArray{T}.Reduce{TResult}(Reduction{T, TResult}, Axes, bool, bool, ExecutionOptions?)"/>
/// computes it, <see cref="Reductions"/> adds it to a <see cref="Pass"/>, and
/// <see cref="DelayedArray{T}.Defer{TResult}(Reduction{T, Tensor{TResult}}, Axes, bool, string?)"/> makes a lazy array of it.
/// <see cref="Reduction.Of"/> declares one of your own.
/// </summary>
/// <typeparam name="T">Element type of the arrays it reduces.</typeparam>
/// <typeparam name="TResult">The type of all results together, such as a tensor.</typeparam>
public abstract class Reduction<T, TResult> where T : unmanaged
{
    private protected Reduction(string name) => Name = name;

    /// <summary>The reduction's name in messages and trees.</summary>
    public string Name { get; }

    /// <summary>Converts the results.</summary>
    public Reduction<T, TOther> Then<TOther>(Func<TResult, TOther> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return new Continued<TOther>(this, make);
    }

    /// <summary>Makes the same reduction for arrays of another type. It converts their elements first.</summary>
    public Reduction<TSource, TResult> OfCast<TSource>() where TSource : unmanaged => new Cast<TSource>(this);

    /// <summary>Adds the work to a pass. Its public form is in <see cref="Reductions"/>.</summary>
    internal abstract Pending<TResult> AddTo(Pass pass, DelayedArray<T> array, Axes axis, bool skipNaN, bool keepAxes);

    private sealed class Continued<TOther>(Reduction<T, TResult> inner, Func<TResult, TOther> make) : Reduction<T, TOther>(inner.Name)
    {
        internal override Pending<TOther> AddTo(Pass pass, DelayedArray<T> array, Axes axis, bool skipNaN, bool keepAxes) =>
            inner.AddTo(pass, array, axis, skipNaN, keepAxes).Then(make);
    }

    private sealed class Cast<TSource>(Reduction<T, TResult> inner) : Reduction<TSource, TResult>(inner.Name) where TSource : unmanaged
    {
        internal override Pending<TResult> AddTo(Pass pass, DelayedArray<TSource> array, Axes axis, bool skipNaN, bool keepAxes) =>
            inner.AddTo(pass, array.Cast<T>(), axis, skipNaN, keepAxes);
    }
}
