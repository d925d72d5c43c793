namespace DelayedArrays.Tests;

/// <summary>Matrices of every kind of source, written to sparse groups and read back.</summary>
public sealed class SparseWriteTests : IDisposable
{
    private const int Rows = 173;
    private const int Columns = 91;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Sources, layouts, block sizes and memory.</summary>
    public static TheoryData<string, SparseLayout, int, long> Cases()
    {
        var cases = new TheoryData<string, SparseLayout, int, long>();
        foreach (var source in (string[])["dense", "csr", "csc", "computed", "chunked", "transposed", "selected", "joined"])
        {
            foreach (var layout in (SparseLayout[])[SparseLayout.Csr, SparseLayout.Csc])
            {
                cases.Add(source, layout, BlockGrid.TargetElements, 1L << 30);
                cases.Add(source, layout, 700, 1L << 30);
            }
        }
        return cases;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public void Nothing_of_other_memory_is_stored_behind_the_last_entry(string compression)
    {
        const int Chunk = 512;
        // What buffers held before.
        var lent = Enumerable.Range(0, 16).Select(_ => BufferPool.Shared.Rent(Chunk * sizeof(float))).ToList();
        foreach (var buffer in lent)
        {
            buffer.Bytes.Fill(0xA5);
            buffer.Dispose();
        }
        var path = _folder["tail.h5"];
        Delayed.FromMemory<float>([1, 0, 2, 0, 0, 3], 2, 3).WriteHdf5Sparse(
            path, "X", new() { Compression = compression, Shuffle = false, ChunkLength = Chunk });
        using var file = Hdf5File.OpenEdit(path);
        using var data = file.OpenDataset("X/data");
        data.SetExtent([Chunk]);
        Assert.Equal([1, 2, 3, .. new float[Chunk - 3]], data.ReadAll<float>());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Source_is_written(string source, SparseLayout layout, int blockElements, long budget)
    {
        var values = SparseSamples.Random<float>(source.Length, Rows, Columns, 0.2);
        var array = Source(source, values);
        var expected = array.ToArray();
        var path = _folder["x.h5"];
        var execution = new ExecutionOptions { BlockElements = blockElements, MemoryBudget = budget, Workers = 3 };
        array.WriteHdf5Sparse(path, "deep/X", new() { Layout = layout, ChunkLength = 300 }, execution);
        Assert.Equal(expected, Hdf5SparseMatrix.Open<float>(path, "deep/X").ToArray());
        SparseSamples.Canonical<float>(path, "deep/X", layout);
        Assert.All(SparseSamples.Beside(path), name => Assert.True(name is "source.h5" or "x.h5", name));
    }

    [Fact]
    public void Every_element_type_is_written()
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            var array = Delayed.FromMemory(SparseSamples.Random<float>(3, 20, 30, 0.3), 20, 30);
            var typed = type == ElementType.Boolean ? array.Cast<bool>() : array.Cast(type);
            typed.WriteHdf5Sparse(_folder["t.h5"], type.Name(), new() { ChunkLength = 50 });
            var found = Hdf5SparseMatrix.Open(_folder["t.h5"], type.Name());
            Assert.Equal(type, found.ElementType);
            type.Dispatch(new Comparison(typed, found));
        }
    }

    [Fact]
    public void Anndata_groups_have_their_attributes_and_types()
    {
        var path = _folder["a.h5ad"];
        Delayed.FromMemory(SparseSamples.Random<float>(1, Rows, Columns, 0.2), Rows, Columns).WriteHdf5Sparse(path, "X");
        using var file = Hdf5File.OpenRead(path);
        using var group = file.OpenGroup("X");
        Assert.Equal(["encoding-type", "encoding-version", "shape"], group.Attributes.Names);
        Assert.Equal("csr_matrix", group.Attributes["encoding-type"].ReadString());
        Assert.Equal("0.1.0", group.Attributes["encoding-version"].ReadString());
        Assert.Equal(Hdf5DataType.Of<long>().ToString(), group.Attributes["shape"].Type.ToString());
        Assert.Equal([Rows, Columns], group.Attributes["shape"].ReadDoubleArray());
        foreach (var (name, type) in ((string, ElementType)[])[("data", ElementType.Float32), ("indices", ElementType.Int32), ("indptr", ElementType.Int64)])
        {
            using var dataset = group.OpenDataset(name);
            Assert.Equal(type, dataset.Type.Element);
            Assert.Equal([Hdf5DatasetOptions.Unlimited], [.. dataset.MaximumShape]);
            Assert.Equal([Hdf5SparseWriteOptions.DefaultChunkLength], [.. dataset.ChunkShape]);
        }
    }

