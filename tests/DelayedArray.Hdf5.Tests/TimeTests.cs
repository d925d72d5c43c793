using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>Dates and durations that h5py stores as opaque types, and HDF5's own times.</summary>
public sealed class TimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py, numpy")]
    public void Datasets_of_h5py_have_their_unit()
    {
        var path = _folder["x.h5"];
        var lines = Python.Run(
            """
            import sys, h5py, numpy as np
            f = h5py.File(sys.argv[1], "w")
            r = np.random.RandomState(5)
            n = 0
            for kind in ("<M8[ns]", ">M8[us]", "<m8[10ms]", ">m8[D]", "<M8[s]", "<M8[25h]"):
                for options in (dict(), dict(chunks=(4, 3)), dict(chunks=(4, 3), compression="gzip", shuffle=True), dict(chunks=(4, 3), scaleoffset=None, fletcher32=True)):
                    a = r.randint(-10**6, 10**6, (9, 5)).astype("i8"); a[2, 3] = np.iinfo("i8").min
                    t = a.astype(kind)
                    f.create_dataset(f"d{n}", data=t.astype(h5py.opaque_dtype(t.dtype)), **options)
                    print(f"d{n}", str(t.dtype.newbyteorder("=")), " ".join(map(str, a.ravel())), sep="\t")
                    n += 1
            """, path).Split('\n');
        Assert.Equal(24, lines.Length);
        using var file = Hdf5File.OpenRead(path);
        foreach (var fields in lines.Select(line => line.Split('\t')))
        {
            var array = Hdf5Array.Open(path, fields[0]);
            Assert.Equal(fields[1], array.TypeName);
            long[] values = [.. fields[2].Split(' ').Select(long.Parse)];
            Assert.Equal(values, array.As<long>().ToArray());
            using var dataset = file.OpenDataset(fields[0]);
            Assert.Equal(values, dataset.ReadAll<long>());
            Assert.Equal(fields[1], dataset.Type.ToString());
        }
    }

    [PythonFact("h5py, numpy")]
    public void What_is_written_is_to_h5py_what_it_was()
    {
        var path = _folder["x.h5"];
        string[] types = ["datetime64[ns]", "timedelta64[25us]", "datetime64[D]", "timedelta64[s]"];
        foreach (var type in types)
        {
            var dates = Delayed.FromMemory<long>([0, TimeType.NaT, 86_400, -5, 17, 4], 2, 3).WithTime(TimeType.TryParse(type));
            dates.WriteHdf5(path, type + "/chunked", new() { Chunks = [1, 2] });
            dates.WriteHdf5(path, type + "/plain", new() { IsContiguous = true });
        }
        var printed = Python.Run(
            """
            import sys, h5py, numpy as np
            f = h5py.File(sys.argv[1], "r")
            for group in f.values():
                for d in group.values():
                    assert (d[...].view("i8").ravel() == [0, np.iinfo("i8").min, 86400, -5, 17, 4]).all()
                    print(d.dtype, np.isnat(d[0, 1]))
            """, path);
        Assert.Equal(
            string.Join('\n', types.Order(StringComparer.Ordinal).SelectMany(type => Enumerable.Repeat(type + " True", 2))), printed);
        Assert.All(types, type => Assert.Equal(type, Hdf5Array.Open(path, type + "/plain").TypeName));
    }

    [PythonFact("h5py, numpy")]
    public void Elements_of_the_other_byte_order_are_written_in_it()
    {
        var path = _folder["x.h5"];
        Python.Run(
            """
            import sys, h5py, numpy as np
            f = h5py.File(sys.argv[1], "w")
            t = np.arange(6).astype(">M8[s]")
            d = f.create_dataset("d", data=t.astype(h5py.opaque_dtype(t.dtype)))
            f.attrs.create("when", t[5], dtype=h5py.opaque_dtype(t.dtype))
            """, path);
        using (var file = Hdf5File.OpenEdit(path))
        {
            using var dataset = file.OpenDataset("d");
            dataset.Write<long>([2], [2], [TimeType.NaT, 1000]);
            var seconds = Hdf5DataType.Of(new TimeType(IsDuration: false, TimeUnit.Second)).WithByteOrder(Hdf5ByteOrder.BigEndian);
            file.Root.CreateDataset("filled", seconds, [3], new() { ChunkShape = [2], FillValue = Hdf5DatasetOptions.Fill(7L) }).Dispose();
        }
        Assert.Equal("[0, 1, -9223372036854775808, 1000, 4, 5]", Python.Run(
            """
            import sys, h5py
            f = h5py.File(sys.argv[1], "r")
            assert (f["filled"][...].astype("M8[s]").view("i8") == 7).all(), f["filled"][...]
            print(f["d"][...].astype("M8[s]").view("i8").tolist())
            """, path));
        using var read = Hdf5File.OpenRead(path);
        using var filled = read.OpenDataset("filled");
        Assert.Equal(7, MemoryMarshal.Read<long>(filled.FillValue!.Value.AsSpan()));
        Assert.Equal([7, 7, 7], Hdf5Array.Open<long>(path, "filled").ToArray());
        Assert.Equal([5], read.Root.Attributes["when"].ReadInt64Array());
    }

    [PythonFact("h5py")]
    public void Times_of_HDF5_itself_are_seconds()
    {
        var path = _folder["x.h5"];
        Python.Run(
            """
            import sys, h5py, numpy as np
            from h5py import h5t, h5s, h5d
            f = h5py.File(sys.argv[1], "w")
            for name, t, values in (("a", h5t.UNIX_D64LE, "<i8"), ("b", h5t.UNIX_D64BE, ">i8"), ("c", h5t.UNIX_D32LE, "<i4"), ("d", h5t.UNIX_D32BE, ">i4")):
                d = h5d.create(f.id, name.encode(), t, h5s.create_simple((3,)))
                d.write(h5s.ALL, h5s.ALL, np.array([1, -2, 10**9], values), mtype=t)
            """, path);
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            var array = Hdf5Array.Open(path, name);
            Assert.Equal("datetime64[s]", array.TypeName);
            Assert.Equal([1, -2, 1_000_000_000], array.As<long>().ToArray());
        }
        using var file = Hdf5File.OpenRead(path);
        using var dataset = file.OpenDataset("d");
        Assert.Equal([1, -2, 1_000_000_000], dataset.ReadAll<int>());
        Assert.Contains("expected to be read or written as integers of 4 bytes",
            Assert.Throws<ArrayFormatException>(() => dataset.ReadAll<double>()).Message, StringComparison.Ordinal);
    }

    [PythonFact("h5py")]
    public void Opaque_types_without_a_unit_stay_opaque()
    {
        var path = _folder["x.h5"];
        Python.Run(
            """
            import sys, h5py
            from h5py import h5t, h5s, h5d
            f = h5py.File(sys.argv[1], "w")
            for name, size, tag in (("a", 8, b"NUMPY:<M8[fortnight]"), ("b", 8, b"other"), ("c", 4, b"NUMPY:<M8[ns]"), ("d", 8, b"NUMPY:")):
                t = h5t.create(h5t.OPAQUE, size); t.set_tag(tag)
                h5d.create(f.id, name.encode(), t, h5s.create_simple((3,)))
            """, path);
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            var message = Assert.Throws<UnsupportedElementTypeException>(() => Hdf5Array.Open(path, name)).Message;
            Assert.Contains($"{name}: holds elements of type |V", message, StringComparison.Ordinal);
        }
    }
}
