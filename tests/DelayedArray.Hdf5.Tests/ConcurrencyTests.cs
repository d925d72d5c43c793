namespace DelayedArrays.Tests;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Eight_threads_read_chunks_of_the_same_and_other_files()
    {
        const int chunks = 200;
        for (var k = 0; k < 3; k++)
        {
            using var file = Hdf5File.Create(_folder[$"{k}.h5"]);
            using var dataset = file.Root.CreateDataset(
                "x", Hdf5DataType.Of<int>(), [chunks, 50], new() { ChunkShape = [1, 50], Filters = [Hdf5Filter.Fletcher32] });
            dataset.WriteAll<int>([.. Enumerable.Range(0, chunks * 50).Select(value => value + k)]);
        }
        using var shared = Hdf5File.OpenRead(_folder["0.h5"]);
        using var common = shared.OpenDataset("x");
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var threads = Enumerable.Range(0, 8).Select(worker => new Thread(() => Work(worker))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Empty(failures);

        void Work(int worker)
        {
            using var file = Hdf5File.OpenRead(_folder[$"{worker % 3}.h5"]);
            using var own = file.OpenDataset("x");
            var buffer = new byte[204];
            for (var round = 0; round < 5 * chunks; round++)
            {
                var row = (round * 7L + worker) % chunks;
                var dataset = (round & 1) == 0 ? common : own;
                var found = dataset.ReadChunkRaw([row, 0], buffer);
                var expected = (row * 50) + (dataset == own ? worker % 3 : 0);
                if (found.StoredSize != 204 || BitConverter.ToInt32(buffer) != expected)
                    failures.Enqueue($"{worker} {row}: {found} {BitConverter.ToInt32(buffer)}");
                if (round % 100 == 0 && own.Read<int>([row, 3], [1, 1])[0] != (row * 50) + 3 + (worker % 3))
                    failures.Enqueue("read");
                if (round % 250 == 0)
                    LeaveToTheFinalizer(file);
            }
        }
    }

    // Ids that nobody disposes are released by the finalizer's thread while others hold the library.
    private static void LeaveToTheFinalizer(Hdf5File file)
    {
        _ = file.OpenDataset("x").Attributes.Names;
        GC.Collect();
    }

    [Fact]
    public void Errors_of_threads_do_not_mix()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        Parallel.For(0, 200, new() { MaxDegreeOfParallelism = 8 }, k =>
        {
            var error = Assert.Throws<ArrayFormatException>(() => file.Open($"none{k}"));
            Assert.Equal($"/none{k}", error.Path);
        });
    }
}
