namespace DelayedArrays.Tests;

/// <summary>Arrays that were opened before a change of their file in the same program go on to show what they showed.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const int Rows = 200;
    private const int Columns = 50;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_show_the_state_in_which_they_were_opened()
    {
        var path = _folder["s.h5"];
        Random random = new(3);
        List<(DelayedArray<float>[] Arrays, float[][] Values)> opened = [];
        float[][] now = [Values(random), Values(random), SparseSamples.Random<float>(1, Rows, Columns, 0.2)];
        Write(path, now, 0, 1, 2);
        for (var change = 0; change < 12; change++)
        {
            opened.Add(([Hdf5Array.Open(path, "chunked").As<float>(), Hdf5Array.Open(path, "contiguous").As<float>(), Hdf5SparseMatrix.Open(path, "sparse").As<float>()], [.. now]));
            // What was opened first has read something before the change, and something it reads only after it.
            _ = opened[^1].Arrays[change % 3][..10, ..].ToArray();
            var which = random.Next(3);
            now[which] = which == 2 ? Array.ConvertAll(now[2], value => value * 2) : Values(random);
            if (which == 2)
                Hdf5SparseMatrix.SetValues(path, "sparse", (0, 0), Delayed.FromMemory(now[2], Rows, Columns));
            else
                Write(path, now, which);
            foreach (var (arrays, values) in opened)
                Assert.All(arrays.Zip(values), pair => Assert.Equal(pair.Second, pair.First.ToArray()));
        }
        Assert.Equal(now[0], Hdf5Array.Open(path, "chunked").As<float>().ToArray());
    }

    [Fact]
    public void A_dataset_can_be_computed_from_one_that_it_replaces_and_both_are_read()
    {
        var path = _folder["s.h5"];
        var values = Values(new(4));
        Write(path, [values], 0);
        var x = Hdf5Array.Open(path, "chunked").As<float>();
        (x + 1f).WriteHdf5(path, "chunked", new() { Overwrite = true });
        Assert.Equal(values, x.ToArray());
        Assert.Equal(Array.ConvertAll(values, value => value + 1), Hdf5Array.Open(path, "chunked").As<float>().ToArray());
    }

    [Fact]
    public async Task Threads_open_and_read_a_file_while_another_changes_it()
    {
        var path = _folder["s.h5"];
        const int changes = 40;
        Write(path, [Filled(0)], 0);
        using CancellationTokenSource done = new();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var last = 0f;
            for (var read = 0; !done.IsCancellationRequested || read == 0; read++)
            {
                var values = Hdf5Array.Open(path, "chunked").As<float>().ToArray();
                Assert.True(values[0] >= last, "an older state than before");
                last = values[0];
                Assert.All(values, value => Assert.Equal(last, value));
            }
        })).ToArray();
        for (var change = 1; change <= changes; change++)
            Write(path, [Filled(change)], 0);
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Filled(changes), Hdf5Array.Open(path, "chunked").As<float>().ToArray());
    }

    [Fact]
    public void An_index_made_of_an_array_from_before_a_change_is_none_of_the_matrix_after_it()
    {
        var path = _folder["s.h5"];
        float[] before = [0, 1, 1, 0], after = [1, 0, 0, 1];
        Delayed.FromMemory(before, 2, 2).WriteHdf5Sparse(path, "m");
        var opened = Hdf5SparseMatrix.Open(path, "m").As<float>();
        Hdf5SparseMatrix.SetValues(path, "m", (0, 0), Delayed.FromMemory(after, 2, 2), new() { AllowRewrite = true });
        ((ISparseIndexing)opened.Seeds.Single()).BuildIndex();
        Assert.Equal([1f, 0f], Hdf5SparseMatrix.Open(path, "m").As<float>()[.., 0].ToArray());
        Assert.Equal([0f, 1f], opened[.., 0].ToArray());
        using var file = Hdf5File.OpenRead(path);
        Assert.False(Hdf5SparseMatrix.HasIndex(file.OpenGroup("m")));
    }

    [Fact]
    public void An_array_of_a_file_of_which_too_much_was_overwritten_says_so()
    {
        var path = _folder["large.h5"];
        const int Large = 20 << 20;
        using (var file = Hdf5File.Create(path))
            file.Root.CreateDataset("x", Hdf5DataType.Of<float>(), [Large]).WriteAll<float>(new float[Large]);
        var x = Hdf5Array.Open(path, "x").As<float>();
        using (var transaction = Hdf5Transaction.Begin(path))
        {
            transaction.File.OpenDataset("x").Write([0], [Large], Enumerable.Repeat(1f, Large).ToArray());
            transaction.Commit();
        }
        Assert.Contains("open it again", Assert.Throws<IOException>(() => x.ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal(Large, Hdf5Array.Open(path, "x").As<float>().Sum());
        Assert.Equal(["large.h5"], SparseSamples.Beside(path));
    }

    private static float[] Values(Random random) => [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextSingle())];

    private static float[] Filled(int value) => [.. Enumerable.Repeat((float)value, Rows * Columns)];

    private static void Write(string path, float[][] values, params int[] which)
    {
        foreach (var k in which)
        {
            var array = Delayed.FromMemory(values[k], Rows, Columns);
            if (k == 2)
                array.WriteHdf5Sparse(path, "sparse", new() { ChunkLength = 300, Overwrite = true });
            else
                array.WriteHdf5(path, k == 0 ? "chunked" : "contiguous", new() { IsContiguous = k == 1, Chunks = k == 0 ? [30, 20] : [], Overwrite = true });
        }
    }
}
