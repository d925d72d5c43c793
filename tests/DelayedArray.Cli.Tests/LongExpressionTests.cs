using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Expressions of up to a megabyte are evaluated, or refused with a sentence; none of them ends the program.</summary>
public sealed class LongExpressionTests : IDisposable
{
    private const int Megabyte = 1_000_000;
    private static readonly double[] X = [-2.5, 0, 1, 3];
    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    /// <summary>A start, a part that is repeated after it, and the effect of the repetitions on a value.</summary>
    public static TheoryData<string, string, string> Chains() => new()
    {
        { "", "+1", "x" },
        { "", "-1+1", "x" },
        { "", "+x", "x" },
        { "", "**1", "x" },
        { "-", "", "x" },
        { "~", "", "(x>0)" },
        { "", "&(x>0)", "(x>0)" },
        { "", ".T", "x" },
        { "", "[::-1]", "x" },
        { "", "[:4]", "x" },
        { "", "[[3,0,2,1]]", "x" },
        { "", "[None][0]", "x" },
        { "", "[::-1][None].T[:,0]", "x" },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_of_a_megabyte_is_evaluated(string prefix, string suffix, string start)
    {
        var count = (Megabyte - start.Length) / (prefix.Length + suffix.Length);
        var text = new StringBuilder().Insert(0, prefix, count).Append(start).Insert(prefix.Length * count + start.Length, suffix, count).ToString();
        Assert.InRange(text.Length, Megabyte - 30, Megabyte);
        Assert.Equal(Expected(prefix + suffix, count), OnSmallStack(() => Evaluate(text)));
    }

    private static double[] Expected(string link, int count) => link switch
    {
        "+1" => [.. X.Select(x => x + count)],
        "+x" => [.. X.Select(x => x * (count + 1))],
        "-" => [.. X.Select(x => count % 2 == 0 ? x : -x)],
        "~" => [.. X.Select(x => x > 0 == (count % 2 == 0) ? 1.0 : 0)],
        "&(x>0)" => [.. X.Select(x => x > 0 ? 1.0 : 0)],
        "[::-1]" or "[::-1][None].T[:,0]" => count % 2 == 0 ? X : [.. X.Reverse()],
        // A cycle 0 -> 3 -> 1 -> 0, and 2 in its place.
        "[[3,0,2,1]]" => (count % 3) switch { 0 => X, 1 => [X[3], X[0], X[2], X[1]], _ => [X[1], X[3], X[2], X[0]] },
        _ => X,
    };

    [Fact]
    public void A_list_of_a_million_indices_is_taken_and_named_where_it_is_wrong()
    {
        var indices = Enumerable.Range(0, 1_000_000).Select(i => (i * 7L % 8) - 4).ToArray();
        var text = $"x[[{string.Join(',', indices)}]]";
        Assert.Equal(indices.Select(i => X[(i + 4) % 4]), OnSmallStack(() => Evaluate(text)));
        Assert.Equal(indices.Reverse().Select(i => X[(i + 4) % 4]), OnSmallStack(() => Evaluate(text + string.Concat(Enumerable.Repeat("[::-1]", 1001)))));
        var wrong = Assert.Throws<ExpressionException>(() => Evaluate(text.Replace("]]", ",-5]]", StringComparison.Ordinal)));
        Assert.Contains("the index -5 lies outside axis 0 of length 4", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("abs(", ")")]
    [InlineData("-(", ")")]
    [InlineData("concat(0, x, ", ")")]
    [InlineData("where(x > 0, x, ", ")")]
    [InlineData("2 * (1 + ", ") ** 1")]
    public void Parentheses_are_nested_up_to_a_limit_that_is_told(string open, string close)
    {
        Assert.NotEmpty(OnSmallStack(() => Evaluate(Nested(open, close, 500))));
        foreach (var depth in (int[])[501, 100_000])
        {
            var refusal = Assert.Throws<ExpressionException>(() => OnSmallStack(() => Evaluate(Nested(open, close, depth))));
            Assert.EndsWith("parentheses are nested more than 500 deep", refusal.Message, StringComparison.Ordinal);
            Assert.Equal((501 * open.Length) - (open.EndsWith('(') ? 0 : open.Length - open.IndexOf('(', StringComparison.Ordinal) - 1), refusal.Column);
        }
    }

    private static string Nested(string open, string close, int depth) =>
        new StringBuilder().Insert(0, open, depth).Append('x').Append(string.Concat(Enumerable.Repeat(close, depth))).ToString();

    [Fact]
    public void Random_long_expressions_have_the_value_of_their_parts()
    {
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            var (text, expected) = new RandomExpression(random, X).Sum(1 << random.Next(4, 14), 3);
            var found = OnSmallStack(() => Evaluate(text));
            Assert.True(expected.AsSpan().SequenceEqual(found), $"seed {seed}: [{string.Join(", ", expected)}] expected, [{string.Join(", ", found)}] found");
        }
    }

    [Fact]
    public void Random_texts_are_evaluated_or_refused_with_a_column()
    {
        string[] parts = ["x", "1", "2.5", "(", ")", "[", "]", ",", ":", "...", "None", ".T", "+", "-", "**", "~", "<", "==", "&", "abs(", "where(", "concat(0,", "rowsums(", "'int8'", "cast(", "[[0,1]]", "[::-1]"];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 1 << random.Next(1, 12))).Select(_ => parts[random.Next(parts.Length)]));
            if (Record.Exception(() => OnSmallStack(() => Evaluate(text))) is { } failure)
                Assert.InRange(Assert.IsType<ExpressionException>(failure).Column, 1, text.Length + 1);
        }
    }

    [Fact]
    public void A_chain_that_takes_more_memory_than_there_is_is_refused()
    {
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/s.h5::X", "--sparse", "csr").Code);
        // Entries of both operands of each sum are held at once.
        var sum = "x" + string.Concat(Enumerable.Repeat("+x", 3000));
        var (code, _, error) = _darray.Run("stats", "@/s.h5::X", "--expr", sum, "--memory", "50MB");
        Assert.Equal(1, code);
        Assert.Contains("but the memory budget of 50000000 bytes leaves", error, StringComparison.Ordinal);
        Assert.Equal(3001 * Darray.Counts.Sum(), _darray.Json("stats", "@/s.h5::X", "--expr", sum, "--memory", "1GB", "--stat", "sum").GetProperty("sum").GetInt64());
        // A stack for as many operations.
        Assert.Contains("memory budget", _darray.Run("stats", "@/a.h5::X", "--expr", "x" + new string('-', 200_000) + "x", "--memory", "50MB").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_takes_a_long_expression()
    {
        var chain = "x" + string.Concat(Enumerable.Repeat("+1", 100_000));
        var sum = Darray.Counts.Sum() + (200 * 100_000L);
        Assert.Equal(sum, _darray.Json("stats", "@/a.h5::X", "--expr", chain, "--stat", "sum").GetProperty("sum").GetInt64());
        Assert.Equal(0, _darray.Run("tree", "@/a.h5::X", "--expr", chain).Code);
        Assert.Equal(0, _darray.Run("show", "@/a.h5::X", "--expr", chain).Code);
        Assert.Equal(0, _darray.Run("stats", "@/a.h5::X", "--expr", chain, "--explain").Code);
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/b.h5::X", "--expr", chain).Code);
        Assert.Equal(sum, Hdf5Array.Open<double>(_darray.Path("b.h5"), "X").Sum());
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/b.zarr::X", "--expr", chain).Code);
        Assert.Equal(sum, ZarrArray.Open<double>(_darray.Path("b.zarr"), "X").Sum());
    }

    [Fact]
    public void Equal_reductions_are_computed_once()
    {
        var matrix = Delayed.FromMemory([1.0, 2, 3, 4], 2, 2);
        var inputs = new Dictionary<string, DelayedArray>(StringComparer.Ordinal) { ["x"] = matrix };
        var bound = new Binder<double>(inputs).Bind(Parser.Parse("x / rowsums(x * 2) + rowsums(x*2) - rowsums(x) + rowmeans(x * 2)"));
        Assert.Equal("rowmeans rowsums rowsums", string.Join(' ', bound.Deferred.Select(deferred => deferred.Description).Order(StringComparer.Ordinal)));
    }

    private static double[] Evaluate(string expression)
    {
        var inputs = new Dictionary<string, DelayedArray>(StringComparer.Ordinal) { ["x"] = Delayed.FromMemory(X, 4) };
        var bound = new Binder<double>(inputs).Bind(Parser.Parse(expression));
        Assert.NotEmpty(bound.ToTree());
        return bound.Cast<double>().ToArray();
    }

    /// <summary>Runs on a stack on which nothing that recurses along a chain comes far.</summary>
    private static T OnSmallStack<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => result = work()), 1024 * 1024);
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return result!;
    }

    /// <summary>Makes expressions over <c>x</c> together with their values, evaluated part by part with plain arithmetic.</summary>
    private sealed class RandomExpression(Random random, double[] x)
    {
        /// <summary>A chain of sums and differences.</summary>
        public (string Text, double[] Value) Sum(int terms, int depth)
        {
            var (first, value) = Product(depth);
            var text = new StringBuilder(first);
            for (var i = 1; i < terms; i++)
            {
                var (term, other) = Product(depth);
                var adds = random.Next(2) == 0;
                text.Append(adds ? " + " : "-").Append(term);
                value = [.. value.Zip(other, (a, b) => adds ? a + b : a - b)];
            }
            return (text.ToString(), value);
        }

        private (string Text, double[] Value) Product(int depth)
        {
            var (text, value) = Factor(depth);
            for (var i = random.Next(3); i > 0; i--)
            {
                var (factor, other) = Factor(depth);
                text += "*" + factor;
                value = [.. value.Zip(other, (a, b) => a * b)];
            }
            return (text, value);
        }

        private (string Text, double[] Value) Factor(int depth)
        {
            if (depth == 0 || random.Next(4) > 0)
                return random.Next(3) == 0 ? ("0.5", [.. x.Select(_ => 0.5)]) : ("x", x);
            var (sum, value) = Sum(random.Next(1, 4), depth - 1);
            // A constant alone has no axis to select from.
            var text = $"x * 0 + ({sum})";
            return random.Next(6) switch
            {
                0 => ($"(-({text}))", [.. value.Select(v => -v)]),
                1 => ($"abs({text})", [.. value.Select(Math.Abs)]),
                2 => ($"({text})[::-1]", [.. value.Reverse()]),
                3 => ($"where({text} > x, 1, {text})", [.. value.Select((v, i) => v > x[i] ? 1 : v)]),
                4 => ($"({text})[[3, -4, 1, 1]]", [value[3], value[0], value[1], value[1]]),
                _ => ($"concat(0, ({text})[1:], ({text})[:1])", [.. value[1..], value[0]]),
            };
        }
    }
}
