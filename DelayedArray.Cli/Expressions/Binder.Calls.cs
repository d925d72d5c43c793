namespace DelayedArrays;

internal sealed partial class Binder<T>
{
    private DelayedArray Call(CallSyntax call)
    {
        if (Functions<T>.Unary.TryGetValue(call.Name, out var unary))
            return unary(Number(Argument(call, 0, 1)));
        if (Functions<T>.Tests.TryGetValue(call.Name, out var test))
            return test(Number(Argument(call, 0, 1)));
        if (Functions<T>.Binary.TryGetValue(call.Name, out var binary))
            return Fit(call, () => binary(Number(Argument(call, 0, 2)), Number(Argument(call, 1, 2))));
        if (Functions<T>.Reductions.TryGetValue(call.Name, out var reduction))
            return Reduce(call, reduction.Axis, reduction.Compute);
        return call.Name switch
        {
            "where" => Fit(call, () => Truth(Argument(call, 0, 3), call.Arguments[0])
                .Where(Number(Argument(call, 1, 3)), Number(Argument(call, 2, 3)))),
            "clip" => Fit(call, () => Number(Argument(call, 0, 3)).Clip(Number(Argument(call, 1, 3)), Number(Argument(call, 2, 3)))),
            "round" => Round(call),
            "concat" => Concatenate(call),
            "cast" => Cast(call),
            "transpose" => Shaped(Argument(call, 0, 1), new Transposition()),
            _ => throw new ExpressionException(call.Column, $"unknown function '{call.Name}'{Suggestion(call.Name)}"),
        };
    }

    private DelayedArray Argument(CallSyntax call, int index, int count)
    {
        if (call.Arguments.Count != count)
            throw new ExpressionException(call.Column, $"{call.Name} takes {count} argument{(count == 1 ? "" : "s")}, not {call.Arguments.Count}");
        return Bind(call.Arguments[index]);
    }

    private DelayedArray<T> Round(CallSyntax call)
    {
        if (call.Arguments.Count is < 1 or > 2)
            throw new ExpressionException(call.Column, $"round takes 1 or 2 arguments, not {call.Arguments.Count}");
        return Number(Bind(call.Arguments[0])).Round(call.Arguments.Count == 2 ? (int)Whole(call.Arguments[1]) : 0);
    }

    private DelayedArray Concatenate(CallSyntax call)
    {
        if (call.Arguments.Count < 2)
            throw new ExpressionException(call.Column, "concat takes an axis and one array or more");
        var axis = (int)Whole(call.Arguments[0]);
        var parts = call.Arguments.Skip(1).Select(Bind).ToList();
        return Fit(call, () => parts.TrueForAll(part => part is DelayedArray<bool>)
            ? Delayed.Concatenate(axis, [.. parts.Cast<DelayedArray<bool>>()])
            : parts.TrueForAll(part => part.Time is not null && part.Time == parts[0].Time)
            ? Delayed.Concatenate(axis, [.. parts.Cast<DelayedArray<long>>()])
            : Delayed.Concatenate(axis, [.. parts.Select(Number)]));
    }

    /// <summary>A cast rounds to what the type holds; what follows computes in the expression's own type again.</summary>
    private DelayedArray Cast(CallSyntax call)
    {
        var array = Argument(call, 0, 2);
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

    private DelayedArray<T> Reduce(CallSyntax call, int axis, Func<DelayedArray<T>, int, ExecutionOptions, double[]> compute)
    {
        var array = Number(Argument(call, 0, 1));
        if (array.Rank != 2)
            throw new ExpressionException(call.Column, $"{call.Name} takes a matrix, not an array of shape {array.Shape}");
        var shape = axis == 1 ? new Shape(array.Shape[0], 1) : new Shape(1, array.Shape[1]);
        return Delayed.FromSeed(new DeferredSeed<T>(call.Name, array, shape,
            options => [.. compute(array, axis, options).Select(T.CreateSaturating)]));
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
