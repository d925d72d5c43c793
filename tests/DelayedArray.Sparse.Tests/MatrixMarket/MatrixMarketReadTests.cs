using System.IO.Compression;
using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Valid Matrix Market texts of every kind, and the errors of invalid ones.</summary>
public sealed class MatrixMarketReadTests
{
    [Fact]
    public void Coordinates_with_comments_and_blank_lines()
    {
        const string Text = "%%MatrixMarket MATRIX Coordinate Real General\r\n% a comment\r\n\r\n%\n 2\t3   4 \n1 1 1.5\n\n2 3 -2e-1\n  2 1 0\n1 1 .5";
        var x = Read<double>(Text);
        Assert.Equal(new[,] { { 2, 0, 0 }, { 0, 0, -0.2 } }, x.ToArray());
        Assert.Equal(3, x.NonZeroCount);
        Assert.Equal(SparseLayout.Csc, Read<double>(Text, SparseLayout.Csc).Layout);
        Assert.True(x.ElementsEqual(Read<double>(Text, SparseLayout.Csc)));
    }

    [Fact]
    public void Symmetric_matrices_are_completed()
    {
        Assert.Equal(
            new[,] { { 1, 2, 0 }, { 2, 0, 3 }, { 0, 3, 0 } },
            Read<int>("%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 1\n2 1 2\n3 2 3\n").ToArray());
        Assert.Equal(
            new[,] { { 0, -2.5, 0 }, { 2.5, 0, 3 }, { 0, -3, 0 } },
            Read<double>("%%MatrixMarket matrix coordinate real skew-symmetric\n3 3 2\n2 1 2.5\n3 2 -3\n").ToArray());
        Assert.Equal(
            new[,] { { false, true }, { true, false } },
            Read<bool>("%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n2 1\n").ToArray());
    }

    [Fact]
    public void Arrays_go_column_by_column()
    {
        Assert.Equal(
            new float[,] { { 1, 0, 5 }, { 2, 4, 6 } },
            Read<float>("%%MatrixMarket matrix array real general\n2 3\n1\n2\n0.0\n4\n5\n6\n").ToArray());
        Assert.Equal(5, Read<float>("%%MatrixMarket matrix array real general\n2 3\n1\n2\n-0.0\n4\n5\n6\n").NonZeroCount);
        Assert.Equal(
            new[,] { { 1, 2, 3 }, { 2, 4, 5 }, { 3, 5, 6 } },
            Read<int>("%%MatrixMarket matrix array integer symmetric\n3 3\n1\n2\n3\n4\n5\n6\n").ToArray());
        Assert.Equal(
            new[,] { { 0, -1, -2 }, { 1, 0, -3 }, { 2, 3, 0 } },
            Read<int>("%%MatrixMarket matrix array integer skew-symmetric\n3 3\n1\n2\n3\n").ToArray());
        Assert.Equal([0, 4], Read<int>("%%MatrixMarket matrix array integer general\n0 4\n").Shape);
    }

    [Fact]
    public void Patterns_are_ones()
    {
        const string Text = "%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n2 1\n";
        Assert.Equal(new byte[,] { { 0, 1 }, { 1, 0 } }, Read<byte>(Text).ToArray());
        Assert.Equal(new Half[,] { { default, Half.One }, { Half.One, default } }, Read<Half>(Text).ToArray());
    }

