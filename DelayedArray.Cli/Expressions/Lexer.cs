using System.Globalization;

namespace DelayedArrays;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    Number,
    Name,
    Text,
    Symbol,
    End,
}

/// <summary>A token of an expression.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The text as written; for a quoted text, the part between the quotes.</param>
/// <param name="Column">The column where it starts, from 1.</param>
/// <param name="Value">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column, double Value = 0)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}

/// <summary>A mistake in an expression, and its column.</summary>
internal sealed class ExpressionException(int column, string problem)
    : Exception($"expression, column {column}: {problem}")
{
    public int Column => column;
}

/// <summary>Divides an expression into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
    [
        "**", "//", "==", "!=", "<=", ">=", "...", "+", "-", "*", "/", "%", "<", ">", "&", "|", "^", "~", "(", ")", "[", "]", ",", ":", ".",
    ];

    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
                break;
            var token = Next(text, at, out var length);
            tokens.Add(token);
            at += length;
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token Next(string text, int at, out int length)
    {
        var first = text[at];
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number(text, at, out length);
        if (char.IsLetter(first) || first == '_')
        {
            length = 1;
            while (at + length < text.Length && (char.IsLetterOrDigit(text[at + length]) || text[at + length] == '_'))
                length++;
            return new Token(TokenKind.Name, text.Substring(at, length), at + 1);
        }
        if (first is '"' or '\'')
        {
            var end = text.IndexOf(first, at + 1);
            if (end < 0)
                throw new ExpressionException(at + 1, "a quoted text is not closed");
            length = end - at + 1;
            return new Token(TokenKind.Text, text[(at + 1)..end], at + 1);
        }
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0)
                continue;
            length = symbol.Length;
            return new Token(TokenKind.Symbol, symbol, at + 1);
        }
        throw new ExpressionException(at + 1, $"'{first}' has no meaning here");
    }

    private static Token Number(string text, int at, out int length)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
                exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                end = exponent;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
            }
        }
        length = end - at;
        var written = text.Substring(at, length);
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new Token(TokenKind.Number, written, at + 1, value)
            : throw new ExpressionException(at + 1, $"'{written}' is not a number");
    }
}
