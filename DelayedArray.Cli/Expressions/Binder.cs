using System.Numerics;

namespace DelayedArrays;

/// <summary>Turns expressions into delayed arrays that compute in <typeparamref name="T"/>.</summary>
internal sealed partial class Binder<T>(IReadOnlyDictionary<string, DelayedArray> inputs)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private readonly Dictionary<(string Name, Node Source), DelayedArray> _reductions = [];

    /// <summary>Binds an expression. Chains such as <c>x + 1 + 1 ...</c> may have any length, so nothing here recurses.</summary>
    /// <exception cref="ExpressionException">A name is unknown, or the shapes or types do not fit.</exception>
    public DelayedArray Bind(Syntax syntax)
    {
        var pending = new Stack<(Syntax Syntax, bool OperandsAreBound)>([(syntax, false)]);
        var bound = new Stack<DelayedArray>();
        while (pending.TryPop(out var next))
        {
            var operands = Operands(next.Syntax);
            if (next.OperandsAreBound || operands.Count == 0)
            {
                bound.Push(BindOne(next.Syntax, Take(bound, operands.Count)));
                continue;
            }
            pending.Push((next.Syntax, true));
            for (var i = operands.Count - 1; i >= 0; i--)
                pending.Push((operands[i], false));
        }
        return bound.Pop();
    }

    /// <summary>Lists the parts of an expression that are arrays, from left to right.</summary>
    private static IReadOnlyList<Syntax> Operands(Syntax syntax) => syntax switch
    {
        PrefixSyntax prefix => [prefix.Operand],
        InfixSyntax infix => [infix.Left, infix.Right],
        TransposeSyntax transpose => [transpose.Operand],
        IndexSyntax index => [index.Operand],
        CallSyntax call => Function<T>.Of(call).ArraysOf(call),
        _ => [],
    };

    private static DelayedArray[] Take(Stack<DelayedArray> bound, int count)
    {
        var taken = new DelayedArray[count];
        for (var i = count - 1; i >= 0; i--)
            taken[i] = bound.Pop();
        return taken;
    }

    /// <summary>Binds an expression with bound operands.</summary>
    private DelayedArray BindOne(Syntax syntax, DelayedArray[] operands)
    {
        try
        {
            return syntax switch
            {
                NumberSyntax number => (DelayedArray<T>)T.CreateSaturating(number.Value),
                NameSyntax name => Name(name),
                PrefixSyntax prefix => Prefix(prefix, operands[0]),
                InfixSyntax infix => Infix(infix, operands[0], operands[1]),
                CallSyntax call => Function<T>.Of(call).Apply(new FunctionCall<T>(call, operands, _reductions)),
                TransposeSyntax => Transpose(operands[0]),
                IndexSyntax index => Shaped(operands[0], new Indexing(index)),
                TextSyntax text => throw new ExpressionException(text.Column, "a text is not an array"),
                _ => throw new ExpressionException(syntax.Column, "not an array"),
            };
        }
        catch (Exception problem) when (problem is UnsupportedElementTypeException or ArgumentException)
        {
            throw new ExpressionException(syntax.Column, Messages.Of(problem));
        }
    }

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
                $"unknown name '{name.Name}'; expected one of {string.Join(", ", inputs.Keys)}, pi, e, inf, nan"),
        });
    }

    private static DelayedArray Prefix(PrefixSyntax prefix, DelayedArray operand) => prefix.Symbol switch
    {
        "~" => !Truth(operand, prefix.Operand),
        "-" => -Number(operand),
        _ => Number(operand),
    };

    private static DelayedArray Infix(InfixSyntax infix, DelayedArray left, DelayedArray right)
    {
        if (infix.Symbol is "&" or "|" or "^")
            return Logic(infix.Symbol, Truth(left, infix.Left), Truth(right, infix.Right));
        if (left is DelayedArray<bool> a && right is DelayedArray<bool> b && infix.Symbol is "==" or "!=")
            return infix.Symbol == "==" ? a.EqualTo(b) : a.NotEqualTo(b);
        return Arithmetic(infix, Number(left), Number(right));
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

    private static DelayedArray<bool> Logic(string symbol, DelayedArray<bool> x, DelayedArray<bool> y) => symbol switch
    {
        "&" => x & y,
        "|" => x | y,
        _ => x ^ y,
    };

    /// <summary>Converts an operand to numbers. Booleans become 0 and 1.</summary>
    private static DelayedArray<T> Number(DelayedArray array) => array.Cast<T>();

    /// <exception cref="ExpressionException">The array does not hold booleans.</exception>
    internal static DelayedArray<bool> Truth(DelayedArray array, Syntax syntax) => array as DelayedArray<bool>
        ?? throw new ExpressionException(syntax.Column, "expected a condition such as x > 0");
}
