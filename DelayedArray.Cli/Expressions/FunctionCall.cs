using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>A call of a function, with bound arguments.</summary>
/// <param name="syntax">The call as written.</param>
/// <param name="arrays">The arguments that are arrays.</param>
/// <param name="reductions">Deferred reductions, by name and by the array they reduce. Equal ones are computed once.</param>
internal sealed class FunctionCall<T>(
    CallSyntax syntax, DelayedArray[] arrays, Dictionary<(string Name, Node Source), DelayedArray> reductions)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public IReadOnlyList<DelayedArray> Arrays => arrays;

    /// <summary>The number of arguments.</summary>
    public int Count => syntax.Arguments.Count;

    /// <summary>Converts an argument to numbers. Booleans become 0 and 1.</summary>
    public DelayedArray<T> Number(int index) => arrays[index].Cast<T>();

    /// <exception cref="ExpressionException">The array does not hold booleans.</exception>
    public DelayedArray<bool> Truth(int index) => Binder<T>.Truth(arrays[index], syntax.Arguments[index]);

    /// <exception cref="ExpressionException">The argument is not a whole number.</exception>
    public long Whole(int index)
    {
        var argument = syntax.Arguments[index];
        var (sign, number) = argument is PrefixSyntax { Symbol: "-" } negative ? (-1, negative.Operand) : (1, argument);
        return number is NumberSyntax { Value: var value } && value == Math.Floor(value) && Math.Abs(value) < 1e9
            ? sign * (long)value
            : throw new ExpressionException(argument.Column, "expected a whole number");
    }

    /// <summary>Defers a reduction of a matrix. It keeps its axis, so that it broadcasts back.</summary>
    /// <exception cref="ExpressionException">The argument is not a matrix.</exception>
    public DelayedArray Defer<TResult>(Reduction<T, Tensor<TResult>> reduction, int axis) where TResult : unmanaged, INumberBase<TResult>
    {
        var array = Number(0);
        if (array.Rank != 2)
            throw new ExpressionException(syntax.Column, $"{syntax.Name} takes a matrix, not an array of shape {array.Shape}");
        if (reductions.TryGetValue((syntax.Name, array.Root), out var known))
            return known;
        var made = array.Defer(reduction.Then(values => Tensor.ConvertSaturating<TResult, T>(values)), axis, name: syntax.Name);
        reductions.Add((syntax.Name, array.Root), made);
        return made;
    }

    /// <summary>Concatenates arrays. Dates stay dates if all arrays hold dates, and booleans stay booleans if all hold booleans.</summary>
    /// <exception cref="ExpressionException">There is no such axis.</exception>
    public DelayedArray Concatenate()
    {
        var axis = Whole(0);
        var rank = arrays[0].Rank;
        if (axis < -rank || axis >= rank)
        {
            throw new ExpressionException(syntax.Arguments[0].Column,
                $"there is no axis {axis}; the array has {rank} {(rank == 1 ? "axis" : "axes")} ({arrays[0].Shape})");
        }
        if (Array.TrueForAll(arrays, part => part is DelayedArray<bool>))
            return Delayed.Concatenate((int)axis, [.. arrays.Cast<DelayedArray<bool>>()]);
        return Array.TrueForAll(arrays, part => part.Time is not null && part.Time == arrays[0].Time)
            ? Delayed.Concatenate((int)axis, [.. arrays.Cast<DelayedArray<long>>()])
            : Delayed.Concatenate((int)axis, [.. arrays.Select(part => part.Cast<T>())]);
    }

    /// <summary>Casts an array. The values are rounded to those of the type; later steps compute in the expression's type again.</summary>
    /// <exception cref="ExpressionException">There is no such type.</exception>
    public DelayedArray Cast()
    {
        if (syntax.Arguments[1] is not TextSyntax name)
            throw new ExpressionException(syntax.Arguments[1].Column, "expected the name of an element type in quotes, such as \"float32\"");
        try
        {
            var cast = arrays[0].Cast(ElementTypes.Parse(name.Text));
            return cast.Time is null ? cast : cast.WithTime(null);
        }
        catch (UnsupportedElementTypeException problem)
        {
            throw new ExpressionException(name.Column, problem.Message);
        }
    }
}
