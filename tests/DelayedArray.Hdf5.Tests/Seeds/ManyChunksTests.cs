namespace DelayedArrays.Tests;

/// <summary>Datasets of very many chunks: what does not need the chunks does not take longer or hold more for them.</summary>
public sealed class ManyChunksTests : IDisposable
{
    private const long MaxAllocated = 8 << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1_000_000_000)]
    [InlineData(1_000_000_000_000_000)]
    public void Statistics_of_any_number_of_chunks_are_explained_in_little_memory(long length)
    {
        Create("x", [length], [1]);
        var x = Hdf5Array.Open<float>(_folder["x.h5"], "x");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pass = new Pass();
        pass.Statistics(x, Axes.All);
        var report = Assert.Single(pass.Explain());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.Equal((length, length, 4 * length), (report.Chunks, report.DistinctChunks, report.BytesDecoded));
        Assert.Equal((0, ReportFigures.BytesRead), (report.BytesRead, report.Estimates));
    }

    [Fact]
    public void Stored_bytes_of_many_chunks_are_estimated_from_some()
    {
        // A chunk has 1 to 4 different bytes, so that they do not shrink alike.
        var values = Enumerable.Range(0, 20_000 * 16).Select(i => (byte)(i / 16 % 4 * (i % 5))).ToArray();
        Delayed.FromMemory(values, values.Length).WriteHdf5(_folder["x.h5"], "many", new() { Chunks = [16] });
        Delayed.FromMemory(values, values.Length).WriteHdf5(_folder["x.h5"], "few", new() { Chunks = [1000] });
        Create("none", [1_000_000_000_000], [1]);
        using var file = Hdf5File.OpenRead(_folder["x.h5"]);
        using var many = file.OpenDataset("many");
        var (bytes, isExact) = many.EstimateStorageSize();
        Assert.False(isExact);
        Assert.InRange(bytes, many.StorageSize * 0.97, many.StorageSize * 1.03);
        using var few = file.OpenDataset("few");
        Assert.Equal((few.StorageSize, true), few.EstimateStorageSize());
        using var none = file.OpenDataset("none");
        Assert.Equal(0, none.EstimateStorageSize().Bytes);
    }

    [Fact]
    public void What_is_estimated_of_stored_bytes_is_near_what_is_read()
    {
        var values = Enumerable.Range(0, 20_000 * 16).Select(i => (byte)(i / 16 % 4 * (i % 5))).ToArray();
        Delayed.FromMemory(values, values.Length).WriteHdf5(_folder["x.h5"], "x", new() { Chunks = [16] });
        var x = Hdf5Array.Open<byte>(_folder["x.h5"], "x");
        ExecutionReport? measured = null;
        var predicted = x.Explain();
        x.ToArray(ExecutionOptions.Default with { Report = report => measured = report });
        Assert.Equal((20_000, 20_000, measured!.BytesDecoded), (predicted.Chunks, measured.Chunks, predicted.BytesDecoded));
        Assert.InRange(predicted.BytesRead, measured.BytesRead * 0.97, measured.BytesRead * 1.03);
        Assert.Equal(ReportFigures.BytesRead, predicted.Estimates);
        Assert.True(measured.PeakBytes <= predicted.PeakBytes, $"{predicted}\n{measured}");
    }

    [Fact]
    public void Sparse_matrices_of_any_number_of_chunks_are_sampled()
    {
        const int Lines = 200_000;
        const long Entries = 1_000L * Lines;
        using (var file = Hdf5File.Create(_folder["x.h5"]))
        {
            var group = file.Root.CreateGroup("X");
            group.Attributes.Set("encoding-type", "csr_matrix");
            group.Attributes.SetArray<long>("shape", [Lines, 30_000]);
            group.CreateDataset("indptr", Hdf5DataType.Of<long>(), [Lines + 1]).WriteAll<long>([.. Enumerable.Range(0, Lines + 1).Select(line => line * 1000L)]);
            group.CreateDataset("indices", Hdf5DataType.Of<int>(), [Entries], new() { ChunkShape = [100] }).Dispose();
            group.CreateDataset("data", Hdf5DataType.Of<float>(), [Entries], new() { ChunkShape = [100] }).Dispose();
        }
        var x = Hdf5Array.Open<float>(_folder["x.h5"], "X");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pass = new Pass();
        pass.Sum(x, 0);
        var report = Assert.Single(pass.Explain());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * MaxAllocated);
        Assert.InRange(report.Chunks, 2 * Entries / 100 * 0.99, 2 * Entries / 100 * 1.01);
        Assert.InRange(report.BytesDecoded, 8 * Entries * 0.99, 8 * Entries * 1.01);
        Assert.Equal(0, report.BytesRead);
        Assert.True(report.Estimates.HasFlag(ReportFigures.Chunks | ReportFigures.BytesRead | ReportFigures.BytesDecoded));
    }

    private void Create(string name, long[] shape, long[] chunks)
    {
        using var file = File.Exists(_folder["x.h5"]) ? Hdf5File.OpenEdit(_folder["x.h5"]) : Hdf5File.Create(_folder["x.h5"]);
        file.Root.CreateDataset(name, Hdf5DataType.Of<float>(), shape, new() { ChunkShape = [.. chunks] }).Dispose();
    }
}
