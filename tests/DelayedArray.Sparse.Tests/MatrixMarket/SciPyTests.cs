using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>SciPy reads files of this library and writes files for it. A real file agrees with its twin in HDF5.</summary>
public sealed class SciPyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("scipy")]
    public void SciPy_reads_what_is_written()
    {
        var random = new Random(31);
        var (rows, columns, values) = (new int[5000], new int[5000], new double[5000]);
        for (var k = 0; k < rows.Length; k++)
            (rows[k], columns[k], values[k]) = (random.Next(300), random.Next(200), random.NextDouble() - 0.5);
        var x = SparseMatrix.FromCoordinates<double>(rows, columns, values, [300, 200]);
        MatrixMarket.Write(_folder["real.mtx"], x);
        MatrixMarket.Write(_folder["columns.mtx.gz"], x.ToCsc());
        var counts = SparseMatrix.FromCoordinates<short>([0, 2, 2], [1, 3, 0], [-7, 32767, 1], [3, 4]);
        MatrixMarket.Write(_folder["counts.mtx"], counts);
        MatrixMarket.Write(_folder["pattern.mtx"], SparseMatrix.FromCoordinates<bool>([0, 2], [1, 3], [true, true], [3, 4]));
        File.WriteAllBytes(_folder["values"], MemoryMarshal.AsBytes(x.ToTensor().ToArray().AsSpan()).ToArray());
        Assert.Equal(
            """
            True True int64
            [[0, -7, 0, 0], [0, 0, 0, 0], [1, 0, 0, 32767]]
            [[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
            """,
            Python.Run($"""
                import numpy as np, scipy.io
                want = np.fromfile(r"{_folder["values"]}").reshape(300, 200)
                read = lambda name: scipy.io.mmread(r"{_folder[""]}" + name)
                counts = read("counts.mtx")
                print((read("real.mtx").toarray() == want).all(), (read("columns.mtx.gz").toarray() == want).all(), counts.dtype)
                print(counts.toarray().tolist())
                print(read("pattern.mtx").toarray().astype(int).tolist())
                """));
    }

    [PythonFact("scipy")]
    public void What_SciPy_writes_is_read()
    {
        Python.Run($"""
            import numpy as np, scipy.io, scipy.sparse as sp
            r = np.random.default_rng(1)
            write = lambda name, m, **k: scipy.io.mmwrite(r"{_folder[""]}" + name, m, **k)
            def case(name, m, **k):
                write(name + ".mtx", m, **k)
                np.asarray(m.toarray() if sp.issparse(m) else m).astype("f8").tofile(r"{_folder[""]}" + name + ".bin")
            x = sp.random(60, 40, 0.1, random_state=2)
            case("general", x, precision=17)
            case("integers", sp.coo_matrix(np.round(x.toarray() * 50).astype("i8")))
            s = sp.random(50, 50, 0.05, random_state=3); s = s + s.T
            case("symmetric", s, symmetry="symmetric", precision=17)
            k = sp.random(50, 50, 0.05, random_state=4); k = sp.tril(k, -1); k = k - k.T
            case("skew", k, symmetry="skew-symmetric", precision=17)
            case("dense", r.standard_normal((7, 5)), precision=17)
            case("densesymmetric", np.array([[1., 2, 3], [2, 4, 5], [3, 5, 6]]), symmetry="symmetric")
            """);
        string[] names = ["general", "integers", "symmetric", "skew", "dense", "densesymmetric"];
        foreach (var name in names)
        {
            foreach (var layout in Enum.GetValues<SparseLayout>())
            {
                var x = MatrixMarket.Read<double>(_folder[name + ".mtx"], layout);
                var expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(_folder[name + ".bin"])).ToArray();
                Assert.Equal(expected, x.ToArray().Cast<double>());
                Assert.Contains(expected, value => value != 0);
            }
        }
    }

    [PythonFact("scipy")]
    public void Conversions_agree_with_SciPy()
    {
        Python.Run($"""
            import numpy as np, scipy.sparse as sp
            m = sp.random(200, 150, 0.1, format="csr", random_state=7)
            for name, a in [("csr", m), ("csc", m.tocsc()), ("transposed", m.T.tocsr())]:
                for part in ["indptr", "indices", "data"]:
                    v = getattr(a, part); v.astype("f8" if part == "data" else "i8").tofile(r"{_folder[""]}" + name + "." + part)
            """);
        var x = SparseMatrix.FromCompressed([200, 150], SparseLayout.Csr, Part<long>("csr.indptr"), Part<long>("csr.indices"), Part<double>("csr.data"));
        Check(x.ToCsc(), "csc");
        Check(x.ToCsc().ToCsr(), "csr");
        Check(x.Transpose().ToCsr(), "transposed");
        Check(x.ToCsc().Transpose(), "transposed");

        void Check(SparseMatrix<double> matrix, string name)
        {
            var (_, columns, values) = (matrix.Layout == SparseLayout.Csr ? matrix : matrix.Transpose()).ToCoordinates();
            Assert.Equal(Part<long>(name + ".indptr"), matrix.Offsets.ToArray());
            Assert.Equal(Part<long>(name + ".indices"), columns);
            Assert.Equal(Part<double>(name + ".data"), values);
        }
    }

    [SharedDataFact]
    public void A_10x_matrix_agrees_with_its_twin()
    {
        var tenx = Path.Combine(SharedData.Root!, "tenx");
        var x = MatrixMarket.Read<int>(Path.Combine(tenx, "v3-filtered_feature_bc_matrix.mtx.gz"), SparseLayout.Csc);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root!, "expected", "tenx", "v3-filtered_feature_bc_matrix.h5.json")));
        var twin = document.RootElement.GetProperty("sparse")[0];
        Assert.Equal([twin.GetProperty("shape")[0].GetInt64(), twin.GetProperty("shape")[1].GetInt64()], x.Shape);
        Assert.Equal(twin.GetProperty("nnz_stored").GetInt64(), x.NonZeroCount);
        var dense = x.ToTensor().ToArray();
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(dense.AsSpan()));
        Assert.Equal(twin.GetProperty("dense_sha256").GetString(), Convert.ToHexString(hash), ignoreCase: true);
        Assert.Equal(twin.GetProperty("sum").GetInt64(), dense.Sum());
        foreach (var sum in twin.GetProperty("row_sums").EnumerateObject())
            Assert.Equal(sum.Value.GetDouble(), x.ToCsr().Line(Number(sum)).Values.ToArray().Sum());
        foreach (var sum in twin.GetProperty("col_sums").EnumerateObject())
            Assert.Equal(sum.Value.GetDouble(), x.Line(Number(sum)).Values.ToArray().Sum());

        static long Number(JsonProperty property) => long.Parse(property.Name, CultureInfo.InvariantCulture);
    }

    private T[] Part<T>(string name) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(_folder[name])).ToArray();
}
