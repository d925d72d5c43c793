namespace DelayedArrays.Tests;

/// <summary>What takes the place of what, when that is asked for.</summary>
public sealed class OverwriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Hdf5ChangeMode.Copy)]
    [InlineData(Hdf5ChangeMode.Journal)]
    public void Datasets_and_sparse_matrices_are_replaced_and_groups_of_others_are_not(Hdf5ChangeMode mode)
    {
        var path = _folder["x.h5"];
        var x = Delayed.FromMemory([1, 0, 2, 3], 2, 2);
        x.WriteHdf5(path, "g/a");
        x.WriteHdf5(path, "g/deep/b");
        x.WriteHdf5Sparse(path, "m");
        foreach (var (name, what) in (IEnumerable<(string, string)>)[("g", "holds 'a', 'deep'"), ("g/deep", "holds 'b'")])
        {
            Assert.Contains(what, Assert.Throws<IOException>(() => x.WriteHdf5(path, name, new() { Overwrite = true, ChangeMode = mode })).Message, StringComparison.Ordinal);
            Assert.Contains(what, Assert.Throws<IOException>(() => x.WriteHdf5Sparse(path, name, new() { Overwrite = true })).Message, StringComparison.Ordinal);
        }
        x.WriteHdf5(path, "m", new() { Overwrite = true, ChangeMode = mode });
        x.WriteHdf5Sparse(path, "g/a", new() { Overwrite = true });
        x.WriteHdf5Sparse(path, "g/a", new() { Overwrite = true, Layout = SparseLayout.Csc });
        Assert.Equal(x.ToArray(), Hdf5Array.Open<int>(path, "g/deep/b").ToArray());
        Assert.False(Hdf5Array.Open<int>(path, "m").IsSparse);
        Assert.True(Hdf5Array.Open<int>(path, "g/a").IsSparse);
        Assert.Equal(x.ToArray(), Hdf5Array.Open<int>(path, "g/a").ToArray());
    }
}
