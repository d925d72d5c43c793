namespace DelayedArrays.Tests;

/// <summary>Which operations keep an array sparse.</summary>
public class SparseFactsTests
{
    private static readonly DelayedArray<double> X = Sparse(0, 1), Y = Sparse(1, 2);
    private static readonly DelayedArray<int> N = X.Cast<int>();
    private static readonly DelayedArray<bool> B = X > 0;
    private static readonly DelayedArray<double> Full = Delayed.FromMemory([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3, 4);
    private static readonly DelayedArray<double> Row = new[] { 1.0, 2, -3, 0 };
    private static readonly DelayedArray<double> Column = Delayed.FromMemory([1.0, 0.5, 7], 3, 1);

    private static readonly Dictionary<string, DelayedArray> Kept = new(StringComparer.Ordinal)
    {
        ["-x"] = -X,
        ["x * 2"] = X * 2,
        ["2 * x"] = 2 * X,
        ["x / 3"] = X / 3,
        ["x * 0"] = X * 0,
        ["x * row"] = X * Row,
        ["row * x"] = Row * X,
        ["x * column"] = X * Column,
        ["x / column"] = X / Column,
        ["x / row"] = X / Row,
        ["x * full"] = X * Full,
        ["full * x"] = Full * X,
        ["x / full"] = X / Full,
        ["x % full"] = X % Full,
        ["x ** 2"] = X.Power(2),
        ["sqrt"] = X.Sqrt(),
        ["cbrt"] = X.Cbrt(),
        ["log1p"] = X.Log1P(),
        ["expm1"] = X.ExpM1(),
        ["sin"] = X.Sin(),
        ["tan"] = X.Tan(),
        ["sinh"] = X.Sinh(),
        ["tanh"] = X.Tanh(),
        ["asinh"] = X.Asinh(),
        ["atan"] = X.Atan(),
        ["abs"] = X.Abs(),
        ["sign"] = X.Sign(),
        ["square"] = X.Square(),
        ["round"] = X.Round(),
        ["floor"] = X.Floor(),
        ["ceiling"] = X.Ceiling(),
        ["truncate"] = X.Truncate(),
        ["float32"] = X.Cast<float>(),
        ["int8"] = X.Cast<sbyte>(),
        ["bool"] = X.Cast<bool>(),
        ["max 0"] = X.Maximum(0),
        ["min 0"] = X.Minimum(0),
        ["max -1"] = X.Maximum(-1),
        ["min 1"] = X.Minimum(1),
        ["clip 0 5"] = X.Clip(0, 5),
        ["x > 0"] = X > 0,
        ["x < 0"] = X < 0,
        ["x > 2"] = X > 2,
        ["x >= 2"] = X >= 2,
        ["x <= -1"] = X <= -1,
        ["x == 2"] = X.EqualTo(2),
        ["x != 0"] = X.NotEqualTo(0),
        ["x + y"] = X + Y,
        ["x - y"] = X - Y,
        ["x * y"] = X * Y,
        ["max"] = X.Maximum(Y),
        ["min"] = X.Minimum(Y),
        ["x != y"] = X.NotEqualTo(Y),
        ["x < y"] = X < Y,
        ["hypot"] = X.Hypot(Y),
        ["isnan"] = X.IsNaN(),
        ["map"] = X.Map(a => a * 3),
        ["n & 3"] = N & 3,
        ["n << 1"] = N << 1,
        ["n | n"] = N | N,
        ["n * n"] = N * N,
        ["n / 2"] = N.FloorDivide(2),
        ["b & b"] = B & B,
        ["b | b"] = B | B,
        ["b ^ b"] = B ^ B,
        ["b as float"] = B.Cast<double>(),
        ["range"] = X[1.., ..2],
        ["backwards"] = X[Selection.Slice(step: -1), Selection.Slice(step: -2)],
        ["list"] = X[new[] { 2, 0, 0 }, new[] { 3, 1, 1 }],
        ["mask"] = X[new[] { true, false, true }],
        ["one row"] = X[1],
        ["one column"] = X[.., 2],
        ["transposed"] = X.Transpose(),
        ["expanded"] = X.ExpandDims(1),
        ["rows"] = Delayed.Concatenate(0, X, Y),
        ["columns"] = Delayed.Concatenate(1, X, Y, X),
        ["stacked"] = Delayed.Stack(0, X, Y),
        ["where"] = B.Where(X, Y),
        ["where 0"] = B.Where(X, 0),
        ["where 0 else"] = B.Where(0, X),
        ["where full else"] = B.Where(Full, X),
        ["where full else 0"] = B.Where(Full, 0),
        ["where row else 0"] = B.Where(Row, 0),
        ["where 1 else 0"] = B.Where<double>(1, 0),
        ["full where"] = (Full > 2).Where(X, Y),
        ["full where 0"] = (Full > 2).Where(X, 0),
        ["multiply-add"] = X.MultiplyAdd(Y, Y),
        ["multiply-add full"] = X.MultiplyAdd(Full, Y),
        ["multiply-add to full"] = Full.MultiplyAdd(X, Y),
        ["multiply-add 0"] = X.MultiplyAdd(Row, 0),
        ["multiply-add constant"] = X.MultiplyAdd(3, Y),
    };

    private static readonly Dictionary<string, DelayedArray> Broken = new(StringComparer.Ordinal)
    {
        ["x + 1"] = X + 1,
        ["1 - x"] = 1 - X,
        ["exp"] = X.Exp(),
        ["cos"] = X.Cos(),
        ["log"] = X.Log(),
        ["cosh"] = X.Cosh(),
        ["reciprocal"] = X.Reciprocal(),
        ["1 / x"] = 1 / X,
        ["x ** 0"] = X.Power(0),
        ["x ** row"] = X.Power(Row),
        ["x == 0"] = X.EqualTo(0),
        ["x <= 0"] = X <= 0,
        ["x >= 0"] = X >= 0,
        ["x < 1"] = X < 1,
        ["x != 1"] = X.NotEqualTo(1),
        ["x == y"] = X.EqualTo(Y),
        ["x <= y"] = X <= Y,
        ["x == full"] = X.EqualTo(Full),
        ["full == x"] = Full.EqualTo(X),
        ["x / y"] = X / Y,
        ["x + full"] = X + Full,
        ["x - row"] = X - Row,
        ["max row"] = X.Maximum(Row),
        ["max 1"] = X.Maximum(1),
        ["min -1"] = X.Minimum(-1),
        ["clip 1 5"] = X.Clip(1, 5),
        ["x * inf"] = X * double.PositiveInfinity,
        ["x * nan"] = X * double.NaN,
        ["x / 0"] = X / 0,
        ["0 / x"] = 0 / X,
        ["x % 0"] = X % 0,
        ["full / x"] = Full / X,
        ["isfinite"] = X.IsFinite(),
        ["~n"] = ~N,
        ["n | 1"] = N | 1,
        ["!b"] = !B,
        ["map"] = X.Map(a => a + 3),
        ["atan2"] = X.Atan2(Y),
        ["broadcast"] = X[..1, ..].BroadcastTo(3, 4),
        ["rows"] = Delayed.Concatenate(0, X, Full),
        ["where"] = B.Where(X, Full),
        ["where 1"] = B.Where(X, 1),
        ["full where full"] = (Full > 2).Where(Full, X),
        ["full where x else full"] = (Full > 2).Where(X, Full),
        ["multiply-add 1"] = X.MultiplyAdd(Y, 1),
        ["multiply-add row"] = X.MultiplyAdd(Y, Row),
        ["multiply-add inf"] = X.MultiplyAdd(double.PositiveInfinity, Y),
        ["multiply full"] = Full.MultiplyAdd(Full, X),
        ["full"] = Full,
    };

    /// <summary>Names of trees that stay sparse.</summary>
    public static TheoryData<string> KeptNames() => [.. Kept.Keys];

    /// <summary>Names of trees that do not.</summary>
    public static TheoryData<string> BrokenNames() => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(KeptNames))]
    public void Is_sparse(string name) => Assert.True(Kept[name].IsSparse, Kept[name].ToTree());

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void Is_not_sparse(string name) => Assert.False(Broken[name].IsSparse, Broken[name].ToTree());

    private static DelayedArray<double> Sparse(int axis, int value) => SparseMatrix.FromCompressed(
        [3, 4], axis == 0 ? SparseLayout.Csr : SparseLayout.Csc, axis == 0 ? [0, 1, 1, 2] : [0, 1, 1, 2, 2], [2, 0], new[] { value, 2.5 }).AsDelayed();
}
