namespace DelayedArrays.Tests;

/// <summary>Shuffled chunks beside each other in one block, which are decoded right into its rows.</summary>
public sealed class RowDecodingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void Missing_chunks_skipped_filters_and_foreign_byte_order_are_minded()
    {
        // Chunk (1, 1) is not stored, (1, 2) is not shuffled, (2, 0) neither shuffled nor compressed.
        var sums = Python.Run($"""
            import h5py, numpy as np, zlib
            f = h5py.File(r"{_folder["x.h5"]}", "w")
            x = np.arange(10 * 13).reshape(10, 13)
            for name, dtype in (("f4", ">f4"), ("i8", "<i8"), ("u2", ">u2"), ("f8", "<f8")):
                d = f.create_dataset(name, (10, 13), dtype, chunks=(3, 4), shuffle=True, compression="gzip", fillvalue=7)
                for i in range(0, 10, 3):
                    for j in range(0, 13, 4):
                        if (i, j) != (3, 4): d[i:i+3, j:j+4] = x[i:i+3, j:j+4]
                part = lambda i, j: np.ascontiguousarray(x[i:i+3, j:j+4].astype(dtype)).tobytes()
                d.id.write_direct_chunk((3, 8), zlib.compress(part(3, 8)), filter_mask=1)
                d.id.write_direct_chunk((6, 0), part(6, 0), filter_mask=3)
            f.close()
            f = h5py.File(r"{_folder["x.h5"]}", "r")
            print(",".join(str(int(v)) for v in f["f4"][...].ravel()))
            print(all((f[name][...] == f["f4"][...]).all() for name in f))
            """).Split('\n');
        Assert.Equal("True", sums[1].Trim());
        double[] expected = [.. sums[0].Split(',').Select(double.Parse)];
        foreach (var name in (string[])["f4", "i8", "u2", "f8"])
        {
            var array = Hdf5Array.Open(_folder["x.h5"], name).Cast<double>();
            foreach (var blockElements in (int[])[1, 60, 10_000])
                Assert.Equal(expected, array.ToArray(new ExecutionOptions { BlockElements = blockElements }));
            Assert.Equal(expected[..^13], array[..9, ..].ToArray());
        }
    }
}