    [Fact]
    public void TenX_groups_are_features_by_barcodes()
    {
        var path = _folder["m.h5"];
        var array = Delayed.FromMemory(SparseSamples.Random<int>(1, Rows, Columns, 0.2), Rows, Columns);
        array.WriteHdf5Sparse(path, "matrix", new() { Dialect = SparseDialect.TenX, Compression = "none" });
        SparseSamples.Canonical<int>(path, "matrix", SparseLayout.Csc);
        Assert.Equal(array.ToArray(), Hdf5SparseMatrix.Open<int>(path, "matrix").ToArray());
        using var file = Hdf5File.OpenRead(path);
        using var group = file.OpenGroup("matrix");
        Assert.Equal("10x", Hdf5SparseMatrix.Detect(group).DialectName);
        using var shape = group.OpenDataset("shape");
        using var indices = group.OpenDataset("indices");
        Assert.Equal((ElementType.Int32, ElementType.Int64), (shape.Type.Element, indices.Type.Element));
        Assert.Throws<ArgumentException>(() => array.WriteHdf5Sparse(path, "other", new() { Dialect = SparseDialect.TenX, Layout = SparseLayout.Csr }));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    [InlineData(4, 6)]
    public void Empty_matrices_are_written(int rows, int columns)
    {
        Delayed.Constant(0f, rows, columns).WriteHdf5Sparse(_folder["e.h5"], "X", new() { Layout = SparseLayout.Csc });
        var found = Hdf5SparseMatrix.Open<float>(_folder["e.h5"], "X");
        Assert.Equal(new Shape(rows, columns), found.Shape);
        Assert.Equal(0, found.Sum());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("lzf")]
    [InlineData("zstd")]
    [InlineData("lz4")]
    [InlineData("blosc-lz4")]
    public void Every_compression_is_read_back(string compression)
    {
        var array = Delayed.FromMemory(SparseSamples.Random<double>(7, Rows, Columns, 0.2), Rows, Columns);
        array.WriteHdf5Sparse(_folder["c.h5"], "X", new() { Compression = compression, ChunkLength = 256, OffsetType = SparseIndexType.Int32 });
        Assert.Equal(array.ToArray(), Hdf5SparseMatrix.Open<double>(_folder["c.h5"], "X").ToArray());
    }

    [Fact]
    public void NaN_is_an_entry()
    {
        Delayed.FromMemory([0, double.NaN, -0.0, double.PositiveInfinity], 2, 2).WriteHdf5Sparse(_folder["n.h5"], "X");
        Assert.Equal([double.NaN, double.PositiveInfinity], SparseSamples.Canonical<double>(_folder["n.h5"], "X", SparseLayout.Csr).Values);
    }

    private DelayedArray<float> Source(string kind, float[] values)
    {
        var dense = Delayed.FromMemory(values, Rows, Columns);
        switch (kind)
        {
            case "csr":
                return dense.ToSparse(SparseLayout.Csr).AsDelayed();
            case "csc":
                return dense.ToSparse(SparseLayout.Csc).AsDelayed() * 2f;
            case "computed":
                return dense.ToSparse(SparseLayout.Csr).AsDelayed() - dense;
            case "chunked":
                dense.WriteHdf5(_folder["source.h5"], "x", new() { Chunks = [16, 20] });
                return Hdf5Array.Open<float>(_folder["source.h5"], "x");
            case "transposed":
                return dense.ToSparse(SparseLayout.Csc).AsDelayed().Transpose();
            case "selected":
                return dense.ToSparse(SparseLayout.Csr).AsDelayed()[new long[] { 5, 3, 170, 3, 60 }, 10..80];
            case "joined":
                return Delayed.Concatenate(1, dense.ToSparse(SparseLayout.Csr).AsDelayed(), dense.ToSparse(SparseLayout.Csc).AsDelayed());
            default:
                return dense;
        }
    }

    private sealed class Comparison(DelayedArray expected, DelayedArray found) : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            Assert.Equal(expected.As<T>().ToArray(), found.As<T>().ToArray());
            return true;
        }
    }
}
