namespace DelayedArrays.Tests;

/// <summary>Sparse groups that are damaged or contradict themselves: reading names file, group and expectation; so does verifying.</summary>
public sealed class SparseBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _count;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new long[] { 0, 2, 1, 3 }, "decreases from 2 to 1 at 2")]
    [InlineData(new long[] { 1, 1, 2, 3 }, "starts at 1")]
    [InlineData(new long[] { 0, 1, 3 }, "has 3 elements")]
    [InlineData(new long[] { 0, 1, 2, 3, 3 }, "has 5 elements")]
    [InlineData(new long[] { 0, 1, 2, 4 }, "ends at 4")]
    [InlineData(new long[] { 0, 1, 2, 2 }, "ends at 2")]
    [InlineData(new long[] { 0, -1, 2, 3 }, "decreases from 0 to -1")]
    [InlineData(new long[0], "has 0 elements")]
    public void Offsets_that_are_wrong_are_said(long[] indptr, string problem)
    {
        var path = Write(indptr: indptr);
        CheckOpening(path, problem);
        CheckVerifying(path, problem);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void Indices_beyond_the_shape_are_said_when_read(int index)
    {
        var path = Write(indices: [0, index, 3]);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open<float>(path, "X").Sum());
        Assert.Contains($"index of entry 1 is {index}", problem.Message, StringComparison.Ordinal);
        Assert.Contains("bad.h5::", problem.Message, StringComparison.Ordinal);
        CheckVerifying(path, $"index of entry 1 is {index}");
    }

    [Fact]
    public void Indices_beyond_the_shape_are_said_when_an_index_is_made()
    {
        var path = Write(indices: [0, 4, 3]);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.BuildIndex(path, "X"));
        Assert.Contains("the index of entry 1 is 4; expected 0 to 3", problem.Message, StringComparison.Ordinal);
        Assert.Contains("bad.h5::", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_disagree_are_said()
    {
        var path = Write(indices: [0, 1]);
        CheckOpening(path, "2 indices and 3 values");
        CheckVerifying(path, "data has 3 elements and indices 2");
        path = Write(data: [1, 2]);
        CheckOpening(path, "3 indices and 2 values");
        CheckVerifying(path, "data has 2 elements and indices 3");
    }

    [Theory]
    [InlineData(new[] { 3.0, 4.0, 5.0 }, "3 elements")]
    [InlineData(new[] { 3.0 }, "1 elements")]
    [InlineData(new[] { 3.0, -4.0 }, "expected two whole numbers")]
    [InlineData(new[] { 3.0, double.NaN }, "expected two whole numbers")]
    [InlineData(new[] { 3.0, 4.5 }, "expected two whole numbers")]
    [InlineData(new[] { 3.0, 4611686018427387904.0 }, "expected two whole numbers")]
    [InlineData(new[] { 1099511627776.0, 1099511627776.0 }, "elements")]
    [InlineData(new[] { 1099511627776.0, 4.0 }, "1099511627777")]
    [InlineData(new[] { 2.0, 4.0 }, "need 3")]
    public void Shapes_that_are_absurd_are_said(double[] shape, string problem)
    {
        var path = Write(setShape: group => group.Attributes.SetArray<double>("shape", shape));
        CheckOpening(path, problem);
        Assert.False(Verify(path).IsValid);
    }

    [Fact]
    public void Offsets_beyond_any_array_take_no_memory() => CheckAbsurdOffsets(1L << 40, "more than one array holds");

    [LittleMemoryFact]
    public void Offsets_beyond_memory_take_none() => CheckAbsurdOffsets(LittleMemoryFactAttribute.Offsets, "more than the available memory");

    private void CheckAbsurdOffsets(long length, string problem)
    {
        var path = Write(setShape: group =>
        {
            // Without chunks that were written it takes no room in the file.
            group.Delete("indptr");
            group.CreateDataset("indptr", Hdf5DataType.Of<long>(), [length], new Hdf5DatasetOptions { ChunkShape = [1000] }).Dispose();
            group.Attributes.SetArray<long>("shape", [length - 1, 4]);
        });
        var before = GC.GetTotalAllocatedBytes();
        CheckOpening(path, problem);
        if (length > Array.MaxLength)
            CheckVerifying(path, problem);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        CheckOpening(Write(setShape: _ => { }), "does not state the shape");
        foreach (var part in (string[])["data", "indices", "indptr"])
        {
            var path = Write();
            using (var file = Hdf5File.OpenEdit(path))
                file.Root.Delete($"X/{part}");
            CheckOpening(path, $"no dataset '{part}'");
            CheckVerifying(path, $"no dataset '{part}'");
        }
    }

    [Fact]
    public void Indices_that_are_no_integers_are_said()
    {
        var path = Write();
        Replace<double>(path, "indices", [0, 1, 3]);
        CheckOpening(path, "integers");
        CheckVerifying(path, "indices has elements of type");
        path = Write();
        Replace<double>(path, "indptr", [0, 1, 2, 3]);
        CheckOpening(path, "integers");
        CheckVerifying(path, "indptr has elements of type");
    }

    [Fact]
    public void A_group_without_data_names_the_matrices_below_it()
    {
        var path = _folder["genomes.h5"];
        foreach (var genome in (string[])["hg19", "mm10"])
            Delayed.FromMemory([1, 0, 0, 2], 2, 2).WriteHdf5Sparse(path, genome, new() { Dialect = SparseDialect.TenX });
        using (var file = Hdf5File.OpenEdit(path))
            file.Root.CreateGroup("other").Dispose();
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open(path, "/"));
        Assert.Contains("hg19, mm10", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("other", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'data'", Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open(path, "other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_files_and_damaged_chunks_are_said()
    {
        var path = _folder["long.h5"];
        var random = new Random(1);
        var values = Enumerable.Range(0, 200 * 50).Select(_ => random.NextSingle() < 0.3 ? random.NextSingle() : 0).ToArray();
        Delayed.FromMemory(values, 200, 50).WriteHdf5Sparse(path, "X", new() { ChunkLength = 500 });
        using (var file = Hdf5File.OpenEdit(path))
        {
            using var data = file.OpenDataset("X/data");
            data.WriteChunkRaw([1000], 0, new byte[77]);
        }
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open<float>(path, "X").Sum());
        Assert.Contains("long.h5::/X/data", problem.Message, StringComparison.Ordinal);
        Assert.Contains("(1000)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("/X/data", Assert.Single(Verify(path).Problems), StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Contains("long.h5", Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open(path, "X")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifying_counts_what_is_odd_but_not_wrong()
    {
        var path = Write(indices: [3, 1, 1], data: [1, 0, 2], indptr: [0, 3, 3, 3]);
        var found = Verify(path);
        Assert.True(found.IsValid, found.ToString());
        Assert.Equal((3, false, 1, 1), (found.Entries, found.HasSortedIndices, found.Duplicates, found.ExplicitZeros));
        Assert.Contains("h5ad CSR 3 x 4, 3 entries", found.ToString(), StringComparison.Ordinal);
        var sorted = Verify(Write());
        Assert.Equal((3, true, 0, 0), (sorted.Entries, sorted.HasSortedIndices, sorted.Duplicates, sorted.ExplicitZeros));
    }

    [Fact]
    public void Verifying_a_long_matrix_counts_the_same_as_its_parts()
    {
        var path = _folder["odd.h5"];
        var random = new Random(9);
        var indices = Enumerable.Range(0, 700_000).Select(_ => random.Next(1000)).ToArray();
        var indptr = Enumerable.Range(0, 70_001).Select(line => Math.Min(700_000L, line / 2 * 20L)).ToArray();
        var data = Enumerable.Range(0, 700_000).Select(_ => random.Next(3)).ToArray();
        var expected = 0;
        for (var line = 0; line < 70_000; line++)
        {
            var part = indices[(int)indptr[line]..(int)indptr[line + 1]];
            expected += part.Length - part.Distinct().Count();
        }
        using (var file = Hdf5File.Create(path))
        {
            using var group = file.Root.CreateGroup("X");
            group.CreateDataset("data", Hdf5DataType.Of<int>(), [data.Length]).WriteAll<int>(data);
            group.CreateDataset("indices", Hdf5DataType.Of<int>(), [indices.Length]).WriteAll<int>(indices);
            group.CreateDataset("indptr", Hdf5DataType.Of<long>(), [indptr.Length]).WriteAll<long>(indptr);
            SparseSamples.Describe(group, new Shape(70_000, 1000), SparseLayout.Csr);
        }
        var found = Verify(path);
        Assert.Equal((700_000, false, expected, data.Count(value => value == 0)), (found.Entries, found.HasSortedIndices, found.Duplicates, found.ExplicitZeros));
        Assert.True(found.IsValid, found.ToString());
    }

    /// <summary>A CSR matrix of 3 by 4 with three entries, or something like it.</summary>
    private string Write(float[]? data = null, int[]? indices = null, long[]? indptr = null, Action<Hdf5Group>? setShape = null)
    {
        data ??= [1, 2, 3];
        indices ??= [0, 1, 3];
        indptr ??= [0, 1, 2, 3];
        // Another name each time: what was opened before stays open.
        using var file = Hdf5File.Create(_folder[$"{_count++}bad.h5"]);
        using var group = file.Root.CreateGroup("X");
        group.CreateDataset("data", Hdf5DataType.Of<float>(), [data.Length]).WriteAll<float>(data);
        group.CreateDataset("indices", Hdf5DataType.Of<int>(), [indices.Length]).WriteAll<int>(indices);
        group.CreateDataset("indptr", Hdf5DataType.Of<long>(), [indptr.Length]).WriteAll<long>(indptr);
        SparseSamples.Describe(group, new Shape(3, 4), SparseLayout.Csr);
        if (setShape is not null)
        {
            group.Attributes.Delete("shape");
            setShape(group);
        }
        return file.Path;
    }

    private static void Replace<T>(string path, string name, T[] values) where T : unmanaged
    {
        using var file = Hdf5File.OpenEdit(path);
        file.Root.Delete($"X/{name}");
        file.Root.CreateDataset($"X/{name}", Hdf5DataType.Of<T>(), [values.Length]).WriteAll<T>(values);
    }

    private static void CheckOpening(string path, string problem)
    {
        var error = Assert.Throws<ArrayFormatException>(() => Hdf5SparseMatrix.Open(path, "X"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{Path.GetFileName(path)}::/X", error.Message, StringComparison.Ordinal);
    }

    private static void CheckVerifying(string path, string problem)
    {
        var found = Verify(path);
        Assert.False(found.IsValid);
        Assert.Contains(found.Problems, said => said.Contains(problem, StringComparison.Ordinal));
    }

    private static SparseVerification Verify(string path) => Hdf5SparseMatrix.Verify(path, "X");
}
