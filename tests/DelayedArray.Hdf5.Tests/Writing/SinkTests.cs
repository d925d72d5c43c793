using System.Globalization;

namespace DelayedArrays.Tests;

/// <summary>What is written is read back, by this library and by h5py.</summary>
public class SinkTests
{
    private static readonly string[] Compressions = [.. CodecTable.Hdf5.Choices];

    public static TheoryData<ElementType> Types() => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_element_type_is_read_back(ElementType type)
    {
        using var folder = new TemporaryFolder();
        var source = Delayed.FromFunction<double>(new Shape(37, 23), index => ((index[0] * 7) + index[1]) % 100).Cast(type);
        foreach (var compression in Compressions)
        {
            source.WriteHdf5(folder["a.h5"], $"g/{compression}", new() { Chunks = [10, 8], Compression = compression });
            var back = Hdf5Array.Open(folder["a.h5"], $"g/{compression}");
            Assert.Equal(type, back.ElementType);
            Assert.Equal(new Shape(10, 8), back.Seeds[0].ChunkShape);
            Assert.Equal(source.Cast<double>().ToArray(), back.Cast<double>().ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_shapes_and_chunks_are_read_back(int salt)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(salt);
        for (var i = 0; i < 40; i++)
        {
            var shape = Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(0, 15)).ToArray();
            var source = Delayed.FromFunction<int>(new Shape(shape), index => (int)index.ToArray().Aggregate(17L, (hash, k) => (hash * 31) + k));
            var expression = (source.Transpose() * 3) - source.Transpose().Square();
            var options = new Hdf5WriteOptions
            {
                Chunks = [.. shape.Reverse().Select(_ => (long)random.Next(1, 20))],
                IsContiguous = random.Next(4) == 0,
                Compression = Compressions[random.Next(Compressions.Length)],
                Shuffle = random.Next(2) == 0,
                Overwrite = true,
                ChangeMode = random.Next(3) == 0 ? Hdf5ChangeMode.Copy : Hdf5ChangeMode.Journal,
            };
            // A file that is open for reading cannot be edited in place.
            var path = folder[$"r{(options.ChangeMode == Hdf5ChangeMode.Journal ? i : 0)}.h5"];
            Delayed.FromMemory([i], 1).WriteHdf5(path, "before", new() { Overwrite = true });
            expression.WriteHdf5(path, "x", options, new ExecutionOptions { Workers = random.Next(1, 8), BlockElements = 50 });
            var back = Hdf5Array.Open<int>(path, "x");
            Assert.Equal(expression.Shape, back.Shape);
            Assert.Equal(expression.ToArray(), back.ToArray());
        }
    }

    [PythonFact("h5py")]
    public void H5py_reads_values_chunks_and_filters()
    {
        using var folder = new TemporaryFolder();
        var x = Delayed.FromFunction<float>(new Shape(100, 60), index => (index[0] * 1000) + index[1]);
        x.WriteHdf5(folder["p.h5"], "gzip", new() { Chunks = [30, 25] });
        x.WriteHdf5(folder["p.h5"], "lzf", new() { Chunks = [30, 25], Compression = "lzf", Shuffle = false });
        x.Transpose().WriteHdf5(folder["p.h5"], "t", new() { IsContiguous = true });
        (x > 50_000).WriteHdf5(folder["p.h5"], "b");
        var printed = Python.Run($"""
            import h5py, numpy as np
            f = h5py.File({Quoted(folder["p.h5"])})
            a = np.add.outer(np.arange(100) * 1000, np.arange(60)).astype('f4')
            g, l, t, b = f['gzip'], f['lzf'], f['t'], f['b']
            print(np.array_equal(g[:], a), g.chunks, g.compression, g.shuffle, np.array_equal(l[:], a), l.compression, l.shuffle,
                  np.array_equal(t[:], a.T), t.chunks, np.array_equal(b[:], a > 50000), b.dtype)
            """);
        Assert.Equal("True (30, 25) gzip True True lzf False True None True bool", printed);
    }

    [Fact]
    public void Writing_beside_other_data_keeps_them_and_may_read_from_the_same_file()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromMemory([1, 2, 3, 4], 2, 2).WriteHdf5(folder["s.h5"], "deep/x");
        using (var file = Hdf5File.OpenEdit(folder["s.h5"]))
        {
            file.OpenDataset("deep/x").Attributes.Set("unit", "m");
            file.Root.CreateSoftLink("link", "/deep/x");
        }
        var x = Hdf5Array.Open<int>(folder["s.h5"], "link");
        (x + 1).WriteHdf5(folder["s.h5"], "deep/y");
        (x * 10).WriteHdf5(folder["s.h5"], "deep/x2");
        Assert.Equal([2, 3, 4, 5], Hdf5Array.Open<int>(folder["s.h5"], "deep/y").ToArray());
        Assert.Equal([10, 20, 30, 40], Hdf5Array.Open<int>(folder["s.h5"], "deep/x2").ToArray());
        using var after = Hdf5File.OpenRead(folder["s.h5"]);
        Assert.Equal("m", after.OpenDataset("link").Attributes["unit"].ReadString());
    }

