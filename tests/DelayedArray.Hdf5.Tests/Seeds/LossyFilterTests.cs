namespace DelayedArrays.Tests;

/// <summary>Filters that only round before compression are read without their plugin.</summary>
public sealed class LossyFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void Rounded_chunks_are_read_as_they_are_stored()
    {
        // The filter is optional, so that the dataset can be made where there is no plugin; the chunks pass all filters.
        Python.Run($"""
            import h5py, numpy as np, zlib
            x = (np.arange(60, dtype="<f4") / 3).reshape(6, 10)
            x = ((x.view("<u4") + 0x8000) & 0xffff0000).view("<f4")
            with h5py.File(r"{_folder["x.h5"]}", "w") as f:
                for k, number in enumerate((32022, 32023)):
                    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                    p.set_chunk((3, 5))
                    p.set_filter(number, h5py.h5z.FLAG_OPTIONAL, (3, 4, 1, 0, 0))
                    p.set_deflate(1)
                    d = h5py.Dataset(h5py.h5d.create(f.id, b"d%d" % k, h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(x.shape), p))
                    for i in (0, 3):
                        for j in (0, 5): d.id.write_direct_chunk((i, j), zlib.compress(np.ascontiguousarray(x[i:i+3, j:j+5]).tobytes()), filter_mask=0)
            """);
        var expected = Enumerable.Range(0, 60)
            .Select(i => BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(i / 3f) + 0x8000) & 0xffff0000)).ToArray();
        foreach (var name in (string[])["d0", "d1"])
            Assert.Equal(expected, Hdf5Array.Open<float>(_folder["x.h5"], name).ToArray().Cast<float>());
    }
}
