namespace DelayedArrays.Tests;

/// <summary>Damaged and unsuitable files: an exception that names file, object and expectation.</summary>
public class BadInputTests
{
    // Of the compressors only deflate keeps a checksum; damage to others may go unnoticed unless fletcher32 is added.
    [Fact]
    public void Flipped_bytes_name_the_chunk()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        Delayed.FromMemory(Enumerable.Range(0, 4000).Select(_ => random.Next(1000)).ToArray(), 80, 50)
            .WriteHdf5(folder["d.h5"], "g/x", new() { Chunks = [20, 50], Compression = "gzip" });
        Damage(folder["d.h5"], "g/x", [40, 0]);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open<int>(folder["d.h5"], "g/x").Sum());
        Assert.Contains("d.h5::/g/x", problem.Message, StringComparison.Ordinal);
        Assert.Contains("(40, 0)", problem.Message, StringComparison.Ordinal);
        Assert.Equal(40, Hdf5Array.Open<int>(folder["d.h5"], "g/x")[..40, 0].ToArray().Length);
    }

    [Fact]
    public void A_checksum_that_does_not_match_names_the_chunk()
    {
        using var folder = new TemporaryFolder();
        using (var file = Hdf5File.Create(folder["c.h5"]))
        {
            var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [100],
                new() { ChunkShape = [10], Filters = [Hdf5Filter.Fletcher32] });
            dataset.WriteAll<int>([.. Enumerable.Range(0, 100)]);
        }
        Damage(folder["c.h5"], "x", [30]);
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open<int>(folder["c.h5"], "x").Sum());
        Assert.Contains("(30)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("fletcher32", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_of_the_wrong_length_names_both_lengths()
    {
        using var folder = new TemporaryFolder();
        using (var file = Hdf5File.Create(folder["l.h5"]))
        {
            var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [100], new() { ChunkShape = [100], Filters = [Hdf5Filter.Shuffle, Hdf5Filter.Deflate(1)] });
            dataset.WriteChunkRaw([0], 2, new byte[123]);
        }
        var problem = Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open<int>(folder["l.h5"], "x").Sum());
        Assert.Contains("123", problem.Message, StringComparison.Ordinal);
        Assert.Contains("400", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_numeric_dataset_is_refused_when_it_is_opened()
    {
        using var folder = new TemporaryFolder();
        using (var file = Hdf5File.Create(folder["k.h5"]))
        {
            file.Root.CreateGroup("group").Dispose();
            file.Root.CreateDataset("text", Hdf5DataType.VariableString, [2]).WriteStrings(["a", "b"]);
            file.Root.CreateDataset("odd", Hdf5DataType.Of<int>(), [8], new() { ChunkShape = [8], Filters = [new(60123, "odd", true, [])] }).Dispose();
        }
        File.WriteAllText(folder["text.h5"], "not HDF5");
        Assert.Throws<FileNotFoundException>(() => Hdf5Array.Open(folder["none.h5"], "x"));
        Names(Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open(folder["text.h5"], "x")), "text.h5");
        Names(Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open(folder["k.h5"], "none")), "k.h5::/none");
        Names(Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open(folder["k.h5"], "group")), "k.h5::/group");
        Names(Assert.Throws<UnsupportedElementTypeException>(() => Hdf5Array.Open(folder["k.h5"], "text")), "k.h5::/text", "string");
        Names(Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open(folder["k.h5"], "odd")), "k.h5::/odd", "60123");
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_or_says_where()
    {
        using var folder = new TemporaryFolder();
        Delayed.FromMemory(new double[5000], 5000).WriteHdf5(folder["t.h5"], "x", new() { IsContiguous = true });
        var whole = Hdf5Array.Open<double>(folder["t.h5"], "x");
        var length = new FileInfo(folder["t.h5"]).Length;
        using (var stream = new FileStream(folder["t.h5"], FileMode.Open, FileAccess.ReadWrite))
            stream.SetLength(length - 8000);
        Names(Assert.Throws<ArrayFormatException>(() => whole.Sum()), "t.h5::/x");
        File.Copy(folder["t.h5"], folder["copy.h5"]);
        Names(Assert.Throws<ArrayFormatException>(() => Hdf5Array.Open(folder["copy.h5"], "x")), "copy.h5");
    }

    private static void Names(Exception problem, params string[] parts)
    {
        foreach (var part in parts)
            Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Flips a byte in the middle of a chunk as it is stored.</summary>
    private static void Damage(string path, string dataset, long[] chunk)
    {
        var raw = new byte[1 << 16];
        long size;
        using (var file = Hdf5File.OpenRead(path))
            size = file.OpenDataset(dataset).ReadChunkRaw(chunk, raw).StoredSize;
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(raw.AsSpan(0, (int)size));
        for (var i = 0; i < 8; i++)
            bytes[at + (size / 2) + i] ^= 0xA5;
        File.WriteAllBytes(path, bytes);
    }
}