    [Theory]
    [InlineData("3.0", 3)]
    [InlineData("+2", 2)]
    [InlineData("1e2", 100)]
    [InlineData("-1.28E+2", -128)]
    [InlineData("0e-99", 0)]
    [InlineData("128", null)]
    [InlineData("0.5", null)]
    [InlineData("1e-40", null)]
    [InlineData("1.00000000000000000000000000000000001", null)]
    [InlineData("1e400", null)]
    [InlineData("nan", null)]
    [InlineData("0x10", null)]
    [InlineData("1,000", null)]
    public void Integers_take_what_they_hold_exactly(string word, int? expected)
    {
        var text = $"%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 {word}\n";
        if (expected is { } value)
            Assert.Equal([(sbyte)value], Read<sbyte>(text).Line(0).Values.ToArray());
        else
            Assert.Contains($"line 3: the value '{word}' is not valid for int8", Fails<sbyte>(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("4.9e-324", double.Epsilon)]
    [InlineData("1e400", null)]
    [InlineData("1.5.2", null)]
    [InlineData("infinit", null)]
    public void Floats_take_numbers_infinities_and_not_a_number(string word, double? expected)
    {
        var text = $"%%MatrixMarket matrix coordinate double general\n1 1 1\n1 1 {word}\n";
        if (expected is { } value)
            Assert.Equal([value], Read<double>(text).Line(0).Values.ToArray());
        else
            Assert.Contains("line 3", Fails<double>(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not a Matrix Market file")]
    [InlineData("%MatrixMarket matrix coordinate real general\n1 1 0\n", "not a Matrix Market file")]
    [InlineData("%%MatrixMarket vector coordinate real general\n1 1 0\n", "line 1: the object is 'vector'")]
    [InlineData("%%MatrixMarket matrix sparse real general\n1 1 0\n", "line 1: the format is 'sparse'")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n1 1 0\n", "line 1: the field is complex")]
    [InlineData("%%MatrixMarket matrix coordinate complex hermitian\n1 1 0\n", "line 1: the field is complex")]
    [InlineData("%%MatrixMarket matrix coordinate real hermitian\n1 1 0\n", "hermitian")]
    [InlineData("%%MatrixMarket matrix coordinate text general\n1 1 0\n", "the field is 'text'")]
    [InlineData("%%MatrixMarket matrix array pattern general\n1 1\n", "array cannot have the field pattern")]
    [InlineData("%%MatrixMarket matrix coordinate pattern skew-symmetric\n1 1 0\n", "pattern cannot be skew-symmetric")]
    [InlineData("%%MatrixMarket matrix coordinate real\n1 1 0\n", "the symmetry is ''")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n% only\n", "ends before the size line")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2\n", "line 2: '' in the size line")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1 1\n", "too many numbers")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 -2 1\n", "'-2' in the size line")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 99999999999999999999 1\n", "in the size line is not a length")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n9000000000000000000 9000000000000000000 1\n", "63 bits")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n9000000000000 2 0\n", "cannot be CSR")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n", "cannot be symmetric")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 4611686018427387904\n1 1 1\n", "ends after 1 entries; the size line states 4611686018427387904")]
    [InlineData("%%MatrixMarket matrix array real general\n2 4611686018427387000\n1\n", "ends after 1 entries")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n2 2 2\n", "line 4: there are more entries than the 1")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 1\n", "line 3: the row is '3'; expected 1 to 2")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 0 1\n", "line 3: the column is '0'; expected 1 to 2")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 x 1\n", "the column is 'x'")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1\n", "the value ''")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1 1\n", "too many numbers; expected row, column and value")]
    [InlineData("%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 1 1\n", "too many numbers; expected row, column alone")]
    [InlineData("%%MatrixMarket matrix array real general\n2 1\n1 2\n", "expected one element")]
    [InlineData("%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 1\n", "above the diagonal")]
    [InlineData("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 2 1\n", "on the diagonal")]
    public void What_is_wrong_is_said_with_its_line(string text, string message)
    {
        var error = Fails<float>(text);
        Assert.StartsWith("some.mtx: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Negatives_by_skew_symmetry_must_fit()
    {
        const string Text = "%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 3\n";
        Assert.Contains("uint8 cannot hold the negative", Fails<byte>(Text), StringComparison.Ordinal);
        Assert.Equal(-3, Read<sbyte>(Text).ToArray()[0, 1]);
    }

    [Fact]
    public void Long_lines_are_comments_or_errors()
    {
        var filler = new string('x', 200_000);
        var x = Read<int>($"%%MatrixMarket matrix coordinate integer general\n%{filler}\n1 1 1\n%{filler}\n1 1 5\n%{filler}");
        Assert.Equal(5, x.ToArray()[0, 0]);
        Assert.Contains("line 2: the line is longer", Fails<int>($"%%MatrixMarket matrix coordinate integer general\n{filler}"), StringComparison.Ordinal);
        Assert.Contains(
            "line 5: the row",
            Fails<int>($"%%MatrixMarket matrix coordinate integer general\n%{filler}\n1 1 1\n%{filler}\n7 1 5\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_compressed_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        var text = new StringBuilder("%%MatrixMarket matrix coordinate integer general\n9999 1 9999\n");
        for (var k = 1; k <= 9999; k++)
            text.Append(k).Append(" 1 ").Append(k * 7919 % 10007).Append('\n');
        var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.ASCII.GetBytes(text.ToString()));
        var bytes = whole.ToArray();
        File.WriteAllBytes(folder["good"], bytes);
        Assert.Equal(9999, MatrixMarket.Read<int>(folder["good"]).NonZeroCount);
        File.WriteAllBytes(folder["short"], bytes[..(bytes.Length / 2)]);
        Assert.Throws<ArrayFormatException>(() => MatrixMarket.Read<int>(folder["short"]));
        bytes.AsSpan(bytes.Length / 2, 50).Fill(0xff);
        File.WriteAllBytes(folder["bad"], bytes);
        Assert.Contains(folder["bad"], Assert.Throws<ArrayFormatException>(() => MatrixMarket.Read<int>(folder["bad"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n"));
        Assert.Throws<OperationCanceledException>(() => MatrixMarket.Read<int>(stream, cancellation: new CancellationToken(canceled: true)));
    }

    private static SparseMatrix<T> Read<T>(string text, SparseLayout layout = SparseLayout.Csr) where T : unmanaged
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(text));
        return MatrixMarket.Read<T>(stream, layout, "some.mtx");
    }

    private static string Fails<T>(string text) where T : unmanaged => Assert.Throws<ArrayFormatException>(() => Read<T>(text)).Message;
}
