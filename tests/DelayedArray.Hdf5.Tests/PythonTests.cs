namespace DelayedArrays.Tests;

/// <summary>h5py reads files of this library.</summary>
public sealed class PythonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void Datasets_are_equal()
    {
        var path = _folder["x.h5"];
        using (var file = Hdf5File.Create(path))
        {
            file.Root.CreateDataset("deep/f4", Hdf5DataType.Float(4, Hdf5ByteOrder.BigEndian), [2, 3], new()
            {
                ChunkShape = [1, 2],
                MaximumShape = [-1, 3],
                Filters = [Hdf5Filter.Shuffle, Hdf5Filter.Deflate(6), Hdf5Filter.Fletcher32],
                FillValue = Hdf5DatasetOptions.Fill(float.NaN),
            }).Write<float>([0, 0], [1, 3], [1, 2.5f, -3]);
            file.Root.CreateDataset("flags", Hdf5DataType.Boolean, [3]).WriteAll<bool>([true, false, true]);
            file.Root.CreateDataset("half", Hdf5DataType.Of<Half>(), []).WriteAll<Half>([(Half)1.5]);
            file.Root.CreateDataset("texts", Hdf5DataType.VariableString, [2]).WriteStrings(["ä", "b"]);
            file.Root.CreateDataset("codes", Hdf5DataType.FixedString(4), [2]).WriteStrings(["ab", "cdef"]);
            file.Root.CreateSoftLink("alias", "/deep");
            var row = file.Root.CreateDataset("row", Hdf5DataType.Compound(("a", Hdf5DataType.Of<int>()), ("b", Hdf5DataType.Of<double>())), [1]);
            row.Write([0], [1], row.Type, [1, 0, 0, 0, .. BitConverter.GetBytes(0.5)]);
        }
        Assert.Equal(
            """
            >f4 (1, 2) (None, 3) gzip 6 True True [[1.0, 2.5, -3.0], [nan, nan, nan]]
            bool [True, False, True]
            float16 1.5
            [b'\xc3\xa4', b'b'] utf-8
            [b'ab', b'cdef'] 4
            [(1, 0.5)] SoftLink
            """,
            Python.Run($"""
                import h5py
                f = h5py.File(r"{path}"); d = f["alias/f4"]
                print(d.dtype.str, d.chunks, d.maxshape, d.compression, d.compression_opts, d.shuffle, d.fletcher32, d[...].tolist())
                print(f["flags"].dtype, f["flags"][...].tolist())
                print(f["half"].dtype, f["half"][()])
                print(f["texts"][...].tolist(), h5py.check_string_dtype(f["texts"].dtype).encoding)
                print(f["codes"][...].tolist(), f["codes"].dtype.itemsize)
                print(f["row"][...].tolist(), type(f.get("alias", getlink=True)).__name__)
                """));
    }

    [PythonFact("h5py")]
    public void Files_of_h5py_are_edited_in_place()
    {
        var path = _folder["x.h5"];
        Python.Run($"""
            import h5py, numpy as np
            f = h5py.File(r"{path}", "w", libver="latest", userblock_size=512)
            f.create_dataset("x", data=np.arange(10), maxshape=(None,), chunks=(4,), compression="gzip"); f["keep"] = [1.5]
            """);
        using (var file = Hdf5File.OpenEdit(path))
        {
            using var x = file.OpenDataset("x");
            x.SetExtent([12]);
            x.Write<long>([10], [2], [100, 101]);
            file.Root.Attributes.Set("edited", true);
        }
        using (var file = Hdf5File.OpenRead(path))
        {
            // The offset counts from before the user block.
            using var keep = file.OpenDataset("keep");
            Assert.Equal(1.5, BitConverter.ToDouble(File.ReadAllBytes(path), (int)keep.FileOffset!.Value));
        }
        Assert.Equal(
            "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101] [1.5] True",
            Python.Run($"""import h5py; f = h5py.File(r"{path}"); print(f["x"][...].tolist(), f["keep"][...].tolist(), f.attrs["edited"])"""));
    }

    [PythonFact("h5py")]
    public void Registered_filters_serve_the_library()
    {
        static void Flip(ReadOnlySpan<byte> source, ReadOnlySpan<uint> values, System.Buffers.IBufferWriter<byte> destination)
        {
            if (values is [99])
                throw new CodecException("the codec says no");
            var span = destination.GetSpan(source.Length);
            for (var k = 0; k < source.Length; k++)
                span[k] = (byte)(source[k] ^ values[0]);
            destination.Advance(source.Length);
        }
        Assert.False(Hdf5Filter.IsAvailable(32097));
        Hdf5Filter.Register(32097, "flip", Flip, Flip);
        Assert.True(Hdf5Filter.IsAvailable(32097));
        using var file = Hdf5File.Create(_folder["x.h5"]);
        using var good = file.Root.CreateDataset(
            "good", Hdf5DataType.Of<byte>(), [3], new() { ChunkShape = [3], Filters = [new(32097, "flip", false, [0xff])] });
        good.WriteAll<byte>([0, 1, 2]);
        var raw = new byte[3];
        file.Flush();
        good.ReadChunkRaw([0], raw);
        Assert.Equal([0xff, 0xfe, 0xfd], raw);
        Assert.Equal([0, 1, 2], good.ReadAll<byte>());
        using var bad = file.Root.CreateDataset(
            "bad", Hdf5DataType.Of<byte>(), [3], new() { ChunkShape = [3], Filters = [new(32097, "flip", false, [99])] });
        bad.WriteChunkRaw([0], 0, raw);
        var error = Assert.Throws<ArrayFormatException>(() => bad.ReadAll<byte>());
        Assert.Contains("the codec says no", error.Message, StringComparison.Ordinal);
        Assert.IsType<CodecException>(error.InnerException);
    }
}
