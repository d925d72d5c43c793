using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace DelayedArrays.Tests;

/// <summary>What is written reads as the same matrix.</summary>
public sealed class MatrixMarketWriteTests
{
    [Fact]
    public void The_text_is_plain()
    {
        var x = SparseMatrix.FromCoordinates<double>([1, 0, 1], [2, 0, 0], [0.1, -2, 1e300], [2, 3]);
        Assert.Equal("%%MatrixMarket matrix coordinate real general\n2 3 3\n1 1 -2\n2 1 1E+300\n2 3 0.1\n", Text(x));
        Assert.Equal(
            "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 18446744073709551615\n",
            Text(SparseMatrix.FromCoordinates<ulong>([0], [0], [ulong.MaxValue], [1, 1])));
        Assert.Equal(
            "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n2 1\n",
            Text(SparseMatrix.FromCoordinates<bool>([0, 1], [0, 0], [false, true], [2, 2])));
        Assert.Equal("%%MatrixMarket matrix coordinate real general\n0 3 0\n", Text(SparseMatrix.Empty<Half>([0, 3])));
    }

    [Fact]
    public void Random_matrices_read_as_they_were() => EveryElementType.Do(new RoundTrips());

    [Fact]
    public void Numbers_keep_their_bits()
    {
        var random = new Random(9);
        var doubles = new double[5000];
        random.NextBytes(MemoryMarshal.AsBytes(doubles.AsSpan()));
        double[] special = [-0.0, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity];
        Check<double>([.. doubles.Where(value => !double.IsNaN(value)), .. special]);
        var singles = new float[5000];
        random.NextBytes(MemoryMarshal.AsBytes(singles.AsSpan()));
        Check<float>([.. singles.Where(value => !float.IsNaN(value)), -0.0f, float.Epsilon, float.MaxValue]);
        Check<Half>([.. Enumerable.Range(0, 65536).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(value => !Half.IsNaN(value))]);
        Check<long>([long.MinValue, long.MaxValue, -1]);
        Assert.True(double.IsNaN(RoundTrip(SparseMatrix.FromCoordinates<double>([0], [0], [double.NaN], [1, 1])).ToArray()[0, 0]));

        static void Check<T>(T[] values) where T : unmanaged
        {
            var x = SparseMatrix.FromCompressed([1, values.Length], SparseLayout.Csr, [0, values.Length], [.. Enumerable.Range(0, values.Length)], values);
            Assert.Equal(MemoryMarshal.AsBytes(values.AsSpan()), MemoryMarshal.AsBytes(RoundTrip(x).Line(0).Values));
        }
    }

    [Fact]
    public void Files_appear_complete_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var x = SparseMatrix.FromCoordinates<int>([0, 1], [1, 0], [5, 6], [2, 2]);
        MatrixMarket.Write(folder["x.mtx"], x);
        MatrixMarket.Write(folder["x.mtx.gz"], x);
        Assert.True(MatrixMarket.Read<int>(folder["x.mtx"]).ElementsEqual(x));
        Assert.True(MatrixMarket.Read<int>(folder["x.mtx.gz"]).ElementsEqual(x));
        using (var gzip = new GZipStream(File.OpenRead(folder["x.mtx.gz"]), CompressionMode.Decompress))
        using (var reader = new StreamReader(gzip))
            Assert.Equal(File.ReadAllText(folder["x.mtx"]), reader.ReadToEnd());
        Assert.Throws<IOException>(() => MatrixMarket.Write(folder["x.mtx"], x));
        var y = SparseMatrix.Empty<int>([1, 1]);
        Assert.Throws<OperationCanceledException>(
            () => MatrixMarket.Write(folder["x.mtx"], y, overwrite: true, new CancellationToken(canceled: true)));
        Assert.True(MatrixMarket.Read<int>(folder["x.mtx"]).ElementsEqual(x));
        MatrixMarket.Write(folder["x.mtx"], y, overwrite: true);
        Assert.True(MatrixMarket.Read<int>(folder["x.mtx"]).ElementsEqual(y));
        Assert.Equal(2, Directory.GetFiles(folder[""]).Length);
    }

    private static SparseMatrix<T> RoundTrip<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        using var stream = new MemoryStream();
        MatrixMarket.Write(stream, matrix);
        stream.Position = 0;
        return MatrixMarket.Read<T>(stream, matrix.Layout);
    }

    private static string Text<T>(SparseMatrix<T> matrix) where T : unmanaged
    {
        using var stream = new MemoryStream();
        MatrixMarket.Write(stream, matrix);
        return Encoding.ASCII.GetString(stream.ToArray());
    }

    private sealed class RoundTrips : IElementVisitor<bool>
    {
        public bool Visit<T>() where T : unmanaged
        {
            var random = new Random(23);
            for (var k = 0; k < 100; k++)
            {
                var naive = new RandomMatrix<T>(random);
                var x = naive.Compressed();
                var read = RoundTrip(x);
                Assert.Equal(naive.Shape, read.Shape);
                Assert.True(read.ElementsEqual(x));
                if (typeof(T) != typeof(bool))
                    Assert.Equal(x.SumDuplicates().NonZeroCount, read.NonZeroCount);
            }
            return true;
        }
    }
}
