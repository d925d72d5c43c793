namespace DelayedArrays;

internal sealed partial class Binder<T>
{
    // Reductions by name and what they reduce: equal ones are computed once.
    private readonly Dictionary<(string Name, Node Source), DelayedArray> _reductions = [];

    /// <summary>The arguments of a call that are arrays; their number is checked before any of them is bound.</summary>
    /// <exception cref="ExpressionException">The function is unknown, or takes another number of arguments.</exception>
    private static IReadOnlyList<Syntax> Arrays(CallSyntax call)
    {
        var (least, most) = Functions<T>.Arguments(call.Name)
            ?? throw new ExpressionException(call.Column, $"unknown function '{call.Name}'{Suggestion(call.Name)}");
        if (call.Arguments.Count < least || call.Arguments.Count > most)
            throw new ExpressionException(call.Column, $"{call.Name} takes {Count(least, most)}, not {call.Arguments.Count}");
        return call.Name switch
        {
            "concat" => [.. call.Arguments.Skip(1)],
            "round" or "cast" => [call.Arguments[0]],
            _ => call.Arguments,
        };
    }

    private static string Count(int least, int most) =>
        most == int.MaxValue ? "an axis and one array or more"
        : least < most ? $"{least} or {most} arguments"
        : $"{least} argument{(least == 1 ? "" : "s")}";

    private DelayedArray Call(CallSyntax call, DelayedArray[] arrays)
    {
        if (Functions<T>.Unary.TryGetValue(call.Name, out var unary))
            return unary(Number(arrays[0]));
        if (Functions<T>.Tests.TryGetValue(call.Name, out var test))
            return test(Number(arrays[0]));
        if (Functions<T>.Binary.TryGetValue(call.Name, out var binary))
            return binary(Number(arrays[0]), Number(arrays[1]));
        if (Functions<T>.Reductions.TryGetValue(call.Name, out var reduction))
            return Reduce(call, Number(arrays[0]), reduction.Axis, reduction.Compute);
        return call.Name switch
        {
            "where" => Truth(arrays[0], call.Arguments[0]).Where(Number(arrays[1]), Number(arrays[2])),
            "clip" => Number(arrays[0]).Clip(Number(arrays[1]), Number(arrays[2])),
            "round" => Number(arrays[0]).Round(call.Arguments.Count == 2 ? (int)Whole(call.Arguments[1]) : 0),
            "concat" => Concatenate(call, arrays),
            "cast" => Cast(call, arrays[0]),
            _ => Shaped(arrays[0], new Transposition()),
        };
    }

    private static DelayedArray Concatenate(CallSyntax call, DelayedArray[] parts)
    {
        var written = Whole(call.Arguments[0]);
        var rank = parts[0].Rank;
        if (written < -rank || written >= rank)
        {
            throw new ExpressionException(call.Arguments[0].Column,
                $"there is no axis {written}; the array has {rank} {(rank == 1 ? "axis" : "axes")} ({parts[0].Shape})");
        }
        if (Array.TrueForAll(parts, part => part is DelayedArray<bool>))
            return Delayed.Concatenate((int)written, [.. parts.Cast<DelayedArray<bool>>()]);
        return Array.TrueForAll(parts, part => part.Time is not null && part.Time == parts[0].Time)
            ? Delayed.Concatenate((int)written, [.. parts.Cast<DelayedArray<long>>()])
            : Delayed.Concatenate((int)written, [.. parts.Select(Number)]);
    }

    /// <summary>A cast rounds to what the type holds; what follows computes in the expression's own type again.</summary>
    private static DelayedArray Cast(CallSyntax call, DelayedArray array)
    {
        if (call.Arguments[1] is not TextSyntax name)
            throw new ExpressionException(call.Arguments[1].Column, "expected the name of an element type in quotes, such as \"float32\"");
        try
        {
            var cast = array.Cast(ElementTypes.Parse(name.Text));
            return cast.Time is null ? cast : cast.WithTime(null);
        }
        catch (UnsupportedElementTypeException problem)
        {
            throw new ExpressionException(name.Column, problem.Message);
        }
    }

    private DelayedArray Reduce(
        CallSyntax call, DelayedArray<T> array, int axis, Func<DelayedArray<T>, int, ExecutionOptions, double[]> compute)
    {
        if (array.Rank != 2)
            throw new ExpressionException(call.Column, $"{call.Name} takes a matrix, not an array of shape {array.Shape}");
        if (_reductions.TryGetValue((call.Name, array.Root), out var known))
            return known;
        var shape = axis == 1 ? new Shape(array.Shape[0], 1) : new Shape(1, array.Shape[1]);
        var made = Delayed.FromSeed(new DeferredSeed<T>(call.Name, array, shape,
            options => [.. compute(array, axis, options).Select(T.CreateSaturating)]));
        _reductions.Add((call.Name, array.Root), made);
        return made;
    }

    private static long Whole(Syntax syntax)
    {
        var (sign, number) = syntax is PrefixSyntax { Symbol: "-" } negative ? (-1, negative.Operand) : (1, syntax);
        return number is NumberSyntax { Value: var value } && value == Math.Floor(value) && Math.Abs(value) < 1e9
            ? sign * (long)value
            : throw new ExpressionException(syntax.Column, "expected a whole number");
    }

    private static string Suggestion(string name)
    {
        var nearest = Functions<T>.Names.MinBy(known => Distance(known, name))!;
        return Distance(nearest, name) <= 2 ? $"; did you mean {nearest}?" : $"; there are {string.Join(", ", Functions<T>.Names.Order(StringComparer.Ordinal))}";
    }

    /// <summary>Letters to change, add or drop to turn one word into the other (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
