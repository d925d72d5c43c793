using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

public sealed class DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hyperslabs_are_read_and_written()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [4, 6]);
        dataset.WriteAll<int>([.. Enumerable.Range(0, 24)]);
        dataset.Write<int>([1, 1], [2, 2], [-1, -2, -3, -4]);
        Assert.Equal([0, -1, -2, 9, -3], [dataset.ReadAll<int>()[0], .. dataset.ReadAll<int>()[7..10], dataset.ReadAll<int>()[13]]);
        Assert.Equal([4.0, 5, 10, 11], dataset.Read<double>([0, 4], [2, 2]));
        var strided = new long[4];
        dataset.Read([0, 0], [2, 2], [3, 5], Hdf5DataType.Of<long>(), MemoryMarshal.AsBytes(strided.AsSpan()));
        Assert.Equal([0, 5, 18, 23], strided);
        Assert.Empty(dataset.Read<int>([4, 6], [0, 0]));
    }

    [Fact]
    public void Bad_selections_name_the_axis()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [4, 6]);
        Assert.Contains("Axis 1", Assert.Throws<SelectionException>(() => dataset.Read<int>([0, 5], [4, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<SelectionException>(() => dataset.Read<int>([0], [4]));
        Assert.Throws<SelectionException>(() => dataset.Read<int>([-1, 0], [1, 1]));
        Assert.Throws<SelectionException>(() => dataset.Read([0, 0], [2, 2], [long.MaxValue, 1], Hdf5DataType.Of<int>(), new byte[16]));
        Assert.Throws<ArgumentException>(() => dataset.Read([0, 0], [1, 1], [], Hdf5DataType.Of<int>(), new byte[3]));
        Assert.Throws<ArrayFormatException>(() => dataset.ReadChunkRaw([0, 0], new byte[3]));
    }

    [Fact]
    public void Raw_chunks_come_and_go_with_their_masks()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<short>(), [5, 4], new()
        {
            ChunkShape = [2, 4],
            Filters = [Hdf5Filter.Shuffle, Hdf5Filter.Deflate(4)],
            FillValue = Hdf5DatasetOptions.Fill<short>(-7),
        });
        Assert.True(dataset.ReadChunkRaw([2, 0], new byte[100]).IsMissing);
        dataset.Write<short>([0, 0], [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
        dataset.WriteChunkRaw([2, 0], 0b11, MemoryMarshal.AsBytes<short>([8, 7, 6, 5, 4, 3, 2, 1]));
        var buffer = new byte[100];
        var first = dataset.ReadChunkRaw([0, 0], buffer);
        Assert.InRange(first.StoredSize, 1, 100);
        Assert.Equal(0u, first.FilterMask);
        Assert.Equal(first.StoredSize, dataset.ReadChunkRaw([0, 0], []).StoredSize);
        Assert.Equal(new Hdf5RawChunk(16, 3), dataset.ReadChunkRaw([2, 0], buffer));
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], MemoryMarshal.Cast<byte, short>(buffer.AsSpan(0, 16)).ToArray());
        Assert.True(dataset.ReadChunkRaw([4, 0], buffer).IsMissing);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1, -7, -7, -7, -7], dataset.ReadAll<short>());
        Assert.Equal(Hdf5DatasetOptions.Fill<short>(-7).AsEnumerable(), dataset.FillValue!.Value);
        Assert.Throws<SelectionException>(() => dataset.ReadChunkRaw([1, 0], buffer));
        Assert.Throws<SelectionException>(() => dataset.ReadChunkRaw([6, 0], buffer));
        Assert.Throws<SelectionException>(() => dataset.ReadChunkRaw([0], buffer));
    }

    [Fact]
    public void Missing_chunks_stay_missing_when_read_through_the_library()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<int>(), [4], new() { ChunkShape = [2] });
        dataset.Write<int>([0], [2], [1, 2]);
        Assert.Equal([1, 2, 0, 0], dataset.ReadAll<int>());
        Assert.True(dataset.ReadChunkRaw([2], new byte[8]).IsMissing);
        Assert.Equal(new Hdf5RawChunk(8, 0), dataset.ReadChunkRaw([0], new byte[8]));
    }

    [Fact]
    public void Datasets_grow_and_shrink()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset(
            "x", Hdf5DataType.Of<byte>(), [0, 2], new() { ChunkShape = [3, 2], MaximumShape = [Hdf5DatasetOptions.Unlimited, 2] });
        Assert.Equal([-1, 2], dataset.MaximumShape.AsSpan());
        dataset.SetExtent([2, 2]);
        dataset.WriteAll<byte>([1, 2, 3, 4]);
        dataset.SetExtent([1, 2]);
        dataset.SetExtent([2, 2]);
        Assert.Equal([2, 2], dataset.Shape.AsSpan());
        Assert.Equal([1, 2, 0, 0], dataset.ReadAll<byte>());
        Assert.Throws<ArgumentException>(() => dataset.SetExtent([2, 3]));
        Assert.Throws<ArgumentException>(() => dataset.SetExtent([2]));
    }

    [Fact]
    public void Contiguous_data_has_a_place_in_the_file()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path))
        {
            using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<long>(), [3]);
            Assert.Null(dataset.FileOffset);
            Assert.Equal(0, dataset.StorageSize);
            dataset.WriteAll<long>([11, 12, 13]);
            file.Root.CreateDataset("compact", Hdf5DataType.Of<long>(), [1], new() { IsCompact = true }).WriteAll<long>([5]);
        }
        using var read = Hdf5File.OpenRead(path);
        using var found = read.OpenDataset("x");
        Assert.Equal(24, found.StorageSize);
        var bytes = File.ReadAllBytes(path).AsSpan((int)found.FileOffset!.Value, 24);
        Assert.Equal([11, 12, 13], MemoryMarshal.Cast<byte, long>(bytes).ToArray());
        using var compact = read.OpenDataset("compact");
        Assert.Equal(Hdf5Layout.Compact, compact.Layout);
        Assert.Null(compact.FileOffset);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        var type = Hdf5DataType.Of<int>();
        void Refused(long[] shape, Hdf5DatasetOptions options) =>
            Assert.Throws<ArgumentException>(() => file.Root.CreateDataset("x", type, shape, options));
        Refused(new long[33], new());
        Refused([-1], new());
        Refused([long.MaxValue, 3], new());
        Refused([4], new() { ChunkShape = [2, 2] });
        Refused([4], new() { ChunkShape = [0] });
        Refused([4], new() { Filters = [Hdf5Filter.Shuffle] });
        Refused([4], new() { MaximumShape = [8] });
        Refused([4], new() { ChunkShape = [2], MaximumShape = [3] });
        Refused([4], new() { FillValue = [1, 2] });
        Assert.Throws<ArrayFormatException>(
            () => file.Root.CreateDataset("x", type, [4], new() { ChunkShape = [2], Filters = [new(32099, "none", false, [])] }));
        Assert.False(file.Exists("x"));
    }

    [Fact]
    public void Unknown_filters_are_kept_and_named_when_reading_fails()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var dataset = file.Root.CreateDataset("x", Hdf5DataType.Of<byte>(), [4], new()
        {
            ChunkShape = [4],
            Filters = [new(32098, "mystery", IsOptional: true, [1, 2, 3])],
        });
        dataset.WriteChunkRaw([0], 0, [9, 9]);
        Assert.Equal(new Hdf5Filter(32098, "", true, [1, 2, 3]), Assert.Single(dataset.Filters));
        Assert.Equal(2, dataset.ReadChunkRaw([0], new byte[4]).StoredSize);
        var error = Assert.Throws<ArrayFormatException>(() => dataset.ReadAll<byte>());
        Assert.Contains("filter", error.Message, StringComparison.Ordinal);
        Assert.Equal("/x", error.Path);
    }

    [Fact]
    public void Empty_and_scalar_datasets_work()
    {
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var empty = file.Root.CreateDataset("empty", Hdf5DataType.Of<float>(), [0, 5]);
        Assert.Empty(empty.ReadAll<float>());
        empty.WriteAll<float>([]);
        using var scalar = file.Root.CreateDataset("scalar", Hdf5DataType.Of<float>(), []);
        scalar.WriteAll<float>([1.5f]);
        Assert.Equal([1.5], scalar.ReadAll<double>());
        Assert.Equal(1, scalar.Length);
    }
}
