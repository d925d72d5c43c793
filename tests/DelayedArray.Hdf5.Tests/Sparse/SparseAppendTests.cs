namespace DelayedArrays.Tests;

/// <summary>Rows and columns appended to matrices in files.</summary>
public sealed class SparseAppendTests : IDisposable
{
    private const int Columns = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gzip", SparseLayout.Csr)]
    [InlineData("none", SparseLayout.Csr)]
    [InlineData("zstd", SparseLayout.Csr)]
    [InlineData("lz4", SparseLayout.Csc)]
    [InlineData("gzip", SparseLayout.Csc)]
    public void Lines_are_appended_many_times(string compression, SparseLayout layout)
    {
        var path = _folder["a.h5"];
        var axis = layout == SparseLayout.Csr ? 0 : 1;
        var whole = Oriented(Lines(0, 20), axis);
        whole.WriteHdf5Sparse(path, "X", new() { Layout = layout, Compression = compression, ChunkLength = 64 });
        for (var time = 1; time < 6; time++)
        {
            var added = Oriented(Lines(time, 3 * time), axis);
            // Sources of either storage order, and dense ones.
            var source = time % 3 == 0 ? added.ToSparse(SparseLayout.Csc).AsDelayed()
                : time % 3 == 1 ? added.ToSparse(SparseLayout.Csr).AsDelayed() : added;
            Hdf5SparseMatrix.Append(path, "X", source);
            whole = Delayed.FromMemory(Delayed.Concatenate(axis, whole, added).ToArray(), Delayed.Concatenate(axis, whole, added).Shape);
            Assert.Equal(whole.ToArray(), Hdf5SparseMatrix.Open<float>(path, "X").ToArray());
            SparseSamples.Canonical<float>(path, "X", layout);
            Assert.True(Hdf5SparseMatrix.Verify(path, "X").IsValid);
        }
        Hdf5SparseMatrix.Append(path, "X", Oriented(Delayed.FromMemory<float>([], 0, Columns), axis));
        Assert.Equal(whole.Shape, Hdf5SparseMatrix.Open(path, "X").Shape);
        Assert.Equal(["a.h5"], SparseSamples.Beside(path));
    }

    [Fact]
    public void A_matrix_is_appended_to_itself()
    {
        var path = _folder["s.h5"];
        Lines(1, 10).WriteHdf5Sparse(path, "X");
        Hdf5SparseMatrix.Append(path, "X", Hdf5SparseMatrix.Open(path, "X"));
        Assert.Equal([.. Lines(1, 10).ToArray(), .. Lines(1, 10).ToArray()], Hdf5SparseMatrix.Open<float>(path, "X").ToArray());
    }

