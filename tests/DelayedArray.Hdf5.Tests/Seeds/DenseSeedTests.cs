namespace DelayedArrays.Tests;

/// <summary>Datasets opened as seeds.</summary>
public sealed class DenseSeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gzip", false, typeof(Hdf5RowSeed<int>))]
    [InlineData("none", false, typeof(Hdf5ChunkedSeed<int>))]
    [InlineData("none", true, typeof(Hdf5ContiguousSeed<int>))]
    public void The_storage_of_a_dataset_says_how_it_is_read(string compression, bool isContiguous, Type expected)
    {
        var source = Delayed.FromMemory(Enumerable.Range(0, 60).ToArray(), 6, 10);
        source.WriteHdf5(_folder["a.h5"], "x", new() { Chunks = [4, 4], Compression = compression, IsContiguous = isContiguous });
        using var file = Hdf5File.OpenRead(_folder["a.h5"]);
        var seed = Hdf5DenseSeed<int>.Open(file.OpenDataset("x"));
        Assert.Equal(expected, seed.GetType());
        Assert.Equal((isContiguous ? null : new Shape(4, 4), "/x"), (seed.ChunkShape, seed.Dataset.Path));
        Assert.Equal(source.ToArray(), Delayed.FromSeed(seed).ToArray());
    }

    [Fact]
    public void A_dataset_with_elements_of_another_type_is_refused()
    {
        Delayed.FromMemory([1f, 2f], 2).WriteHdf5(_folder["a.h5"], "x");
        using var file = Hdf5File.OpenRead(_folder["a.h5"]);
        var problem = Assert.Throws<UnsupportedElementTypeException>(() => Hdf5DenseSeed<int>.Open(file.OpenDataset("x")));
        Assert.Contains("expected int32", problem.Message, StringComparison.Ordinal);
    }
}
