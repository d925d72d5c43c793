using System.Numerics;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>A call of a function with its arguments bound.</summary>
/// <param name="syntax">The call as written.</param>
/// <param name="arrays">The arguments that are arrays.</param>
/// <param name="reductions">Reductions that were deferred, by name and what they reduce: equal ones are computed once.</param>
internal sealed class FunctionCall<T>(
    CallSyntax syntax, DelayedArray[] arrays, Dictionary<(string Name, Node Source), DelayedArray> reductions)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public IReadOnlyList<DelayedArray> Arrays => arrays;

    /// <summary>How many arguments are given, whatever they are.</summary>
    public int Count => syntax.Arguments.Count;

    /// <summary>An array as numbers; booleans are 0 and 1.</summary>
    public DelayedArray<T> Number(int index) => arrays[index].Cast<T>();

    /// <exception cref="ExpressionException">The array holds no conditions.</exception>
    public DelayedArray<bool> Truth(int index) => Binder<T>.Truth(arrays[index], syntax.Arguments[index]);

    /// <exception cref="ExpressionException">The argument is no whole number.</exception>
    public long Whole(int index)
    {
        var argument = syntax.Arguments[index];
        var (sign, number) = argument is PrefixSyntax { Symbol: "-" } negative ? (-1, negative.Operand) : (1, argument);
        return number is NumberSyntax { Value: var value } && value == Math.Floor(value) && Math.Abs(value) < 1e9
            ? sign * (long)value
            : throw new ExpressionException(argument.Column, "expected a whole number");
    }

    /// <summary>A reduction of a matrix that keeps its axis, so that it broadcasts back.</summary>
    /// <exception cref="ExpressionException">The argument is no matrix.</exception>
    public DelayedArray Defer(Reduction<T, Tensor<double>> reduction, int axis)
    {
        var array = Number(0);
        if (array.Rank != 2)
            throw new ExpressionException(syntax.Column, $"{syntax.Name} takes a matrix, not an array of shape {array.Shape}");
        if (reductions.TryGetValue((syntax.Name, array.Root), out var known))
            return known;
        var made = array.Defer(reduction.Then(values => Tensor.ConvertSaturating<double, T>(values)), axis, name: syntax.Name);
        reductions.Add((syntax.Name, array.Root), made);
        return made;
    }

    /// <summary>Arrays one after the other; dates stay dates where all are, and conditions conditions.</summary>
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

    /// <summary>A cast rounds to what the type holds; what follows computes in the expression's own type again.</summary>
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
