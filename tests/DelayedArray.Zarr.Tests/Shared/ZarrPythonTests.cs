using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DelayedArrays.ZarrTests;

/// <summary>Stores that Python's zarr writes, version 2: every type, order, separator and codec.</summary>
public class ZarrPythonTests
{
    private const string Script = """
        import sys, hashlib, itertools, numpy as np, zarr, numcodecs
        r = np.random.RandomState(3)
        store = zarr.DirectoryStore(sys.argv[1])
        root = zarr.group(store, overwrite=True)
        root.attrs['title'] = 'ä'; root.attrs['nan'] = float('nan')
        dtypes = ['|b1', '|i1', '|u1'] + [o + k for o in '<>' for k in ('i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8', 'M8[s]', 'm8[ns]')]
        codecs = [None, numcodecs.Zlib(1), numcodecs.GZip(1), numcodecs.BZ2(1), numcodecs.LZ4(), numcodecs.Zstd(3), numcodecs.Blosc('lz4', 5, 2), numcodecs.Blosc('zstd', 3, 1)]
        shapes = [((), ()), ((7,), (3,)), ((5, 8), (2, 8)), ((4, 3, 5), (4, 2, 2)), ((3, 0), (2, 2)), ((9, 2), (20, 20))]
        def le(a): return np.ascontiguousarray(a).astype(a.dtype.newbyteorder('<')).tobytes()
        n = 0
        def put(data, chunks, partly=False, **options):
            global n
            name = 'a%d' % n; n += 1
            z = root.create_dataset(name, shape=data.shape, chunks=chunks or True, dtype=data.dtype, **options)
            if partly and data.ndim: z[:data.shape[0] // 2] = data[:data.shape[0] // 2]
            else: z[...] = data
            f = z.dtype.fields
            if f is None: print(name, '', z.dtype.str, hashlib.sha256(le(z[...])).hexdigest(), sep='\t')
            else:
                for k in f: print(name, k, f[k][0].str, hashlib.sha256(le(z[...][k])).hexdigest(), sep='\t')
        def random(dtype, shape):
            d = np.dtype(dtype)
            if d.kind == 'b': return np.asarray(r.randint(0, 2, shape)).astype(d)
            if d.kind == 'f': return np.asarray(r.normal(0, 100, shape)).astype(d)
            return np.asarray(r.randint(0, 100, shape)).astype('i8').astype(d)
        for i, dtype in enumerate(dtypes):
            for j, (shape, chunks) in enumerate(shapes):
                k = i + j
                fill = (None if k % 2 else 0) if k % 3 == 0 or dtype[1] in 'Mm' else {'b': True, 'f': float('nan')}.get(dtype[1], 5)
                put(random(dtype, shape), chunks, partly=k % 2 == 0, order='CF'[k % 2], compressor=codecs[k % len(codecs)], fill_value=fill,
                    dimension_separator='./'[(k // 2) % 2])
        a = random('<i4', (6, 7))
        D, S, A = numcodecs.Delta, numcodecs.Shuffle, numcodecs.AsType
        for filters in ([D('<i4')], [S(4)], [D('<i4', '<i8'), S(8)], [D('<i4'), numcodecs.CRC32()], [A('<i2', '<i4'), S(2)], [numcodecs.Adler32()]):
            for order in 'CF': put(a, (4, 3), order=order, filters=filters, compressor=numcodecs.Zlib(1))
        put(random('<f4', (6, 7)), (4, 3), filters=[numcodecs.FixedScaleOffset(10, 3, '<f4', '<i2')], compressor=None)
        put(random('|b1', (6, 7)), (4, 3), filters=[numcodecs.PackBits()], compressor=None)
        from numcodecs.quantize import Quantize
        from numcodecs.bitround import BitRound
        for k, (dtype, filters) in enumerate((('<f4', [Quantize(2, '<f4')]), ('<f8', [Quantize(1, '<f8', '<f4')]), ('>f4', [Quantize(3, '>f4', '>f2')]),
                ('<f8', [Quantize(1, '<f8'), A('<f4', '<f8'), S(4)]), ('<f4', [BitRound(7)]), ('<f8', [BitRound(10), S(8)]), ('|b1', [A('|u1', '|b1')]))):
            for order in 'CF': put(random(dtype, (6, 7)), (4, 3), partly=k % 2 == 0, order=order, filters=filters, compressor=codecs[k + 1])
        rec = np.zeros((5, 4), dtype=[('a', '<i2'), ('b', '>f8'), ('c', '|u1')])
        for f in 'abc': rec[f] = r.randint(0, 100, (5, 4))
        for order in 'CF': put(rec, (2, 3), order=order, partly=True)
        zarr.consolidate_metadata(store)
        """;

    [PythonFact("zarr")]
    public void ArraysAreEqual()
    {
        using TemporaryFolder folder = new();
        var lines = Python.Run(Script, folder["x.zarr"]).Split('\n');
        Assert.True(lines.Length > 150);
        using ZarrStore store = MemoryCopies.Of(folder["x.zarr"]);
        var group = ZarrGroup.Open(store);
        var consolidated = ZarrGroup.Open(store, useConsolidated: true);
        Assert.True(consolidated.IsConsolidated);
        Assert.Equal(group.Members(), consolidated.Members());
        Assert.Equal("ä", group.Attributes.GetProperty("title").GetString());
        foreach (var line in lines.Select(line => line.Split('\t')))
        {
            var array = line[1].Length > 0 ? group.OpenField(line[0], line[1]) : consolidated.OpenArray(line[0]);
            var found = Convert.ToHexStringLower(SHA256.HashData(array.ElementType.Dispatch(new Bytes(array))));
            Assert.True(found == line[3], $"{line[0]} {line[1]} {line[2]}: {string.Join(", ", array.ElementType.Dispatch(new Bytes(array)).Take(60))}");
        }
    }

    private sealed class Bytes(DelayedArray array) : IElementVisitor<byte[]>
    {
        public byte[] Visit<T>() where T : unmanaged => MemoryMarshal.AsBytes<T>(array.As<T>().ToArray()).ToArray();
    }
}
