namespace DelayedArrays.Tests;

/// <summary>What all formats have in common of sparse groups, over one in memory.</summary>
public sealed class SparseGroupTests
{
    [Theory]
    [InlineData(SparseLayout.Csr, SparseIndexType.Automatic)]
    [InlineData(SparseLayout.Csc, SparseIndexType.Int64)]
    public void A_matrix_is_written_read_appended_to_and_changed(SparseLayout layout, SparseIndexType indexType)
    {
        var group = new MemorySparseGroup();
        var axis = layout.MajorAxis();
        var (first, second) = (Matrix(40, 30, 1), axis == 0 ? Matrix(7, 30, 2) : Matrix(40, 7, 2));
        Change(group, change => change.Write(first, new() { Layout = layout, IndexType = indexType, OffsetType = SparseIndexType.Int32 }));
        Same(first, group);
        Assert.Equal(new SparseGroupInfo(SparseDialect.H5ad, first.Shape, layout), group.Detect());
        Change(group, change => change.Append(second.ToSparse(SparseLayout.Csc).AsDelayed()));
        var whole = Delayed.Concatenate(axis, first, second);
        Same(whole, group);
        var box = whole[5..30, 4..20] * 3f;
        Change(group, change => change.SetValues((5, 4), box));
        var expected = whole.ToArray();
        for (var i = 0; i < expected.Length; i++)
        {
            var (row, column) = Math.DivRem(i, (int)whole.Shape[1]);
            expected[i] *= row is >= 5 and < 30 && column is >= 4 and < 20 ? 3 : 1;
        }
        Assert.Equal(expected, group.OpenMatrix().As<float>().ToArray());
        var found = group.Verify();
        Assert.True(found.IsValid && found.HasSortedIndices, found.ToString());
        Assert.Equal(expected.Count(value => value != 0), found.Entries);
    }

    [Fact]
    public void Nothing_counts_before_the_commit()
    {
        var group = Written(Matrix(10, 10, 1));
        using (var change = new MemorySparseChange(group))
            change.Append(Matrix(3, 10, 2));
        Same(Matrix(10, 10, 1), group);
    }

    [Fact]
    public void Another_pattern_is_refused_or_rewritten()
    {
        var matrix = Matrix(10, 10, 1);
        var group = Written(matrix);
        var values = matrix.ToArray();
        var zero = Array.IndexOf(values, 0f);
        var refused = Assert.ThrowsAny<InvalidOperationException>(() => Change(group, change => change.SetValues((zero / 10, zero % 10), One(5))));
        Assert.Contains($"memory::g: the element ({zero / 10}, {zero % 10}) is not stored", refused.Message, StringComparison.Ordinal);
        Change(group, change => change.SetValues((zero / 10, zero % 10), One(5), new() { AllowRewrite = true }));
        values[zero] = 5;
        Assert.Equal(values, group.OpenMatrix().As<float>().ToArray());
    }

    [Fact]
    public void Parts_that_cannot_grow_are_rewritten_only_when_allowed()
    {
        var group = Written(Matrix(10, 10, 1));
        using (var change = new MemorySparseChange(group) { Obstacle = "its length is fixed" })
        {
            var refused = Assert.Throws<ArrayFormatException>(() => change.Append(Matrix(3, 10, 2)));
            Assert.Contains("its length is fixed; allow it to be rewritten", refused.Message, StringComparison.Ordinal);
            change.Append(Matrix(3, 10, 2), new() { AllowRewrite = true });
            change.Commit();
        }
        Same(Delayed.Concatenate(0, Matrix(10, 10, 1), Matrix(3, 10, 2)), group);
    }

    [Theory]
    [InlineData("encoding-type", "csr_matrix", "shape", SparseDialect.H5ad, SparseLayout.Csr)]
    [InlineData("encoding-type", "csc_array", "shape", SparseDialect.H5ad, SparseLayout.Csc)]
    [InlineData("encoding-type", "csr_array", "h5sparse_shape", SparseDialect.H5ad, SparseLayout.Csr)]
    [InlineData("h5sparse_format", "csc", "h5sparse_shape", SparseDialect.H5Sparse, SparseLayout.Csc)]
    [InlineData(null, null, "dims", SparseDialect.H5Seurat, SparseLayout.Csc)]
    public void Dialects_are_told_apart(string? name, string? text, string shape, SparseDialect dialect, SparseLayout layout)
    {
        var group = Parts([0, 1, 2]);
        if (name is not null)
            group.Attributes[name] = new(text!, text);
        group.Attributes[shape] = new("two numbers", null, [2, 2]);
        Assert.Equal(new SparseGroupInfo(dialect, new Shape(2, 2), layout), group.Detect());
        Assert.Equal(name is not null, group.IsMarked);
        Assert.True(group.IsStated);
    }

