using System.Text.RegularExpressions;

namespace DelayedArrays.Tests;

/// <summary>
/// What the command line says of mistakes: one line that names what the user wrote, and nothing of .NET's own words for programmers.
/// </summary>
public sealed partial class MessageTests : IDisposable
{
    private static readonly string[] WithExpression = ["show", "stats", "tree", "convert"];
    private static readonly string[] All = ["info", "show", "stats", "tree", "convert", "verify", "index"];

    private readonly Darray _darray = new();

    public MessageTests()
    {
        foreach (var target in (string[])["@/s.h5::X", "@/s.zarr::X"])
            Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", target, "--sparse", "csr").Code);
        Assert.Equal(0, _darray.Run("convert", "@/a.h5::X", "@/z.zarr::g/X", "--zarr-version", "3").Code);
        File.WriteAllText(_darray.Path("text.h5"), "hello");
        File.WriteAllText(_darray.Path("z.zip"), "hello");
    }

    public void Dispose() => _darray.Dispose();

    /// <summary>An expression over x (20 x 10), y (10) and s (a scalar), and what has to be named of it.</summary>
    private static readonly (string Expression, string Part)[] BadExpressions =
    [
        ("", "found the end; expected a number, a name or '('"),
        ("x +", "column 4: found the end"),
        ("(x", "found the end; expected ')'"),
        ("abs(x", "found the end; expected ',' or ')'"),
        ("x[0", "found the end; expected ',' or ']'"),
        ("x[[0", "found the end; expected ',' or ']'"),
        ("x x", "column 3: found 'x'; expected an operator or the end"),
        ("x $ 1", "'$' has no meaning here"),
        ("'x", "is not closed"),
        ("1.2.3", "'1.2.3' is not a number"),
        ("x.Q", "found 'Q'; expected T"),
        ("q", "unknown name 'q'; expected one of x"),
        ("'x'", "a text is not an array"),
        ("x < 1 < 2", "comparisons cannot be chained"),
        ("x + y[:9]", "the shapes 20 x 10 and 9 do not broadcast: 10 against 9"),
        ("x & 1", "expected a condition such as x > 0"),
        ("~x", "expected a condition"),
        ("x[99]", "the index 99 lies outside axis 0 of length 20"),
        ("x[-21]", "the index -21 lies outside axis 0 of length 20"),
        ("x[[0,-38]]", "the index -38 lies outside axis 0 of length 20"),
        ("x[0, [3, -11]]", "the index -11 lies outside axis 1 of length 10"),
        ("x[0, 9007199254740993]", "the index 9007199254740993 lies outside axis 1 of length 10"),
        ("x[:, None, 10]", "the index 10 lies outside axis 1 of length 10"),
        ("x[0,0,0]", "3 indices for an array of 2 axes"),
        ("x[1.5]", "found '1.5'; expected a whole number"),
        ("x[99999999999999999999]", "found '99999999999999999999'; expected a whole number"),
        ("x[y]", "found 'y'; expected a whole number"),
        ("x[::0]", "a step cannot be 0"),
        ("x[..., ...]", "'...' may appear only once"),
        ("x" + "[None]XX", "found 'XX'"),
        ("x[None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None,None]", "at most 32 axes, not 33"),
        ("foo(x)", "unknown function 'foo'; did you mean log?"),
        ("frobnicate(x)", "unknown function 'frobnicate'; expected one of abs, add, arccos"),
        ("lgo1p(x)", "unknown function 'lgo1p'; did you mean log1p?"),
        ("concat(2, x, x)", "there is no axis 2; the array has 2 axes (20 x 10)"),
        ("concat(-3, x, x)", "there is no axis -3; the array has 2 axes (20 x 10)"),
        ("concat(0, 1, 2)", "there is no axis 0; the array has 0 axes"),
        ("concat(0, x, y)", "20 x 10 and 10 cannot be concatenated along axis 0"),
        ("concat(1, x, x[:9])", "20 x 10 and 9 x 10 cannot be concatenated along axis 1"),
        ("concat(0.5, x)", "expected a whole number"),
        ("concat(x, x)", "expected a whole number"),
        ("concat(0)", "concat takes an axis and one array or more, not 1"),
        ("round(x, x)", "expected a whole number"),
        ("round()", "round takes 1 or 2 arguments, not 0"),
        ("where(x, 1, 2)", "expected a condition"),
        ("where(x > 0, 1)", "where takes 3 arguments, not 2"),
        ("clip(x)", "clip takes 3 arguments, not 1"),
        ("clip(x, y[:3], 1)", "10 against 3"),
        ("cast(x, 1)", "expected the name of an element type in quotes"),
        ("cast(x, 'complex64')", "complex64"),
        ("cast(x)", "cast takes 2 arguments, not 1"),
        ("transpose(x, x)", "transpose takes 1 argument, not 2"),
        ("rowsums(y)", "rowsums takes a matrix, not an array of shape 10"),
        ("colmeans(1)", "colmeans takes a matrix, not an array of shape scalar"),
        ("rowsums(x, x)", "rowsums takes 1 argument, not 2"),
        ("sqrt()", "sqrt takes 1 argument, not 0"),
        ("minimum(x)", "minimum takes 2 arguments, not 1"),
        ("isnan(x, x)", "isnan takes 1 argument, not 2"),
    ];

