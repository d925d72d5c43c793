using DelayedArrays.Samples;

namespace DelayedArrays.Tests;

/// <summary>A user's own container of sparse groups, from public members only.</summary>
public sealed class SparseContainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parts-").FullName;

    public static TheoryData<SparseDialect, SparseLayout> Forms => new()
    {
        { SparseDialect.H5ad, SparseLayout.Csr },
        { SparseDialect.H5ad, SparseLayout.Csc },
        { SparseDialect.TenX, SparseLayout.Csc },
    };

    private PartFolder Group => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_written_is_read_back(SparseDialect dialect, SparseLayout layout)
    {
        // More entries than fit into a chunk of the files.
        var matrix = Matrix(400, 150, seed: 1);
        Write(matrix, new() { Dialect = dialect, Layout = layout });
        Assert.Equal(new SparseGroupInfo(dialect, matrix.Shape, layout), Group.Detect());
        var read = Group.OpenMatrix().As<float>();
        Assert.True(read.IsSparse);
        Assert.Equal(matrix.ToArray(), read.ToArray());
        Assert.Equal(matrix[17.., [3, 149, 3]].ToArray(), read[17.., [3, 149, 3]].ToArray());
        Assert.Equal(matrix.Sum(), read.Sum());
        Assert.True(Group.Verify() is { IsValid: true, HasSortedIndices: true, HasLeftovers: false });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Lines_are_appended(SparseDialect dialect, SparseLayout layout)
    {
        var axis = layout == SparseLayout.Csr ? 0 : 1;
        DelayedArray<float>[] pieces = [Matrix(200, 200, seed: 2), Matrix(axis == 0 ? 33 : 200, axis == 0 ? 200 : 33, seed: 3), Matrix(200, 200, seed: 4)];
        Write(pieces[0], new() { Dialect = dialect, Layout = layout });
        foreach (var piece in pieces[1..])
            Change(change => change.Append(piece));
        Assert.Equal(Delayed.Concatenate(axis, pieces).ToArray(), Group.OpenMatrix().As<float>().ToArray());
        Assert.True(Group.Verify().IsValid);
    }

    [Fact]
    public void An_append_that_was_not_committed_does_not_count_and_the_next_one_overwrites_it()
    {
        var (first, lost, second) = (Matrix(50, 60, seed: 5), Matrix(70, 60, seed: 6), Matrix(20, 60, seed: 7));
        Write(first, new());
        using (var change = new PartFolderChange(Group))
            change.Append(lost);
        Assert.Equal(first.ToArray(), Group.OpenMatrix().As<float>().ToArray());
        Assert.True(Group.Verify() is { IsValid: true, HasLeftovers: true });
        Change(change => change.Append(second));
        Assert.Equal(Delayed.Concatenate(0, first, second).ToArray(), Group.OpenMatrix().As<float>().ToArray());
        Assert.True(Group.Verify() is { IsValid: true, HasLeftovers: false });
    }

    [Fact]
    public void Values_are_set_where_entries_are_and_nowhere_else()
    {
        var matrix = Matrix(80, 40, seed: 8);
        Write(matrix, new());
        Change(change => change.SetValues((10, 5), matrix[10..60, 5..30] * 3));
        var expected = matrix.ToArray();
        for (var row = 10; row < 60; row++)
        {
            for (var column = 5; column < 30; column++)
                expected[(row * 40) + column] *= 3;
        }
        Assert.Equal(expected, Group.OpenMatrix().As<float>().ToArray());
        var refusal = Assert.ThrowsAny<InvalidOperationException>(() => Change(change => change.SetValues((0, 0), Delayed.Constant(1f, 80, 40))));
        Assert.Contains("would become 1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(expected, Group.OpenMatrix().As<float>().ToArray());
    }

    [Fact]
    public void Damage_is_found_and_named_in_the_words_of_the_container()
    {
        Write(Matrix(30, 20, seed: 9), new());
        File.Delete(Group.FileOf(SparseParts.Indices));
        var error = Assert.Throws<ArrayFormatException>(() => Group.OpenMatrix());
        Assert.Contains($"{_folder}", error.Message, StringComparison.Ordinal);
        Assert.Contains("the group has no file 'indices'", error.Message, StringComparison.Ordinal);
        Assert.False(Group.Verify().IsValid);
    }

    private static DelayedArray<float> Matrix(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        float[] elements = [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(3) == 0 ? random.Next(1, 100) : 0)];
        return Delayed.FromMemory(elements, rows, columns);
    }

    private void Write(DelayedArray matrix, SparseWriteOptions options) => Change(change => change.Write(matrix, options));

    private void Change(Action<PartFolderChange> run)
    {
        using var change = new PartFolderChange(Group);
        run(change);
        change.Commit();
    }
}
