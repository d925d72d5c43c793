namespace DelayedArrays.Tests;

/// <summary>
/// <c>ToSparse</c> takes the entries of a stored matrix as they are where it can. The same matrix added to a pass is collected entry by
/// entry, which is what these tests compare with.
/// </summary>
public class StoredEvaluationTests
{
    private static readonly float[] Values = [1, -2, 0, float.NaN, 5, float.PositiveInfinity, -0f, 8, 0.5f];

    public static TheoryData<string> Expressions =>
        ["x", "x * 2", "log1p", "x * x", "x * sqrt(abs x)", "x > 1", "int", "(x + 1) * x", "(x + infinity) * x", "zero", "rows", "transposed"];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Entries_are_those_collected_one_by_one(string expression)
    {
        foreach (var layout in new[] { SparseLayout.Csr, SparseLayout.Csc })
        {
            foreach (var stored in new[] { Canonical(layout), Unsorted(layout), Repeated(layout), Empty(layout) })
            {
                Check(stored.AsDelayed(), expression);
                Check(Scattered(stored), expression);
            }
        }
    }

    [Fact]
    public void Indices_of_a_result_are_those_of_the_matrix()
    {
        var matrix = Canonical(SparseLayout.Csr);
        var doubled = (matrix.AsDelayed() * 2f).Cast<double>().ToSparse();
        Assert.Equal([.. ValuesOf(matrix.Prune()).Select(value => 2.0 * value)], ValuesOf(doubled));
        Assert.Equal(IndicesOf(matrix.Prune()), IndicesOf(doubled));
        Assert.True(doubled.IsCanonical);
    }

    [Fact]
    public void Indices_out_of_range_are_named()
    {
        var seed = new CompressedSparseSeed<float>(
            new Shape(2, 3), 0, [0, 1, 3], Delayed.FromMemory([1, 0, 3], 3), Delayed.FromMemory([1f, 2, 3], 3), new SparseLocation("Memory"));
        var failure = Assert.Throws<ArrayFormatException>(() => (Delayed.FromSeed(seed) * 2f).ToSparse());
        Assert.Contains("the index of entry 2 is 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_that_become_zero_do_not_exceed_the_budget()
    {
        var matrix = Canonical(SparseLayout.Csr);
        var options = new ExecutionOptions { MemoryBudget = 64 };
        Assert.True(matrix.NonZeroCount * (sizeof(long) + sizeof(float)) > options.MemoryBudget);
        Assert.Equal(matrix.AsDelayed().ToArray(), matrix.AsDelayed().ToSparse(options: options).AsDelayed().ToArray());
    }

    private static void Check(DelayedArray<float> x, string expression)
    {
        switch (expression)
        {
            case "x": Compare(x); break;
            case "x * 2": Compare(x * 2f); break;
            case "log1p": Compare(x.Abs().Log1P()); break;
            case "x * x": Compare(x * x); break;
            case "x * sqrt(abs x)": Compare(x * x.Abs().Sqrt()); break;
            case "x > 1": Compare(x > 1f); break;
            case "int": Compare(x.Cast<sbyte>()); break;
            case "(x + 1) * x": Compare((x + 1f) * x); break;
            case "(x + infinity) * x": Compare((x + float.PositiveInfinity) * x); break;
            case "zero": Compare(x * 0f); break;
            case "rows": Compare(x[1..4, ..] * 2f); break;
            default: Compare(x.Transpose() * 2f); break;
        }
    }

    private static void Compare<T>(DelayedArray<T> array) where T : unmanaged
    {
        foreach (var layout in new SparseLayout?[] { null, SparseLayout.Csr, SparseLayout.Csc })
        {
            var pass = new Pass();
            var expected = pass.ToSparse(array, layout);
            pass.Run();
            var found = array.ToSparse(layout);
            Assert.Equal(expected.Value.Layout, found.Layout);
            Assert.Equal(expected.Value.Offsets.ToArray(), found.Offsets.ToArray());
            Assert.Equal(IndicesOf(expected.Value), IndicesOf(found));
            Assert.Equal(ValuesOf(expected.Value), ValuesOf(found));
        }
    }

    private static long[] IndicesOf<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var indices = new long[matrix.NonZeroCount];
        matrix.CopyIndices(0, indices);
        return indices;
    }

    private static T[] ValuesOf<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        var values = new T[matrix.NonZeroCount];
        matrix.CopyValues(0, values);
        return values;
    }

    private static SparseMatrix<float> Canonical(SparseLayout layout) => Of(layout, [0, 2, 3, 3, 6, 9], [0, 4, 2, 1, 3, 5, 0, 2, 4]);

    private static SparseMatrix<float> Unsorted(SparseLayout layout) => Of(layout, [0, 2, 3, 3, 6, 9], [4, 0, 2, 5, 3, 1, 2, 0, 4]);

    private static SparseMatrix<float> Repeated(SparseLayout layout) => Of(layout, [0, 2, 3, 3, 6, 9], [4, 4, 2, 1, 1, 1, 0, 2, 2]);

    private static SparseMatrix<float> Empty(SparseLayout layout) => SparseMatrix.FromCompressed(
        layout == SparseLayout.Csr ? new Shape(5, 6) : new Shape(6, 5), layout, [0, 0, 0, 0, 0, 0], Array.Empty<int>(), Array.Empty<float>());

    private static SparseMatrix<float> Of(SparseLayout layout, long[] offsets, int[] indices) => SparseMatrix.FromCompressed(
        layout == SparseLayout.Csr ? new Shape(5, 6) : new Shape(6, 5), layout, offsets, indices, Values);

    /// <summary>The same matrix from parts that are arrays of their own.</summary>
    private static DelayedArray<float> Scattered(SparseMatrix<float> matrix)
    {
        var (indices, values) = (IndicesOf(matrix), ValuesOf(matrix));
        return Delayed.FromSeed(new CompressedSparseSeed<float>(
            matrix.Shape, matrix.Layout.MajorAxis(), matrix.Offsets.ToArray(), Delayed.FromMemory(indices, indices.Length),
            Delayed.FromMemory(values, values.Length), new SparseLocation("Memory")));
    }
}
