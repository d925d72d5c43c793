using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>Other programs read a matrix that this library has written, extended or changed.</summary>
public sealed class SparseInteropTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void SciPy_reads_what_is_written_appended_and_edited()
    {
        if (!HasModules("scipy"))
            return;
        foreach (var layout in (SparseLayout[])[SparseLayout.Csr, SparseLayout.Csc])
        {
            var path = Change(layout, "X", out var expected);
            var kind = layout == SparseLayout.Csr ? "csr" : "csc";
            Assert.Equal(Print(expected), Python.Run($"""
                import h5py, scipy.sparse as sp
                g = h5py.File(r"{path}")["X"]
                assert g.attrs["encoding-type"] == "{kind}_matrix" and g.attrs["encoding-version"] == "0.1.0"
                m = sp.{kind}_matrix((g["data"][:], g["indices"][:], g["indptr"][:]), shape=tuple(g.attrs["shape"]))
                m.check_format(full_check=True); assert m.has_canonical_format
                {PrintInPython("m")}
                """));
        }
    }

    [PythonFact("h5py")]
    public void Anndata_reads_what_is_written_appended_and_edited()
    {
        if (!HasModules("anndata"))
            return;
        var path = Change(SparseLayout.Csr, "X", out var expected);
        Assert.Equal($"{Print(expected)}\n{Print(expected)}", Python.Run($"""
            import h5py, numpy as np, pandas as pd, anndata, warnings
            warnings.simplefilter("ignore")
            from anndata.experimental import read_elem, write_elem
            with h5py.File(r"{path}", "r+") as f:
                n, m = f["X"].attrs["shape"]
                write_elem(f, "obs", pd.DataFrame(index=[f"cell{"{i}"}" for i in range(n)]))
                write_elem(f, "var", pd.DataFrame(index=[f"gene{"{i}"}" for i in range(m)]))
                f.attrs["encoding-type"] = "anndata"; f.attrs["encoding-version"] = "0.1.0"
                m = read_elem(f["X"])
            {PrintInPython("m")}
            m = anndata.read_h5ad(r"{path}").X
            {PrintInPython("m")}
            """));
        // Its own appending goes on where ours ended.
        Python.Run($"""
            import h5py, scipy.sparse as sp, anndata, warnings
            warnings.simplefilter("ignore")
            try: from anndata.experimental import sparse_dataset
            except ImportError: from anndata._core.sparse_dataset import SparseDataset as sparse_dataset
            with h5py.File(r"{path}", "r+") as f:
                d = sparse_dataset(f["X"]); d.append(sp.csr_matrix([[7.0] * d.shape[1]], dtype="float32"))
            """);
        Assert.Equal(expected.Sum() + (7 * expected.Shape[1]), SparseSamples.Dense<float>(path, "X").Sum());
        Hdf5SparseMatrix.Append(path, "X", expected);
        Assert.Equal((2 * expected.Sum()) + (7 * expected.Shape[1]), Hdf5SparseMatrix.Open<float>(path, "X").Sum());
    }

    [RFact]
    public void HDF5Array_reads_what_is_written_appended_and_edited()
    {
        var anndata = Change(SparseLayout.Csr, "X", out var expected);
        var tenX = _folder["tenx.h5"];
        var counts = Delayed.FromMemory(SparseSamples.Random<int>(4, 30, 50, 0.3), 30, 50);
        counts[Selection.All, ..20].WriteHdf5Sparse(tenX, "matrix", new() { Dialect = SparseDialect.TenX, ChunkLength = 100 });
        Hdf5SparseMatrix.Append(tenX, "matrix", counts[Selection.All, 20..]);
        using (var file = Hdf5File.OpenEdit(tenX))
        {
            file.Root.CreateDataset("matrix/barcodes", Hdf5DataType.FixedString(4), [50]).WriteStrings([.. Enumerable.Range(0, 50).Select(i => $"b{i}")]);
            file.Root.CreateDataset("matrix/genes", Hdf5DataType.FixedString(4), [30]).WriteStrings([.. Enumerable.Range(0, 30).Select(i => $"g{i}")]);
        }
        // Each in an R of its own: some releases of rhdf5 look for groups only once.
        Assert.Equal(Weighted(expected.Cast<double>()), InR($"""t(as(H5SparseMatrix("{anndata}", "X"), "dgCMatrix"))"""));
        Assert.Equal(Weighted(counts.Cast<double>()), InR($"""as(TENxMatrix("{tenX}", "matrix"), "dgCMatrix")"""));
    }

    /// <summary>Writes a matrix, appends to it and changes some of its values.</summary>
    private string Change(SparseLayout layout, string group, out DelayedArray<float> expected)
    {
        var path = _folder[$"{layout}.h5ad"];
        var values = SparseSamples.Random<float>(5, 90, 90, 0.2);
        var axis = layout == SparseLayout.Csr ? 0 : 1;
        var whole = Delayed.FromMemory(values, 90, 90);
        var (first, rest) = axis == 0 ? (whole[..50, Selection.All], whole[50.., Selection.All]) : (whole[Selection.All, ..50], whole[Selection.All, 50..]);
        first.WriteHdf5Sparse(path, group, new() { Layout = layout, ChunkLength = 128 });
        Hdf5SparseMatrix.Append(path, group, rest);
        Hdf5SparseMatrix.SetValues(path, group, (40, 40), whole[40..60, 40..60] * 3f);
        for (var i = 0; i < 400; i++)
            values[((40 + (i / 20)) * 90) + 40 + (i % 20)] *= 3;
        expected = Delayed.FromMemory(values, 90, 90);
        Assert.Equal(values, SparseSamples.Dense<float>(path, group));
        return path;
    }

    private static bool HasModules(string name) => Python.Run(
        $"import importlib.util as u; print(u.find_spec('{name}') is not None)") == "True";

    private static string Print(DelayedArray<float> array) => string.Join(' ', array.ToArray().Select(value => (int)value));

    private static string PrintInPython(string matrix) => $"print(*{matrix}.toarray().astype(int).ravel())";

    /// <summary>Facts that tell two matrices apart, as R prints them.</summary>
    private static string Weighted(DelayedArray<double> array)
    {
        var (values, columns) = (array.ToArray(), (int)array.Shape[1]);
        var weighted = 0.0;
        for (var i = 0; i < values.Length; i++)
            weighted += values[i] * (((((i / columns) + 1) * 31) + (i % columns) + 1) % 1009);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{array.Shape[0]} {columns} {values.Sum()} {weighted}");
    }

    private static string InR(string matrix) => RunR($$"""
        suppressPackageStartupMessages(library(HDF5Array))
        m <- as.matrix({{matrix}})
        cat(dim(m), sum(m), sum(m * (row(m) * 31 + col(m)) %% 1009))
        """);

    private static string RunR(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["-e", $"options(digits = 15, scipen = 100)\n{script}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(output + errors.Result);
    }

    /// <summary>A test that needs R with HDF5Array; skipped where it is absent.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RFactAttribute : FactAttribute
    {
        private static readonly Lazy<bool> IsThere = new(() =>
        {
            try
            {
                return RunR("cat(requireNamespace('HDF5Array', quietly = TRUE))") == "TRUE";
            }
            catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                return false;
            }
        });

        public RFactAttribute()
        {
            if (!IsThere.Value)
                Skip = "There is no R with HDF5Array.";
        }
    }
}
