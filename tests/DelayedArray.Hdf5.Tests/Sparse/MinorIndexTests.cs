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

        var index = Hdf5SparseMatrix.BuildIndex(path, "X");

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
        var index = Hdf5SparseMatrix.BuildIndex(path, "X");
        Assert.True(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5));
        Assert.False(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);

        Hdf5SparseMatrix.BuildIndex(path, "X");
        Assert.True(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);
        using (var file = File.Open(index, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            file.SetLength(file.Length - 8);
        Assert.False(((ISparseIndexing)Hdf5Array.Open(path, "X").Seeds.Single()).HasIndex);
    }

    [Fact]
    public void AnIndexOfOtherOffsetsIsIgnored()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        Write(path);
        var time = File.GetLastWriteTimeUtc(path);
        var length = new FileInfo(path).Length;
        Hdf5SparseMatrix.BuildIndex(path, "X");
        Assert.True(HasIndex(path));
        using (var file = Hdf5File.OpenEdit(path))
        {
            using var indptr = file.OpenDataset("X/indptr");
            var offsets = indptr.ReadAll<long>();
            offsets[1]--;
            indptr.WriteAll<long>(offsets);
        }
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal((length, time), (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path)));
        Assert.False(HasIndex(path));
    }

    [Fact]
    public void PiecesThatAreNotAsWrittenAreNotBelieved()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        var expected = Write(path);
        var index = Hdf5SparseMatrix.BuildIndex(path, "X");
        var good = File.ReadAllBytes(index);
        foreach (var damage in (Action<byte[]>[])[
            // A file with only its length and its beginning on disk; wrong bits; pieces in another order.
            bytes => bytes.AsSpan(64).Clear(),
            bytes => bytes.AsSpan(64).ToArray().Select(value => (byte)(value & 0xAA)).ToArray().CopyTo(bytes, 64),
            bytes => bytes.AsSpan(64, 48).ToArray().CopyTo(bytes, bytes.Length - 48),
            bytes => System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), 8191)])
        {
            var bytes = (byte[])good.Clone();
            damage(bytes);
            File.WriteAllBytes(index, bytes);
            Assert.Equal(expected, Column(path, _ => { }));
            Assert.Equal(2, Hdf5SparseMatrix.Open<float>(path, "X")[.., 299].NonZeroCount());
        }
    }

    [Fact]
    public void SelectionsOfALongAxisAreFound()
    {
        // Many neighbouring indices share a bit.
        const long Length = 5_000_000_000;
        using var folder = new TemporaryFolder();
        long[] indices = [7, 76_000, 2_000_000_001, Length - 1];
        var matrix = SparseMatrix.FromCompressed([2, Length], SparseLayout.Csr, [0, 3, 4], indices, new[] { 1.0, 2, 3, 4 }).AsDelayed();
        matrix.WriteHdf5Sparse(folder["wide.h5"], "X");
        Hdf5SparseMatrix.BuildIndex(folder["wide.h5"], "X");
        Assert.True(HasIndex(folder["wide.h5"]));
        var stored = Hdf5SparseMatrix.Open<double>(folder["wide.h5"], "X");
        foreach (var selection in (AxisIndex[])[
            Selection.Slice(7, 8), Selection.Slice(8, 76_000), Selection.Slice(8, 76_001), Selection.Slice(1, 3_000_000_000, 2),
            Selection.Slice(step: -1), Selection.Slice(7, null, 75_993), Selection.Slice(1, null, 1_000_000_000), new long[] { Length - 1, 7, 9 }])
        {
            Assert.Equal(Sum(matrix[.., selection]), Sum(stored[.., selection]));
        }
        static double[] Sum(DelayedArray<double> x)
        {
            var sums = new double[2];
            x.Sum(axis: 1).FlattenTo(sums);
            return sums;
        }
    }

    [Fact]
    public void AnIndexThatIsRemovedOrReplacedMeanwhileIsNotUsed()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        var expected = Write(path);
        var index = Hdf5SparseMatrix.BuildIndex(path, "X");
        var matrix = Hdf5Array.Open<float>(path, "X");
        var options = new ExecutionOptions { ChunkCache = new ChunkCache(0) };
        File.Delete(index);
        Assert.Equal(expected, matrix[.., 299].ToArray(options));
        File.WriteAllText(index, "something else");
        Assert.Equal(expected, matrix[.., 299].ToArray(options));
    }

    [OpenFilesFact]
    public void NothingStaysOpenWhenAnIndexWasMade()
    {
        using var folder = new TemporaryFolder();
        var path = folder["m.h5"];
        Write(path);
        var index = Hdf5SparseMatrix.BuildIndex(path, "X");
        Assert.DoesNotContain(OpenFiles(), open => open.StartsWith(path, StringComparison.Ordinal));
        var matrix = Hdf5Array.Open<float>(path, "X");
        Assert.Equal(Reference(299), matrix[.., 299].ToArray());
        Assert.DoesNotContain(OpenFiles(), open => open.Equals(index, StringComparison.Ordinal));
        GC.KeepAlive(matrix);
    }

    [Fact]
    public void OfIndicesInAnotherFileThereIsNone()
    {
        using var folder = new TemporaryFolder();
        Write(folder["m.h5"]);
        var path = folder["links.h5"];
        using (var file = Hdf5File.Create(path))
        {
            using var group = file.Root.CreateGroup("X");
            foreach (var part in (string[])["data", "indices", "indptr"])
                group.CreateExternalLink(part, "m.h5", $"/X/{part}");
            SparseSamples.Describe(group, new Shape(Rows, Columns), SparseLayout.Csr);
        }
        var problem = Assert.Throws<InvalidOperationException>(() => Hdf5SparseMatrix.BuildIndex(path, "X"));
        Assert.Contains("links.h5::/X", problem.Message, StringComparison.Ordinal);
        Assert.Equal(Reference(299), Hdf5Array.Open<float>(path, "X")[.., 299].ToArray());
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OpenFilesFactAttribute : FactAttribute
    {
        public OpenFilesFactAttribute()
        {
            if (!Directory.Exists("/proc/self/fd"))
                Skip = "Only Linux tells which files are open.";
        }
    }

    private static bool HasIndex(string path)
    {
        using var file = Hdf5File.OpenRead(path);
        return Hdf5SparseMatrix.HasIndex(file.OpenGroup("X"));
    }

    private static string[] OpenFiles() =>
        [.. new DirectoryInfo("/proc/self/fd").GetFiles().Select(file => file.LinkTarget ?? "")];

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
        Delayed.FromMemory(indptr.ToArray(), indptr.Count).WriteHdf5(path, "X/indptr", write with { Compression = "none" });
        using var file = Hdf5File.OpenEdit(path);
        using var group = file.OpenGroup("X");
        group.Attributes.Set("encoding-type", "csr_matrix");
        group.Attributes.SetArray<long>("shape", [Rows, Columns]);
        return Reference(299);
    }
}