    [Fact]
    public void Barcodes_are_appended_to_a_10x_matrix_and_the_rest_stays()
    {
        var path = _folder["m.h5"];
        var first = Delayed.FromMemory(SparseSamples.Random<int>(1, 30, 20, 0.3), 30, 20);
        first.WriteHdf5Sparse(path, "matrix", new() { Dialect = SparseDialect.TenX });
        using (var file = Hdf5File.OpenEdit(path))
            file.Root.CreateDataset("matrix/barcodes", Hdf5DataType.VariableString, [1]).WriteStrings(["AAAC-1"]);
        var added = Delayed.FromMemory(SparseSamples.Random<int>(2, 30, 7, 0.3), 30, 7);
        Hdf5SparseMatrix.Append(path, "matrix", added);
        Assert.Equal(Delayed.Concatenate(1, first, added).ToArray(), Hdf5SparseMatrix.Open<int>(path, "matrix").ToArray());
        using var found = Hdf5File.OpenRead(path);
        Assert.Equal(["AAAC-1"], found.OpenDataset("matrix/barcodes").ReadStrings());
        Assert.Equal([30, 27], found.OpenDataset("matrix/shape").ReadAll<int>());
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var path = _folder["r.h5"];
        Delayed.FromMemory(SparseSamples.Random<sbyte>(1, 10, Columns, 0.3), 10, Columns).WriteHdf5Sparse(path, "X");
        var before = File.ReadAllBytes(path);
        var problem = Assert.Throws<ShapeMismatchException>(() => Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 5, Columns + 1)));
        Assert.Contains($"{Columns} elements", problem.Message, StringComparison.Ordinal);
        foreach (var value in (double[])[128, -129, 0.5, double.NaN, double.PositiveInfinity])
            Assert.Contains("int8", Assert.Throws<OverflowException>(() => Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(value, 1, Columns))).Message, StringComparison.Ordinal);
        var broken = Delayed.FromFunction<sbyte>(new Shape(50, Columns), index => index[0] < 40 ? (sbyte)1 : throw new InvalidDataException("broken"));
        Assert.Throws<InvalidDataException>(() => Hdf5SparseMatrix.Append(path, "X", broken));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Hdf5SparseMatrix.Append(
            path, "X", Delayed.Constant((sbyte)1, 5, Columns), null, new ExecutionOptions { Cancellation = cancelled.Token }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["r.h5"], SparseSamples.Beside(path));
        Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(-128.0, 1, Columns));
        Assert.Equal(-128, Hdf5SparseMatrix.Open<sbyte>(path, "X")[10, 3].ToScalar());
    }

    [Fact]
    public void Stored_integers_that_become_too_small_are_an_error_before_the_file_changes()
    {
        var path = _folder["i.h5"];
        WriteFixed(path, resizable: true, offsetType: ElementType.UInt8, indexType: ElementType.UInt16);
        Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 2, Columns));
        var before = File.ReadAllBytes(path);
        var problem = Assert.Throws<OverflowException>(() => Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 6, Columns)));
        Assert.Contains("255", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(2 + (2 * Columns), Hdf5SparseMatrix.Open<float>(path, "X").Sum());
    }

    [Fact]
    public void Datasets_that_cannot_grow_are_rewritten_only_when_allowed()
    {
        var path = _folder["f.h5"];
        WriteFixed(path, resizable: false, offsetType: ElementType.Int64, indexType: ElementType.Int32);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 2, Columns)));
        Assert.Contains("AllowRewrite", problem.Message, StringComparison.Ordinal);
        Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 2, Columns), new() { AllowRewrite = true });
        Assert.Equal(2 + (2 * Columns), Hdf5SparseMatrix.Open<float>(path, "X").Sum());
        using var file = Hdf5File.OpenRead(path);
        Assert.Equal(["data", "extra", "indices", "indptr"], file.OpenGroup("X").Names);
    }

    /// <summary>A matrix of 2 rows with an entry each, as other programs may store it.</summary>
    private static void WriteFixed(string path, bool resizable, ElementType offsetType, ElementType indexType)
    {
        var options = resizable ? new Hdf5DatasetOptions { ChunkShape = [8], MaximumShape = [Hdf5DatasetOptions.Unlimited] } : new();
        using var file = Hdf5File.Create(path);
        using var group = file.Root.CreateGroup("X");
        group.CreateDataset("data", Hdf5DataType.Of<float>(), [2], options).WriteAll<float>([1, 1]);
        group.CreateDataset("indices", Hdf5DataType.Of(indexType), [2], options).WriteAll<long>([0, 1]);
        group.CreateDataset("indptr", Hdf5DataType.Of(offsetType), [3], options).WriteAll<long>([0, 1, 2]);
        group.CreateDataset("extra", Hdf5DataType.Of<int>(), []).Dispose();
        SparseSamples.Describe(group, new Shape(2, Columns), SparseLayout.Csr);
    }

    private static DelayedArray<float> Lines(int seed, int count) =>
        Delayed.FromMemory(SparseSamples.Random<float>(seed, count, Columns, 0.3), count, Columns);

    private static DelayedArray<float> Oriented(DelayedArray<float> lines, int axis) => axis == 0 ? lines
        : Delayed.FromMemory(lines.Transpose().ToArray(), lines.Transpose().Shape);
}