    [Fact]
    public void Several_datasets_and_reductions_come_from_one_reading()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromFunction<double>(new Shape(200, 100), index => index[0] + (index[1] / 10.0))
            .WriteHdf5(folder["in.h5"], "x", new() { Chunks = [20, 20] });
        var x = Hdf5Array.Open<double>(folder["in.h5"], "x");
        var pass = new Pass();
        var sums = pass.Sum(x, axis: 0);
        using (var transaction = Hdf5Transaction.Begin(folder["out.h5"]))
        {
            pass.WriteHdf5(x + 1, transaction, "plus", new() { Chunks = [20, 20] });
            pass.WriteHdf5(x.Sqrt(), transaction, "root", new() { Chunks = [20, 20] });
            ExecutionReport? report = null;
            pass.Run(new ExecutionOptions { Report = made => report = made, ChunkCache = new ChunkCache(0) });
            Assert.Equal(50, report!.Chunks);
            transaction.Commit();
        }
        Assert.Equal(x.Sum(axis: 0).ToArray(), sums.Value.ToArray());
        Assert.Equal((x + 1).ToArray(), Hdf5Array.Open<double>(folder["out.h5"], "plus").ToArray());
        Assert.Equal(x.Sqrt().ToArray(), Hdf5Array.Open<double>(folder["out.h5"], "root").ToArray());
    }

    [Fact]
    public void Explained_figures_are_those_of_the_run()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromFunction<float>(new Shape(300, 200), index => index[0] % 7).WriteHdf5(folder["e.h5"], "x", new() { Chunks = [50, 30] });
        var x = Hdf5Array.Open<float>(folder["e.h5"], "x");
        foreach (var expression in (DelayedArray<float>[])[x, x.Transpose(), x[10..250, ..], (x * 2) - x])
        {
            ExecutionReport? measured = null;
            var options = new ExecutionOptions { Workers = 1, LookAhead = 0, ChunkCache = new ChunkCache(1 << 20), Report = made => measured = made };
            var predicted = expression.Explain(options);
            expression.ToArray(options);
            Assert.Equal((predicted.Blocks, predicted.Chunks, predicted.BytesRead, predicted.BytesDecoded),
                (measured!.Blocks, measured.Chunks, measured.BytesRead, measured.BytesDecoded));
            Assert.True(measured.PeakBytes <= predicted.PeakBytes, string.Create(CultureInfo.InvariantCulture, $"{measured.PeakBytes} > {predicted.PeakBytes}"));
        }
    }

    [Fact]
    public void Blocks_that_a_seed_decoded_are_written_from_its_buffer()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromFunction<float>(new Shape(300, 200), index => index[0] % 7).WriteHdf5(folder["in.h5"], "x", new() { Chunks = [50, 200] });
        var peak = 0L;
        var options = new ExecutionOptions { Workers = 1, LookAhead = 0, Report = made => peak = made.PeakBytes };
        Hdf5Array.Open<float>(folder["in.h5"], "x").WriteHdf5(folder["out.h5"], "x", new() { Chunks = [50, 200], Compression = "none" }, options);
        var blockBytes = 300 * 200 * sizeof(float);
        Assert.InRange(peak, blockBytes, (2 * blockBytes) - 1);
        Assert.Equal(Hdf5Array.Open<float>(folder["in.h5"], "x").ToArray(), Hdf5Array.Open<float>(folder["out.h5"], "x").ToArray());
    }

    [Fact]
    public void Rows_of_column_chunks_are_decoded_once_while_they_fit()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromFunction<float>(new Shape(100, 60), index => index[0]).WriteHdf5(folder["c.h5"], "x", new() { Chunks = [100, 10] });
        var x = Hdf5Array.Open<float>(folder["c.h5"], "x");
        var chunks = 0L;
        var options = new ExecutionOptions { ChunkCache = new ChunkCache(1 << 20), Report = made => chunks += made.Chunks };
        for (var row = 0; row < 100; row++)
            Assert.Equal(60 * row, x[row, ..].Sum(options: options));
        Assert.Equal(6, chunks);
    }

    private static string Quoted(string path) => $"r'{path}'";
}
