using DelayedArrays.Benchmarks;

namespace DelayedArrays.Tests;

/// <summary>The sweep of the benchmarks has a cell for whatever is declared, and its checksums tell results apart.</summary>
public sealed class SweepTests
{
    private static readonly IReadOnlyList<SweepCell> Cells = [.. new Sweep("nowhere", 60).Cells()];

    private static readonly HashSet<string> Names = Set(Cells.Select(cell => cell.Name));

    public static TheoryData<ElementType> Types => [.. Enum.GetValues<ElementType>()];

    [Fact]
    public void Every_function_of_expressions_has_a_cell_under_its_name()
    {
        // These are reductions, casts, and arrays put together or turned.
        string[] others = ["rowsums", "colsums", "rowmeans", "colmeans", "cast", "concat", "transpose"];
        foreach (var name in Function<float>.All.Select(function => function.Name).Except(others, StringComparer.Ordinal))
            Assert.Contains($"f4 {name}", Names);
    }

    [Fact]
    public void Every_declared_function_has_cells()
    {
        var swept = Set(Enum.GetValues<ElementType>().SelectMany(DeclaredFunction.Of).Select(function => function.NumPyName));
        Assert.Superset(Set(DeclaredFunction.Methods.Select(method => method.NumPyName)), swept);
        Assert.Superset(Set(["add", "exp", "where", "round", "left_shift", "logical_not", "not_equal"]), swept);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_reduction_and_cast_has_cells_for_each_type(ElementType type)
    {
        string[] axes = ["0", "1", "all"];
        foreach (var method in DeclaredReduction.Methods.Where(method => DeclaredReduction.Of(type).Any(reduction => reduction.Name == method.NumPyName)))
            Assert.All(axes, axis => Assert.Contains($"{type.Code} {method.NumPyName} {axis}", Names));
        Assert.All(Enum.GetValues<ElementType>(), other => Assert.Contains($"{type.Code} cast {other.Code}", Names));
    }

    [Fact]
    public void Every_declared_reduction_is_of_some_type()
    {
        var swept = Set(Enum.GetValues<ElementType>().SelectMany(DeclaredReduction.Of).Select(reduction => reduction.Method.Name));
        Assert.Equal(Set(DeclaredReduction.Methods.Select(method => method.Name)), swept);
    }

    [Fact]
    public void Every_statistic_has_whole_processes_with_a_peer()
    {
        foreach (var statistic in Statistic.All)
            Assert.Contains(Cells, cell => cell.Name == $"process stats {statistic.Name} 0" && cell.Peer is not null);
    }

    [Fact]
    public void Names_are_not_given_twice() => Assert.Equal(Cells.Count, Names.Count);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_dense_cell_runs(ElementType type)
    {
        var options = ExecutionOptions.Default with { Workers = 1 };
        foreach (var cell in Cells.Where(cell => cell.Input == type.Code))
            Assert.True(Checksum.Of(cell.Run(options)).Count > 0, cell.Name);
    }

    [Fact]
    public void Checksums_tell_order_values_and_infinities_apart()
    {
        var sum = Checksum.Of(new[] { 1.0, 2, 3 });
        Assert.Equal((3L, 0L, 6.0, 6.0), (sum.Count, sum.NotFinite, sum.Sum, sum.Magnitude));
        Assert.NotEqual(sum.Weighted, Checksum.Of(new[] { 3.0, 2, 1 }).Weighted);
        Assert.Equal(1, Checksum.Of(new[] { 1.0, double.PositiveInfinity }).NotFinite);
        Assert.Equal(sum, Checksum.Of(SparseResult.Of(SparseMatrix.FromDense(new[,] { { 1.0, 2, 3 } }))));
    }

    private static HashSet<string> Set(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);
}