    [Fact]
    public void Of_expressions_with_the_column()
    {
        foreach (var command in WithExpression)
        {
            Assert.All(BadExpressions, bad =>
            {
                string[] target = command == "convert" ? ["@/out.h5::X"] : [];
                var error = Refused(2, [command, "@/a.h5::X", .. target, "--in", "y=@/a.h5::group/w", "--expr", bad.Expression]);
                Assert.Matches(@"^darray: expression, column \d+: ", error);
                Assert.True(error.Contains(bad.Part, StringComparison.Ordinal), $"{bad.Expression}: {error}");
            });
        }
    }

    [Theory]
    [InlineData("abs")]
    [InlineData("log1p")]
    [InlineData("power")]
    [InlineData("isnan")]
    [InlineData("rowmeans")]
    [InlineData("where")]
    [InlineData("clip")]
    [InlineData("round")]
    [InlineData("concat")]
    [InlineData("cast")]
    [InlineData("transpose")]
    public void Of_functions_with_too_many_arguments(string function)
    {
        var error = Refused(2, "tree", "@/a.h5::X", "--expr", $"{function}(x, x, x, x)");
        Assert.Contains(function == "concat" ? "expected a whole number" : $"{function} takes ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_every_function_with_arguments_that_do_not_fit()
    {
        Assert.All(Function<double>.All.Select(function => function.Name), function =>
        {
            foreach (var arguments in (string[])["", "x > 0", "x, y", "1", "y", "x[0:0]", "x, -1", "x, 99", "'a', 'b'", "x, 'a'", "x > 0, y[:3], x", "99, x, x", "-9, x", "1e30, x"])
            {
                var (code, output, error) = _darray.Run("show", "@/a.h5::X", "--in", "y=@/a.h5::group/w", "--expr", $"{function}({arguments})");
                if (code != 0)
                    Check(error, $"{function}({arguments})");
                else
                    Assert.NotEmpty(output);
            }
        });
    }

    /// <summary>Exit code and arguments; what has to be named is the last argument, or what stands behind the bar.</summary>
    private static readonly (int Code, string Line)[] BadUsages =
    [
        (2, "nonsense"),
        (2, "show|Required argument 'SRC' missing"),
        (2, "show @/a.h5|::X"),
        (2, "show @/a.h5|a.h5::X; it contains /X, /group, /names"),
        (2, "show @/s.h5|s.h5::X; it contains /X"),
        (2, "show @/a.h5::X --nonsense"),
        (2, "show @/a.h5::X --threads 0|--threads 0: expected 1 or more"),
        (2, "show @/a.h5::X --threads many|Cannot parse argument 'many' for option '--threads'; expected a number"),
        (2, "show @/a.h5::X --memory lots|'lots' is not a number of bytes"),
        (2, "show @/a.h5::X --memory -5MB|'-5MB'"),
        (2, "show @/a.h5::X --layout coo"),
        (2, "show @/a.h5::X --shape 3|--shape 3: expected rows and columns"),
        (2, "show @/a.h5::X --expr x --in y|--in y: expected name=SRC"),
        (2, "show @/a.h5::X --expr x --in =@/a.h5::X|--in ="),
        (1, "show @/a.h5::X --expr x --in y=@/none.h5::X|none.h5"),
        (2, "stats @/a.h5::X --stat median"),
        (2, "stats @/a.h5::X --axis 2|--axis 2: the array has 2 axes (20 x 10)"),
        (2, "stats @/a.h5::X --axis -3|--axis -3"),
        (2, "stats @/a.h5::X --axis rows"),
        (2, "stats @/a.h5::X --ddof x"),
        (1, "stats @/a.h5::X --memory 100|100 bytes"),
        (1, "stats @/a.h5::X --out @/nowhere/t.csv|nowhere"),
        (1, "stats @/a.h5::names|a.h5::/names: holds elements of type string; expected numbers or booleans"),
        (1, "stats @/a.h5::none|a.h5::/none: there is no such object"),
        (1, "stats @/a.h5::group/none|a.h5::/group/none: there is no such object"),
        (1, "stats @/a.h5::nams|there is no such object; did you mean 'names'?"),
        (1, "stats @/a.h5::group|a.h5::/group: is a group"),
        (1, "stats @/text.h5::X|text.h5: is neither an HDF5 file nor a Zarr store"),
        (1, "stats @/none.zarr::X|none.zarr: there is no such file"),
        (1, "stats @/z.zarr::none|z.zarr::none"),
        (1, "stats @/z.zarr::g|z.zarr::g: is a group; expected an array"),
        (1, "stats @/z.zarr::../a|'../a'"),
        (1, "stats @/z.zip|z.zip"),
        (1, "show @/s.h5::X --sparse --expr x[None]|1 x 20 x 10"),
        (1, "show @/a.h5::group/v --sparse|3"),
        (1, "index @/a.h5::X|a.h5::/X: is a dataset; expected a group"),
        (1, "index @/z.zarr::g|z.zarr::g"),
        (2, "index @/a.h5|::X"),
        (2, "index @/s.h5::X --expr x|--expr"),
        (2, "convert @/a.h5::X|Required argument 'DST' missing"),
        (2, "convert @/a.h5::X @/b.h5|::X"),
        (2, "convert @/a.h5::X @/b.h5::X --chunks 0|--chunks 0: expected lengths such as 1000,1000"),
        (2, "convert @/a.h5::X @/b.h5::X --chunks 5;5|--chunks 5;5"),
        (1, "convert @/a.h5::X @/b.h5::X --chunks 5|chunks of shape 5 do not fit an array of shape 20 x 10"),
        (1, "convert @/a.h5::X @/b.zarr::X --chunks 5,5,5|5 x 5 x 5"),
        (1, "convert @/a.h5::X @/b.zarr::X --chunks 4,4 --shards 6,6 --zarr-version 3|6 x 6"),
        (2, "convert @/a.h5::X @/b.zarr::X --shards x|--shards x: expected lengths"),
        (2, "convert @/a.h5::X @/b.h5::X --lock-timeout soon|'soon' for option '--lock-timeout'; expected a number"),
        (2, "convert @/a.h5::X @/b.h5::X --lock-timeout -1|--lock-timeout -1: expected seconds"),
        (2, "convert @/a.h5::X @/b.h5::X --codec rar|--codec rar"),
        (2, "convert @/a.h5::X @/b.zarr::X --codec rar|--codec rar"),
        (1, "convert @/a.h5::X @/b.h5::X --level 99|99"),
        (1, "convert @/a.h5::X @/b.zarr::X --level 99|99"),
        (1, "convert @/a.h5::X @/b.zarr::X --level -7 --codec gzip|-7"),
        (2, "convert @/a.h5::X @/b.h5::X --dtype complex64|complex64"),
        (2, "convert @/a.h5::X @/b.h5::X --sparse coo"),
        (2, "convert @/a.h5::X @/b.h5::X --sparse csr --chunks 5,5|one number"),
        (1, "convert @/a.h5::group/v @/b.h5::X --sparse csr|3"),
        (1, "convert @/a.h5::group/v @/b.zarr::X --sparse csr|3"),
        (2, "convert @/a.h5::X @/b.h5::X --zarr-version 3|--zarr-version"),
        (1, "convert @/a.h5::X @/b.zarr::X --zarr-version 4|4"),
        (1, "convert @/a.h5::X @/a.h5::group/v|a.h5::group/v"),
        (1, "convert @/a.h5::X @/a.h5::group --overwrite|a.h5::group"),
        (1, "convert @/a.h5::X @/nowhere/b.h5::X|nowhere"),
        (1, "convert @/a.h5::X @/text.h5::X|text.h5"),
        (1, "convert @/a.h5::X @/b.h5::a\\x00b|zero byte"),
        (1, "convert @/a.h5::X http://127.0.0.1:9/z.zarr::X --quiet|127.0.0.1"),
        (2, "demo @/text.h5::X @/b|b"),
        (1, "demo @/a.h5::none|none"),
        (2, "demo @/a.h5::group/v|group/v: the demo needs a matrix, not an array of shape 3"),
    ];

    [Fact]
    public void Of_options_and_files()
    {
        Assert.All(BadUsages, bad =>
        {
            var parts = bad.Line.Split('|');
            var arguments = parts[0].Split(' ');
            var error = Refused(bad.Code, arguments);
            Assert.True(error.Contains(parts.Length > 1 ? parts[1] : arguments[^1], StringComparison.OrdinalIgnoreCase), $"{bad.Line}: {error}");
        });
    }

    [Fact]
    public void Of_every_command_without_and_with_too_many_arguments()
    {
        foreach (var command in All)
        {
            Refused(2, command);
            Assert.Contains("Unrecognized command or argument '", Refused(2, command, "@/a.h5::X", "@/b.h5::X", "extra"), StringComparison.Ordinal);
            Assert.Contains("none.h5", Refused(1, command == "convert" ? [command, "@/none.h5::X", "@/b.h5::X"] : [command, "@/none.h5::X"]), StringComparison.Ordinal);
        }
    }

    private string Refused(int code, params string[] arguments)
    {
        Delayed.FromMemory([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 10).WriteHdf5(_darray.Path("a.h5"), "group/w", new() { Overwrite = true });
        var (found, _, error) = _darray.Run(arguments);
        Assert.True(found == code, $"{string.Join(' ', arguments)}: {found} {error}");
        Check(error, string.Join(' ', arguments));
        return error;
    }

    private static void Check(string error, string of)
    {
        Assert.True(error.StartsWith("darray: ", StringComparison.Ordinal) && error.TrimEnd().Split('\n').Length == 1, $"{of}: {error}");
        Assert.False(ForProgrammers().IsMatch(error), $"{of}: {error}");
    }

    [GeneratedRegex(
        @"\(Parameter '|Actual value was|a bug in this program|Exception|   at |System\.|must be a non|must be less|must be greater|\('-?\d+'\)",
        RegexOptions.NonBacktracking)]
    private static partial Regex ForProgrammers();
}
