namespace DelayedArrays;

/// <summary>Reads expressions written as in NumPy, with Python's precedence.</summary>
internal sealed class Parser
{
    private const int PrefixPower = 70;
    private const int PowerPower = 80;
    private const int MostNested = 500;
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

    /// <summary>How strongly an operator binds its left operand; 0 for what is none.</summary>
    private static int BindingPower(Token token) => token.Kind != TokenKind.Symbol ? 0 : token.Text switch
    {
        "==" or "!=" or "<" or "<=" or ">" or ">=" => 10,
        "|" => 20,
        "^" => 30,
        "&" => 40,
        "+" or "-" => 50,
        "*" or "/" or "//" or "%" => 60,
        "**" => PowerPower,
        _ => 0,
    };

    private Syntax Expression(int least)
    {
        if (++_depth > MostNested)
            throw new ExpressionException(Current.Column, $"nested more than {MostNested} deep");
        var left = Prefix();
        while (BindingPower(Current) is var power && power > least)
        {
            var symbol = Take();
            // ** binds to the right, and a comparison is not chained.
            var right = Expression(symbol.Text == "**" ? power - 1 : power);
            if (power == 10 && BindingPower(Current) == 10)
                throw new ExpressionException(Current.Column, "comparisons cannot be chained; join them by & within parentheses");
            left = new InfixSyntax(symbol.Text, left, right, symbol.Column);
        }
        _depth--;
        return left;
    }

    private Syntax Prefix()
    {
        if (Current.Is("-") || Current.Is("+") || Current.Is("~"))
        {
            var symbol = Take();
            return new PrefixSyntax(symbol.Text, Expression(PrefixPower), symbol.Column);
        }
        return Postfix(Primary());
    }

    private Syntax Primary()
    {
        if (Current.Kind is TokenKind.Symbol or TokenKind.End)
        {
            if (!Current.Is("("))
                throw Unexpected("a number, a name or '('");
            Take();
            var inner = Expression(0);
            Expect(")");
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
        Expect("(");
        var arguments = new List<Syntax>();
        while (!Current.Is(")"))
        {
            arguments.Add(Expression(0));
            if (!Current.Is(")"))
                Expect(",");
        }
        Take();
        return arguments;
    }

    private List<IndexItem> Items()
    {
        Expect("[");
        var items = new List<IndexItem>();
        while (!Current.Is("]"))
        {
            items.Add(Item());
            if (!Current.Is("]"))
                Expect(",");
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
                Expect(",");
        }
        Take();
        return indices;
    }

    private long Integer()
    {
        var negative = Current.Is("-");
        if (negative)
            Take();
        if (Current.Kind != TokenKind.Number || Current.Value != Math.Floor(Current.Value) || Current.Value >= long.MaxValue)
            throw Unexpected("a whole number");
        var value = (long)Take().Value;
        return negative ? -value : value;
    }

    private Token Take() => Current.Kind == TokenKind.End ? Current : _tokens[_next++];

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
            throw Unexpected($"'{symbol}'");
        Take();
    }

    private ExpressionException Unexpected(string expected) => new(Current.Column, $"found {Current}; expected {expected}");
}
