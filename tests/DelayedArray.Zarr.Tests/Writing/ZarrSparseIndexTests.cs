namespace DelayedArrays.ZarrTests;

/// <summary>Indexes of sparse groups in folders and zip files.</summary>
public sealed class ZarrSparseIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m.zarr", "X", 2)]
    [InlineData("m.zarr", "layers/counts", 3)]
    [InlineData("m.zarr", "", 3)]
    [InlineData("m.zip", "X", 2)]
    public void ARareColumnReadsFewChunks(string name, string path, int version)
    {
        var location = _folder[name];
        Write(location, path, version);
        (var without, var max) = Column(location, path);

        var index = ZarrSparseMatrix.BuildIndex(location, path);

        Assert.True(File.Exists(index));
        Assert.Equal(Path.GetDirectoryName(location), Path.GetDirectoryName(index));
        Assert.True(Exists(location, path));
        (var with, var min) = Column(location, path);
        Assert.Equal(Reference(), without);
        Assert.Equal(Reference(), with);
        Assert.True(max > 4 * min, $"{max} chunks without, {min} with the index");
    }

    [Theory]
    [InlineData("m.zarr")]
    [InlineData("m.zip")]
    public void AnIndexOfAnEarlierStateIsRefused(string name)
    {
        var location = _folder[name];
        Write(location, "X", 3);
        ZarrSparseMatrix.BuildIndex(location, "X");
        Assert.True(Exists(location, "X"));
        using (var store = ZarrStores.OpenForWriting(location))
        {
            ZarrSparseMatrix.Append(store, "X", Matrix(1));
            store.Complete();
        }
        Assert.False(Exists(location, "X"));
        var after = ZarrArray.Open<float>(location, "X")[.., 299].ToArray();
        Assert.Equal([.. Reference(), 0], after);
        ZarrSparseMatrix.BuildIndex(location, "X");
        Assert.True(Exists(location, "X"));
        Assert.Equal(after, ZarrArray.Open<float>(location, "X")[.., 299].ToArray());
    }

    [Fact]
    public void AChunkThatIsWrittenOverIsNoticed()
    {
        var location = _folder["m.zarr"];
        Write(location, "X", 2);
        var index = ZarrSparseMatrix.BuildIndex(location, "X", MinorIndexLocation.Beside);
        var chunk = Path.Combine(location, "X", "indices", "3");
        Assert.True(File.Exists(chunk));
        // As other programs do it, in place and of the same length.
        var bytes = File.ReadAllBytes(chunk);
        File.WriteAllBytes(chunk, bytes);
        File.SetLastWriteTimeUtc(chunk, File.GetLastWriteTimeUtc(chunk).AddSeconds(1));
        Assert.False(Exists(location, "X"));
        Assert.Equal(Reference(), Column(location, "X").Values);
        ZarrSparseMatrix.BuildIndex(location, "X");
        File.Delete(index);
        Assert.False(Exists(location, "X"));
    }

    [Fact]
    public void WhatCannotBeIndexedIsSaid()
    {
        var location = _folder["m.zarr"];
        Delayed.FromMemory(new float[4], 4).WriteZarr(location, "dense");
        Assert.Contains("dense", Assert.Throws<ArrayFormatException>(() => ZarrSparseMatrix.BuildIndex(location, "dense")).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ZarrSparseMatrix.BuildIndex(_folder["none.zarr"], "X"));
        using MemoryZarrStore memory = new();
        Matrix(10).WriteZarrSparse(memory, "X");
        Assert.False(ZarrSparseMatrix.HasIndex(memory, "X"));
    }

    private const int Rows = 4000;

    // Every row has entries in the even columns of its third of the axis; column 299 has two entries in all.
    private static float Value(long row, long column) => column == 299
        ? row is 17 or 3901 ? 5 : 0
        : column % 2 == 0 && column / 100 == row % 3 ? 1 + ((row + column) % 7) : 0;

    private static float[] Reference() => [.. Enumerable.Range(0, Rows).Select(row => Value(row, 299))];

    private static DelayedArray<float> Matrix(long rows) => Delayed.FromFunction<float>(new Shape(rows, 300), at => Value(at[0], at[1]));

    private static void Write(string location, string path, int version) => Matrix(Rows).WriteZarrSparse(
        location, path, new() { ChunkLength = 8192, Storage = new() { Version = version } });

    private static bool Exists(string location, string path)
    {
        using var store = ZarrStores.Open(location);
        return ZarrSparseMatrix.HasIndex(store, path);
    }

    private static (float[] Values, long Chunks) Column(string location, string path)
    {
        ExecutionReport? report = null;
        using var store = ZarrStores.Open(location);
        var values = ZarrArray.Open<float>(store, path)[.., 299].ToArray(
            new ExecutionOptions { Report = found => report = found, ChunkCache = new ChunkCache(64 << 20) });
        return (values, report!.Chunks);
    }
}
