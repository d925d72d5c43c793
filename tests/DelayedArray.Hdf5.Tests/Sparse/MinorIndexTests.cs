namespace DelayedArrays.Tests;

/// <summary>Indexes that let columns of CSR be read without reading all of it.</summary>
public class MinorIndexTests
{
    private const int Rows = 4000;
    private const int Columns = 300;

    [Fact]
    public void AColumnThatIsRareReadsFewChunks()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        var expected = Write(path);
        ExecutionReport? without = null, with = null;
        Assert.Equal(expected, Column(path, report => without = report));

        var index = Hdf5SparseArray.BuildIndex(path, "X");

        Assert.True(File.Exists(index));
        Assert.Equal(expected, Column(path, report => with = report));
        // The rare column has entries in two of many chunks, of indices and of data.
        Assert.InRange(with!.Chunks, 2, 4);
        Assert.True(without!.Chunks > 4 * with.Chunks, $"{without.Chunks} chunks without, {with.Chunks} with the index");
        for (var column = 0; column < Columns; column += 37)
            Assert.Equal(Reference(column), Hdf5Array.Open<float>(path, "X")[.., column].ToArray());
    }

    [Fact]
    public void AnIndexOfAnEarlierStateIsIgnored()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        Write(path);
        var index = Hdf5SparseArray.BuildIndex(path, "X");
        Assert.True(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5));
        Assert.False(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);

        Hdf5SparseArray.BuildIndex(path, "X");
        Assert.True(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);
        using (var file = File.Open(index, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            file.SetLength(file.Length - 8);
        Assert.False(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);
    }

    // Every row has entries in the even columns of its third of the axis; column 299 has two entries in all.
    private static float Value(int row, int column) => column == 299
        ? row is 17 or 3901 ? 5 : 0
        : column % 2 == 0 && column / 100 == row % 3 ? 1 + ((row + column) % 7) : 0;

    private static float[] Reference(int column) => [.. Enumerable.Range(0, Rows).Select(row => Value(row, column))];

    private static float[] Column(string path, Action<ExecutionReport> report) => Hdf5Array.Open<float>(path, "X")[.., 299]
        .ToArray(new ExecutionOptions { Report = report, ChunkCache = new ChunkCache(64 << 20) });

    private static float[] Write(string path)
    {
        var (indices, data, indptr) = (new List<int>(), new List<float>(), new List<long> { 0 });
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                if (Value(row, column) == 0)
                    continue;
                indices.Add(column);
                data.Add(Value(row, column));
            }
            indptr.Add(indices.Count);
        }
        var write = new Hdf5WriteOptions { Chunks = [8192] };
        Delayed.FromMemory(indices.ToArray(), indices.Count).WriteHdf5(path, "X/indices", write);
        Delayed.FromMemory(data.ToArray(), data.Count).WriteHdf5(path, "X/data", write);
        Delayed.FromMemory(indptr.ToArray(), indptr.Count).WriteHdf5(path, "X/indptr", write);
        using var file = Hdf5File.OpenEdit(path);
        using var group = file.OpenGroup("X");
        group.Attributes.Set("encoding-type", "csr_matrix");
        group.Attributes.SetArray<long>("shape", [Rows, Columns]);
        return Reference(299);
    }
}
