using System.Numerics;

namespace DelayedArrays;

/// <summary>Turns expressions into delayed arrays that compute in <typeparamref name="T"/>.</summary>
internal sealed partial class Binder<T>(IReadOnlyDictionary<string, DelayedArray> inputs)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Binds an expression.</summary>
    /// <exception cref="ExpressionException">A name is unknown, or the shapes or types do not fit.</exception>
    public DelayedArray Bind(Syntax syntax)
    {
        try
        {
            return BindAny(syntax);
        }
        catch (Exception problem) when (problem is ShapeMismatchException or SelectionException or UnsupportedElementTypeException or ArgumentException)
        {
            throw new ExpressionException(syntax.Column, problem.Message);
        }
    }

    private DelayedArray BindAny(Syntax syntax) => syntax switch
    {
        NumberSyntax number => (DelayedArray<T>)T.CreateSaturating(number.Value),
        NameSyntax name => Name(name),
        PrefixSyntax prefix => Prefix(prefix),
        InfixSyntax infix => Infix(infix),
        CallSyntax call => Call(call),
        TransposeSyntax transpose => Shaped(Bind(transpose.Operand), new Transposition()),
        IndexSyntax index => Shaped(Bind(index.Operand), new Indexing(index)),
        TextSyntax text => throw new ExpressionException(text.Column, "a text is not an array"),
        _ => throw new ExpressionException(syntax.Column, "not an array"),
    };

    private DelayedArray Name(NameSyntax name)
    {
        if (inputs.TryGetValue(name.Name, out var input))
            return input;
        return (DelayedArray<T>)(name.Name switch
        {
            "pi" => T.Pi,
            "e" => T.E,
            "inf" => T.PositiveInfinity,
            "nan" => T.NaN,
            _ => throw new ExpressionException(name.Column,
                $"unknown name '{name.Name}'; there are {string.Join(", ", inputs.Keys)}, pi, e, inf, nan"),
        });
    }

    private DelayedArray Prefix(PrefixSyntax prefix)
    {
        var operand = Bind(prefix.Operand);
        return prefix.Symbol switch
        {
            "~" => !Truth(operand, prefix.Operand),
            "-" => -Number(operand),
            _ => Number(operand),
        };
    }

    private DelayedArray Infix(InfixSyntax infix)
    {
        var (left, right) = (Bind(infix.Left), Bind(infix.Right));
        if (infix.Symbol is "&" or "|" or "^")
            return Logic(infix, Truth(left, infix.Left), Truth(right, infix.Right));
        if (left is DelayedArray<bool> a && right is DelayedArray<bool> b && infix.Symbol is "==" or "!=")
            return Fit(infix, () => infix.Symbol == "==" ? a.EqualTo(b) : a.NotEqualTo(b));
        return Fit(infix, () => Arithmetic(infix, Number(left), Number(right)));
    }

    private static DelayedArray Arithmetic(InfixSyntax infix, DelayedArray<T> x, DelayedArray<T> y) => infix.Symbol switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "//" => x.FloorDivide(y),
        "%" => x.Mod(y),
        "**" => x.Power(y),
        "==" => x.EqualTo(y),
        "!=" => x.NotEqualTo(y),
        "<" => x < y,
        "<=" => x <= y,
        ">" => x > y,
        ">=" => x >= y,
        _ => throw new ExpressionException(infix.Column, $"unknown operator '{infix.Symbol}'"),
    };

    private static DelayedArray Logic(InfixSyntax infix, DelayedArray<bool> x, DelayedArray<bool> y) => Fit(infix, () => infix.Symbol switch
    {
        "&" => x & y,
        "|" => x | y,
        _ => x ^ y,
    });

    /// <summary>Puts the column of an operator to what does not fit.</summary>
    private static DelayedArray Fit(Syntax syntax, Func<DelayedArray> build)
    {
        try
        {
            return build();
        }
        catch (ShapeMismatchException problem)
        {
            throw new ExpressionException(syntax.Column, problem.Message);
        }
    }

    /// <summary>An operand as numbers; booleans are 0 and 1.</summary>
    private static DelayedArray<T> Number(DelayedArray array) => array.Cast<T>();

    private static DelayedArray<bool> Truth(DelayedArray array, Syntax syntax) => array as DelayedArray<bool>
        ?? throw new ExpressionException(syntax.Column, "expected a condition such as x > 0");
}
