namespace DelayedArrays.Tests;

/// <summary>Writing a sparse group that fails leaves what was there, and nothing else.</summary>
public sealed class SparseWriteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SparseLayout.Csr)]
    [InlineData(SparseLayout.Csc)]
    public void A_failing_source_leaves_the_old_file(SparseLayout layout)
    {
        var path = WriteOld();
        var broken = Delayed.FromFunction<int>(
            new Shape(1000, 100), index => index[0] < 900 ? (int)index[1] % 3 : throw new InvalidDataException("broken source"));
        var problem = Assert.Throws<InvalidDataException>(() => broken.WriteHdf5Sparse(
            path, "new", new() { Layout = layout, ChunkLength = 500 }, new ExecutionOptions { BlockElements = 1000, MemoryBudget = 16 << 20 }));
        Assert.Equal("broken source", problem.Message);
        CheckOnlyOld(path);
    }

    [Theory]
    [InlineData(SparseLayout.Csr)]
    [InlineData(SparseLayout.Csc)]
    public void Cancelling_leaves_the_old_file(SparseLayout layout)
    {
        var path = WriteOld();
        using var cancellation = new CancellationTokenSource();
        var slow = Delayed.FromFunction<int>(new Shape(1000, 100), index =>
        {
            if (index[0] == 500)
                cancellation.Cancel();
            return 1;
        });
        Assert.ThrowsAny<OperationCanceledException>(() => slow.WriteHdf5Sparse(path, "old", new() { Layout = layout, Overwrite = true },
            new ExecutionOptions { BlockElements = 1000, Cancellation = cancellation.Token }));
        CheckOnlyOld(path);
    }

    [Fact]
    public void Something_of_that_name_is_replaced_only_when_asked()
    {
        var path = WriteOld();
        var other = Delayed.FromMemory([0f, 1, 2, 0], 2, 2);
        Assert.Contains("::old", Assert.Throws<IOException>(() => other.WriteHdf5Sparse(path, "old")).Message, StringComparison.Ordinal);
        CheckOnlyOld(path);
        other.WriteHdf5Sparse(path, "old", new() { Overwrite = true });
        Assert.Equal(other.ToArray(), Hdf5SparseMatrix.Open<float>(path, "old").ToArray());
        other.WriteHdf5Sparse(path, "second");
        Assert.Equal(other.ToArray(), Hdf5SparseMatrix.Open<float>(path, "old").ToArray());
    }

    [Fact]
    public void A_matrix_is_read_from_the_file_it_is_written_to()
    {
        var path = WriteOld();
        (Hdf5SparseMatrix.Open<int>(path, "old") * 2).WriteHdf5Sparse(path, "old", new() { Overwrite = true, Layout = SparseLayout.Csc });
        Assert.Equal([2, 0, 4, 0], Hdf5SparseMatrix.Open<int>(path, "old").ToArray());
    }

    [Fact]
    public void What_cannot_be_written_is_said_before_the_work()
    {
        var path = _folder["n.h5"];
        var never = Delayed.FromFunction<int>(new Shape(10, 10), _ => throw new InvalidDataException("was evaluated"));
        var line = Delayed.FromFunction<int>(new Shape(10), _ => throw new InvalidDataException("was evaluated"));
        Assert.Throws<ShapeMismatchException>(() => line.WriteHdf5Sparse(path, "X"));
        Assert.Throws<ArgumentException>(() => never.WriteHdf5Sparse(path, "X", new() { ChunkLength = 0 }));
        Assert.Throws<ArgumentException>(() => never.WriteHdf5Sparse(path, "X", new() { ChunkLength = int.MaxValue }));
        var wide = Delayed.Constant(0f, 2, 1L << 40);
        Assert.Throws<ArgumentException>(() => wide.WriteHdf5Sparse(path, "X", new() { IndexType = SparseIndexType.Int32 }));
        Assert.Throws<ArgumentException>(() => wide.WriteHdf5Sparse(path, "X", new() { Layout = SparseLayout.Csc }));
        Assert.Empty(SparseSamples.Beside(path));
    }

    [Fact]
    public void Offsets_of_32_bits_are_checked()
    {
        using var file = Hdf5File.Create(_folder["o.h5"]);
        foreach (var (part, type) in ((string, ElementType)[])[("data", ElementType.Float32), ("indices", ElementType.Int32)])
            Hdf5PartForm.Of(type, new()).Create(file.Root, part);
        using var data = file.OpenDataset("data");
        using var indices = file.OpenDataset("indices");
        var array = Delayed.Constant(1f, 30, 30);
        using var output = new EntryOutput<float, int>(
            new Hdf5PartAppender<int>(indices, 0), new Hdf5PartAppender<float>(data, 0), existing: 0, lines: 30, max: 899);
        Assert.Throws<OverflowException>(() => new EntryPass<float, int>(array.Node, 0, file.Path, output).Run(new()));
    }

    private string WriteOld()
    {
        Delayed.FromMemory([1, 0, 2, 0], 2, 2).WriteHdf5Sparse(_folder["f.h5"], "old");
        return _folder["f.h5"];
    }

    private static void CheckOnlyOld(string path)
    {
        Assert.Equal(["f.h5"], SparseSamples.Beside(path));
        using var file = Hdf5File.OpenRead(path);
        Assert.Equal(["old"], file.Root.Names);
        Assert.Equal([1, 0, 2, 0], Hdf5SparseMatrix.Open<int>(path, "old").ToArray());
    }
}