    [Fact]
    public void A_part_of_numbers_is_the_shape_of_10x()
    {
        var group = new MemorySparseGroup();
        Change(group, change => change.Write(Matrix(6, 4, 1), new() { Dialect = SparseDialect.TenX }));
        Assert.Equal(new SparseGroupInfo(SparseDialect.TenX, new Shape(6, 4), SparseLayout.Csc), group.Detect());
        Change(group, change => change.Append(Matrix(6, 3, 2)));
        Assert.Equal(new long[] { 6, 7 }, group.Parts["shape"]);
        Same(Delayed.Concatenate(1, Matrix(6, 4, 1), Matrix(6, 3, 2)), group);
    }

    [Fact]
    public void A_group_that_does_not_say_enough_is_told()
    {
        var group = Parts([0, 1, 2]);
        Assert.Contains("state the layout", Assert.Throws<ArrayFormatException>(() => group.Detect()).Message, StringComparison.Ordinal);
        Assert.Contains("state rows and columns", Assert.Throws<ArrayFormatException>(() => group.Detect(SparseLayout.Csr)).Message, StringComparison.Ordinal);
        Assert.Equal([1f, 0, 0, 2], group.OpenMatrix(SparseLayout.Csr, new Shape(2, 2)).As<float>().ToArray());
        group.Parts.Remove("indices");
        Assert.Contains("no array 'indices'", Assert.Throws<ArrayFormatException>(() => group.Detect()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_interrupted_append_left_counts_nowhere_and_is_an_error_where_there_is_none(bool hasSteps)
    {
        var group = Parts([0, 1, 2, 2], hasSteps);
        group.Attributes["encoding-type"] = new("csr_matrix", "csr_matrix");
        group.Attributes["shape"] = new("two numbers", null, [2, 2]);
        group.Parts["data"] = new float[] { 1, 2, 7 };
        var found = group.Verify();
        Assert.Equal(hasSteps, found.IsValid);
        Assert.Equal(hasSteps, found.HasLeftovers);
        if (!hasSteps)
        {
            Assert.Contains("has 4 elements; 2 compressed rows of the shape 2 x 2 need 3", Assert.Throws<ArrayFormatException>(() => group.OpenMatrix()).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal([1f, 0, 0, 2], group.OpenMatrix().As<float>().ToArray());
        // Whoever tells another shape than the group is not taken for an append.
        Assert.Throws<ArrayFormatException>(() => group.OpenMatrix(shape: new Shape(1, 2)));
        Change(group, change => change.Append(One(5, 1, 2)));
        Assert.Equal([1f, 0, 0, 2, 5, 5], group.OpenMatrix().As<float>().ToArray());
        Assert.False(group.Verify().HasLeftovers);
    }

    private static MemorySparseGroup Parts(long[] offsets, bool hasSteps = false)
    {
        var group = new MemorySparseGroup { HasSteps = hasSteps };
        (group.Parts["data"], group.Parts["indices"], group.Parts["indptr"]) = (new float[] { 1, 2 }, new[] { 0, 1 }, offsets);
        return group;
    }

    private static MemorySparseGroup Written(DelayedArray matrix)
    {
        var group = new MemorySparseGroup();
        Change(group, change => change.Write(matrix, new()));
        return group;
    }

    private static void Change(MemorySparseGroup group, Action<SparseGroupChange> apply)
    {
        using var change = new MemorySparseChange(group);
        apply(change);
        change.Commit();
    }

    private static DelayedArray<float> One(float value, int rows = 1, int columns = 1) =>
        Delayed.FromMemory(Enumerable.Repeat(value, rows * columns).ToArray(), rows, columns);

    private static DelayedArray<float> Matrix(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return Delayed.FromMemory([.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(3) == 0 ? random.Next(1, 9) : 0f)], rows, columns);
    }

    private static void Same(DelayedArray<float> expected, MemorySparseGroup group)
    {
        var found = group.OpenMatrix().As<float>();
        Assert.Equal(expected.Shape, found.Shape);
        Assert.Equal(expected.ToArray(), found.ToArray());
    }
}
