namespace DelayedArrays.Tests;

/// <summary>Values of matrices in files changed, in place and by rewriting.</summary>
public sealed class SparseEditTests : IDisposable
{
    private const int Rows = 60;
    private const int Columns = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SparseLayout.Csr, "gzip", 37)]
    [InlineData(SparseLayout.Csc, "zstd", 37)]
    [InlineData(SparseLayout.Csr, "none", 100_000)]
    public void Values_change_where_they_are(SparseLayout layout, string compression, int chunkLength)
    {
        var values = Write(layout, compression, chunkLength);
        var random = new Random(3);
        for (var time = 0; time < 20; time++)
        {
            var (row, column) = (random.Next(Rows), random.Next(Columns));
            var (height, width) = (random.Next(1, Rows - row + 1), random.Next(1, Columns - column + 1));
            var block = new float[height * width];
            for (var i = 0; i < block.Length; i++)
            {
                ref var value = ref values[((row + (i / width)) * Columns) + column + (i % width)];
                block[i] = value = value == 0 ? 0 : random.Next(1, 1000);
            }
            Hdf5SparseMatrix.SetValues(_folder["e.h5"], "X", (row, column), Delayed.FromMemory(block, height, width));
            Assert.Equal(values, Hdf5SparseMatrix.Open<float>(_folder["e.h5"], "X").ToArray());
        }
        SparseSamples.Canonical<float>(_folder["e.h5"], "X", layout);
        Assert.Equal(["e.h5"], SparseSamples.Beside(_folder["e.h5"]));
    }

    [Fact]
    public void Parts_in_another_file_are_not_changed_there()
    {
        var values = Write(SparseLayout.Csr, "gzip", 50);
        var (other, path) = (_folder["e.h5"], _folder["links.h5"]);
        using (var file = Hdf5File.Create(path))
        {
            using var group = file.Root.CreateGroup("X");
            foreach (var part in (string[])["data", "indices", "indptr"])
                group.CreateExternalLink(part, "e.h5", $"/X/{part}");
            SparseSamples.Describe(group, new Shape(Rows, Columns), SparseLayout.Csr);
        }
        var before = File.ReadAllBytes(other);
        var entry = Array.FindIndex(values, value => value != 0);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.SetValue(path, "X", (entry / Columns, entry % Columns), 7f));
        Assert.Contains("'data' has its elements in another file", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 2, Columns)));
        Hdf5SparseMatrix.SetValue(path, "X", (entry / Columns, entry % Columns), 7f, new() { AllowRewrite = true });
        values[entry] = 7;
        Assert.Equal(values, SparseSamples.Dense<float>(path, "X"));
        Hdf5SparseMatrix.Append(path, "X", Delayed.Constant(1f, 2, Columns), new() { AllowRewrite = true });
        Assert.Equal([.. values, .. Enumerable.Repeat(1f, 2 * Columns)], SparseSamples.Dense<float>(path, "X"));
        Assert.Equal(before, File.ReadAllBytes(other));
    }

    [Theory]
    [InlineData(SparseLayout.Csr)]
    [InlineData(SparseLayout.Csc)]
    public void Another_pattern_is_refused_or_rewritten(SparseLayout layout)
    {
        var path = _folder["e.h5"];
        var values = Write(layout, "gzip", 50);
        var (zero, entry) = (Array.IndexOf(values, 0f), Array.FindIndex(values, value => value != 0));
        var before = File.ReadAllBytes(path);
        foreach (var (at, value) in ((int, float)[])[(zero, 5), (entry, 0)])
        {
            var problem = Assert.ThrowsAny<InvalidOperationException>(() => Hdf5SparseMatrix.SetValue(path, "X", (at / Columns, at % Columns), value));
            Assert.Contains($"({at / Columns}, {at % Columns})", problem.Message, StringComparison.Ordinal);
            Assert.Contains("e.h5::/X", problem.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(path));
        }
        foreach (var (at, value) in ((int, float)[])[(zero, 5), (entry, 0)])
        {
            Hdf5SparseMatrix.SetValue(path, "X", (at / Columns, at % Columns), value, new() { AllowRewrite = true });
            values[at] = value;
            Assert.Equal(values, Hdf5SparseMatrix.Open<float>(path, "X").ToArray());
        }
        var block = SparseSamples.Random<float>(77, 20, 10, 0.5);
        Hdf5SparseMatrix.SetValues(path, "X", (30, 25), Delayed.FromMemory(block, 20, 10), new() { AllowRewrite = true });
        for (var i = 0; i < block.Length; i++)
            values[((30 + (i / 10)) * Columns) + 25 + (i % 10)] = block[i];
        Assert.Equal(values, Hdf5SparseMatrix.Open<float>(path, "X").ToArray());
        SparseSamples.Canonical<float>(path, "X", layout);
        using var file = Hdf5File.OpenRead(path);
        Assert.Equal(["data", "indices", "indptr"], file.OpenGroup("X").Names);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var path = _folder["e.h5"];
        Write(SparseLayout.Csr, "gzip", 50);
        Assert.Throws<SelectionException>(() => Hdf5SparseMatrix.SetValue(path, "X", (Rows, 0), 1f));
        Assert.Throws<SelectionException>(() => Hdf5SparseMatrix.SetValue(path, "X", (0, -1), 1f));
        Assert.Throws<SelectionException>(() => Hdf5SparseMatrix.SetValues(path, "X", (1, 1), Delayed.Constant(1f, Rows, 2)));
        Assert.Throws<ShapeMismatchException>(() => Hdf5SparseMatrix.SetValues(path, "X", (1, 1), Delayed.Constant(1f, 3)));
        Assert.Throws<OverflowException>(() => Hdf5SparseMatrix.SetValue(path, "X", (0, 0), 1e300));
        Hdf5SparseMatrix.SetValues(path, "X", (1, 1), Delayed.Constant(1f, 0, 2));
    }

    [Fact]
    public void Entries_that_are_summed_are_refused_in_place()
    {
        var path = _folder["d.h5"];
        using (var file = Hdf5File.Create(path))
        {
            using var group = file.Root.CreateGroup("X");
            group.CreateDataset("data", Hdf5DataType.Of<float>(), [3]).WriteAll<float>([1, 2, 4]);
            group.CreateDataset("indices", Hdf5DataType.Of<ushort>(), [3]).WriteAll<int>([2, 2, 1]);
            group.CreateDataset("indptr", Hdf5DataType.Of<int>(), [3]).WriteAll<int>([0, 2, 3]);
            SparseSamples.Describe(group, new Shape(2, 3), SparseLayout.Csr);
        }
        var problem = Assert.ThrowsAny<InvalidOperationException>(() => Hdf5SparseMatrix.SetValue(path, "X", (0, 2), 9f));
        Assert.Contains("several entries", problem.Message, StringComparison.Ordinal);
        Hdf5SparseMatrix.SetValue(path, "X", (1, 1), 5f);
        Hdf5SparseMatrix.SetValue(path, "X", (0, 2), 9f, new() { AllowRewrite = true });
        Assert.Equal([0, 0, 9, 0, 5, 0], Hdf5SparseMatrix.Open<float>(path, "X").ToArray());
    }

    private float[] Write(SparseLayout layout, string compression, int chunkLength)
    {
        var values = SparseSamples.Random<float>(8, Rows, Columns, 0.3);
        Delayed.FromMemory(values, Rows, Columns).WriteHdf5Sparse(
            _folder["e.h5"], "X", new() { Layout = layout, Compression = compression, ChunkLength = chunkLength });
        return values;
    }
}
