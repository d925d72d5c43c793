using System.Globalization;

namespace DelayedArrays;

/// <summary>Parses expressions in NumPy's notation, with Python's precedence.</summary>
internal sealed class Parser
{
    private const int ComparisonPower = 10;
    private const int PrefixPower = 70;
    private const int PowerPower = 80;
    private const int MaxNested = 500;
    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    private Parser(string text) => _tokens = Lexer.Tokens(text);

    private Token Current => _tokens[_next];

    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new Parser(text);
        var syntax = parser.Expression(0);
        return parser.Current.Kind == TokenKind.End ? syntax : throw parser.Unexpected("an operator or the end");
    }

    /// <summary>How strongly an operator binds its left operand; 0 if the token is not an operator.</summary>
    private static int BindingPower(Token token) => token.Kind != TokenKind.Symbol ? 0 : token.Text switch
    {
        "==" or "!=" or "<" or "<=" or ">" or ">=" => ComparisonPower,
        "|" => 20,
        "^" => 30,
        "&" => 40,
        "+" or "-" => 50,
        "*" or "/" or "//" or "%" => 60,
        "**" => PowerPower,
        _ => 0,
    };

    private Syntax Expression(int min)
    {
        var left = Prefix();
        while (BindingPower(Current) is var power && power > min)
        {
            if (power == PowerPower)
            {
                left = Powers(left);
                continue;
            }
            var symbol = Take();
            var right = Expression(power);
            if (power == ComparisonPower && BindingPower(Current) == ComparisonPower)
                throw new ExpressionException(Current.Column, "comparisons cannot be chained; join them with & in parentheses");
            left = new InfixSyntax(symbol.Text, left, right, symbol.Column);
        }
        return left;
    }

    /// <summary>Parses a chain of powers, which bind to the right. It may have any length, because it does not nest.</summary>
    private Syntax Powers(Syntax first)
    {
        var operands = new Stack<Syntax>([first]);
        var columns = new Stack<int>();
        while (Current.Is("**"))
        {
            columns.Push(Take().Column);
            operands.Push(Expression(PowerPower));
        }
        var powers = operands.Pop();
        while (columns.TryPop(out var column))
            powers = new InfixSyntax("**", operands.Pop(), powers, column);
        return powers;
    }

    private Syntax Prefix()
    {
        if (!StartsPrefix())
            return Postfix(Primary());
        var symbols = new Stack<Token>();
        while (StartsPrefix())
            symbols.Push(Take());
        var operand = Expression(PrefixPower);
        while (symbols.TryPop(out var symbol))
            operand = new PrefixSyntax(symbol.Text, operand, symbol.Column);
        return operand;
    }

    private bool StartsPrefix() => Current.Is("-") || Current.Is("+") || Current.Is("~");

    private Syntax Primary()
    {
        if (Current.Kind is TokenKind.Symbol or TokenKind.End)
        {
            if (!Current.Is("("))
                throw Unexpected("a number, a name or '('");
            Open();
            var inner = Expression(0);
            Expect(")");
            _depth--;
            return inner;
        }
        var token = Take();
        return token.Kind switch
        {
            TokenKind.Number => new NumberSyntax(token.Value, token.Column),
            TokenKind.Text => new TextSyntax(token.Text, token.Column),
            _ when Current.Is("(") => new CallSyntax(token.Text, Arguments(), token.Column),
            _ => new NameSyntax(token.Text, token.Column),
        };
    }

    private Syntax Postfix(Syntax operand)
    {
        while (true)
        {
            if (Current.Is("["))
            {
                operand = new IndexSyntax(operand, Items(), operand.Column);
            }
            else if (Current.Is("."))
            {
                Take();
                if (Current is not { Kind: TokenKind.Name, Text: "T" })
                    throw Unexpected("T");
                operand = new TransposeSyntax(operand, Take().Column);
            }
            else
            {
                return operand;
            }
        }
    }

    private List<Syntax> Arguments()
    {
        Open();
        var arguments = new List<Syntax>();
        while (!Current.Is(")"))
        {
            arguments.Add(Expression(0));
            if (!Current.Is(")"))
                Expect(",", "',' or ')'");
        }
        Take();
        _depth--;
        return arguments;
    }

    /// <summary>Takes a parenthesis. Only parentheses make the parser recurse.</summary>
    private void Open()
    {
        if (++_depth > MaxNested)
            throw new ExpressionException(Current.Column, $"parentheses are nested more than {MaxNested} deep");
        Take();
    }

    private List<IndexItem> Items()
    {
        Expect("[");
        var items = new List<IndexItem>();
        while (!Current.Is("]"))
        {
            items.Add(Item());
            if (!Current.Is("]"))
                Expect(",", "',' or ']'");
        }
        Take();
        return items;
    }

    private IndexItem Item()
    {
        var column = Current.Column;
        if (Current.Is("..."))
        {
            Take();
            return new EllipsisItem(column);
        }
        if (Current is { Kind: TokenKind.Name, Text: "None" })
        {
            Take();
            return new NewAxisItem(column);
        }
        if (Current.Is("["))
            return new ListItem(Indices(), column);
        var start = Current.Is(":") ? (long?)null : Integer();
        if (!Current.Is(":"))
            return new SingleItem(start!.Value, column);
        Take();
        var stop = EndsSlicePart() ? (long?)null : Integer();
        var step = 1L;
        if (Current.Is(":"))
        {
            Take();
            step = EndsSlicePart() ? 1 : Integer();
        }
        return step != 0 ? new SliceItem(start, stop, step, column) : throw new ExpressionException(column, "a step cannot be 0");
    }

    private bool EndsSlicePart() => Current.Is(":") || Current.Is(",") || Current.Is("]");

    private List<long> Indices()
    {
        Expect("[");
        var indices = new List<long>();
        while (!Current.Is("]"))
        {
            indices.Add(Integer());
            if (!Current.Is("]"))
                Expect(",", "',' or ']'");
        }
        Take();
        return indices;
    }

    private long Integer()
    {
        var negative = Current.Is("-");
        if (negative)
            Take();
        if (Current.Kind != TokenKind.Number)
            throw Unexpected("a whole number");
        // Integers are not parsed as floating point, which lacks odd numbers beyond 2^53. Only numbers such as 1e6 are.
        if (!long.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            if (Current.Value != Math.Floor(Current.Value) || Current.Value >= long.MaxValue)
                throw Unexpected("a whole number");
            value = (long)Current.Value;
        }
        Take();
        return negative ? -value : value;
    }

    private Token Take() => Current.Kind == TokenKind.End ? Current : _tokens[_next++];

    private void Expect(string symbol, string? expected = null)
    {
        if (!Current.Is(symbol))
            throw Unexpected(expected ?? $"'{symbol}'");
        Take();
    }

    private ExpressionException Unexpected(string expected) => new(Current.Column, $"found {Current}; expected {expected}");
}
