using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DelayedArrays.Tests;

/// <summary>Chunks exchanged with libhdf5 both ways, through h5py.</summary>
public class H5pyTests
{
    private const string Create = """
        import h5py, numpy, os, sys, tempfile
        folder = tempfile.TemporaryDirectory()
        path = os.path.join(folder.name, 'x.h5')
        def create(n, filters, data=None):
            f = h5py.File(path, 'w')
            options = dict(shuffle='shuffle' in filters, fletcher32='fletcher32' in filters)
            if 'deflate' in filters: options.update(compression='gzip', compression_opts=4)
            if 'lzf' in filters: options.update(compression='lzf')
            return f, f.create_dataset('x', (n,), dtype='<i4', chunks=(n,), data=data, **options)

        """;

    private const string Write = Create + """
        random = numpy.random.RandomState(1)
        for n in (1, 2, 3, 5, 100, 1001, 50000):
            for filters in ('deflate', 'shuffle', 'fletcher32', 'lzf', 'shuffle,deflate', 'shuffle,lzf,fletcher32', 'shuffle,deflate,fletcher32'):
                for values in (numpy.arange(n) // 3, random.randint(-2**31, 2**31, n), random.poisson(0.2, n), numpy.zeros(n)):
                    data = values.astype('<i4')
                    f, d = create(n, filters.split(','), data)
                    mask, raw = d.id.read_direct_chunk((0,))
                    order = [d.id.get_create_plist().get_filter(i)[0] for i in range(d.id.get_create_plist().get_nfilters())]
                    print(','.join(map(str, order)), mask, raw.hex(), data.tobytes().hex(), sep='\t')
                    f.close()

        """;

    // libhdf5 1.10 sees the mask of a chunk written directly only when the file is opened anew.
    private const string Read = Create + """
        for line in sys.stdin:
            filters, mask, raw, n = line.split()
            f, d = create(int(n), filters.split(','))
            d.id.write_direct_chunk((0,), bytes.fromhex(raw), int(mask))
            f.close()
            with h5py.File(path) as f:
                print(f['x'][...].tobytes().hex())

        """;

    [PythonFact("h5py")]
    public void Chunks_that_libhdf5_wrote_are_read()
    {
        var lines = Python.Run(Write).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7 * 7 * 4, lines.Length);
        foreach (var line in lines.Select(line => line.Split('\t')))
        {
            CodecPipeline pipeline = new(
                [.. line[0].Split(',').Select(id => CodecTable.Hdf5.Get(int.Parse(id, CultureInfo.InvariantCulture))
                    .Form.Create(new FilterParameters(4, [])))]);
            var expected = Convert.FromHexString(line[3]);
            var found = new byte[expected.Length];
            pipeline.Decode(Convert.FromHexString(line[2]), found, uint.Parse(line[1], CultureInfo.InvariantCulture));
            Assert.Equal(expected, found);
        }
    }

    [PythonFact("h5py")]
    public void Chunks_written_here_are_read_by_libhdf5()
    {
        StringBuilder input = new();
        List<byte[]> expected = [];
        foreach (var filters in (string[])["deflate", "shuffle", "fletcher32", "lzf", "shuffle,deflate,fletcher32"])
        {
            // h5py puts shuffle first and fletcher32 last.
            ImmutableArray<IByteCodec> codecs =
                [.. filters.Split(',').Select(name => TestBytes.Codec(CodecTable.ForName(name)))];
            foreach (var elements in (int[])[1, 2, 3, 5, 100, 1001, 50000])
            {
                foreach (var bytes in TestBytes.Patterns(elements * 4))
                {
                    ArrayBufferWriter<byte> writer = new();
                    var mask = new CodecPipeline(codecs).Encode(bytes, writer);
                    var hex = Convert.ToHexString(writer.WrittenSpan);
                    input.Append(CultureInfo.InvariantCulture, $"{filters} {mask} {hex} {elements}\n");
                    expected.Add(bytes);
                }
            }
        }
        var lines = Python.RunWithInput(Read, input.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Count, lines.Length);
        for (var i = 0; i < lines.Length; i++)
            Assert.Equal(expected[i], Convert.FromHexString(lines[i]));
    }
}
