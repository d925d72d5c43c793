using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DelayedArrays.Benchmarks;

/// <summary>Whole processes of <c>darray</c>, from start to end, beside <c>python -c</c> of the same.</summary>
/// <param name="folder">The inputs of the whole jobs.</param>
internal sealed class ProcessCells(string folder)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "darray.exe" : "darray");

    // What prints each statistic of x over an axis as a JSON list.
    private static readonly Dictionary<string, string> Statistics = new(StringComparer.Ordinal)
    {
        ["count"] = "np.full(x.shape[1 - {0}], x.shape[{0}])",
        ["nnz"] = "np.count_nonzero(x, axis={0})",
        ["sum"] = "x.sum({0}, dtype='f8')",
        ["mean"] = "x.mean({0}, dtype='f8')",
        ["var"] = "x.var({0}, dtype='f8', ddof=1)",
        ["sd"] = "x.std({0}, dtype='f8', ddof=1)",
        ["min"] = "x.min({0})",
        ["max"] = "x.max({0})",
    };

    private const string Dense = "import h5py, json, numpy as np; d = h5py.File('{dir}/{file}')['X']; ";
    private const string Panels = "panels = (d[i:i + 500] for i in range(0, d.shape[0], 500)); ";
    private const string Factors = "s = (1 + np.arange(d.shape[0]) % 7).astype('f4')[:, None]; ";
    private const string ColumnSums = "print(json.dumps(sum(np.log1p(d[i:i + 500] / s[i:i + 500]).sum(0, dtype='f8') for i in range(0, d.shape[0], 500)).tolist()))";
    private const string Sparse = "import h5py, json, numpy as np, scipy.sparse as sp; g = h5py.File('{dir}/sparse.h5ad')['X']; "
        + "m = sp.csr_matrix((g['data'][:].astype('f8'), g['indices'][:], g['indptr'][:]), shape=tuple(g.attrs['shape'])); ";
    private const string Moments = "s = np.asarray(m.sum(1)).ravel(); s[s == 0] = 1; m.data = np.log1p(m.data / np.repeat(s, np.diff(m.indptr)) * 1e4); "
        + "n = m.shape[0]; mean = np.asarray(m.mean(0)).ravel(); q = np.asarray(m.multiply(m).sum(0)).ravel(); "
        + "print(json.dumps(mean.tolist() + ((q - n * mean ** 2) / (n - 1)).tolist()))";

    /// <summary>All of them: a cell for each declared statistic and axis, and some for each other command.</summary>
    public IEnumerable<SweepCell> All() =>
    [
        .. from axis in (string[])["0", "1"]
           from statistic in Statistic.All
           select Cell($"stats {statistic.Name} {axis}", $"stats {{dir}}/dense_gzip.h5::X --axis {axis} --stat {statistic.Name} --json", Peer(statistic.Name, axis)),
        Cell("stats all 0", "stats {dir}/dense_contiguous.h5::X --axis 0 --json", Dense.Replace("{file}", "dense_contiguous.h5", StringComparison.Ordinal)
            + "x = d[:]; print(json.dumps([v for a in (" + string.Join(", ", Statistics.Values).Replace("{0}", "0", StringComparison.Ordinal) + ") for v in a.tolist()]))"),
        Cell("W1", "stats {dir}/dense_gzip.h5::X --axis 1 --stat sum --json", Dense.Replace("{file}", "dense_gzip.h5", StringComparison.Ordinal)
            + Panels + "print(json.dumps(np.concatenate([p.sum(1, dtype='f8') for p in panels]).tolist()))"),
        Cell("W2", "stats {dir}/dense_gzip.h5::X --in s={scratch}/factors.h5::s --expr log1p(x/s) --single --axis 0 --stat sum --json",
            Dense.Replace("{file}", "dense_gzip.h5", StringComparison.Ordinal) + Factors + ColumnSums),
        Cell("W3", "stats {dir}/dense_blosc.zarr --in s={scratch}/factors.h5::s --expr log1p(x/s) --single --axis 0 --stat sum --json",
            "import json, zarr, numpy as np; d = zarr.open('{dir}/dense_blosc.zarr', mode='r'); " + Factors + ColumnSums),
        Cell("W6", "stats {dir}/sparse.h5ad::X --expr log1p(x/rowsums(x)*1e4) --axis 0 --stat mean,var --json", Sparse + Moments),
        Cell("info dense", "info {dir}/dense_gzip.h5", "import h5py; f = h5py.File('{dir}/dense_gzip.h5'); f.visititems(lambda k, v: print(k, v, v.chunks))"),
        Cell("info sparse", "info {dir}/sparse.h5ad", "import h5py; f = h5py.File('{dir}/sparse.h5ad'); f.visititems(lambda k, v: print(k, v, dict(v.attrs)))"),
        Cell("info zarr", "info {dir}/dense_blosc.zarr", "import zarr; print(zarr.open('{dir}/dense_blosc.zarr', mode='r').info)"),
        Cell("show dense", "show {dir}/dense_gzip.h5::X", "import h5py, numpy as np; d = h5py.File('{dir}/dense_gzip.h5')['X']; print(d[:3, :3], d[-3:, -3:])"),
        Cell("show sparse", "show {dir}/sparse.h5ad::X",
            "import h5py; g = h5py.File('{dir}/sparse.h5ad')['X']; p = g['indptr'][:4]; print(g['data'][:p[-1]], g['indices'][:p[-1]])"),
        Cell("convert dense", "convert {dir}/dense_gzip.h5::X {scratch}/ours.zarr --overwrite --quiet --zarr-version 2 --chunks 1000,1000",
            "import h5py, zarr, numcodecs; d = h5py.File('{dir}/dense_gzip.h5')['X']; "
            + "z = zarr.open('{scratch}/peer.zarr', mode='w', shape=d.shape, chunks=(1000, 1000), dtype=d.dtype, compressor=numcodecs.Blosc('lz4', 5, 1))\n"
            + "for i in range(0, d.shape[0], 1000): z[i:i + 1000] = d[i:i + 1000]"),
        Cell("convert sparse", "convert {dir}/sparse.h5ad::X {scratch}/ours.h5::X --overwrite --quiet --sparse csc",
            Sparse.Replace(".astype('f8')", "", StringComparison.Ordinal) + "c = m.tocsc(); f = h5py.File('{scratch}/peer.h5', 'w').create_group('X')\n"
            + "for n in ('data', 'indices', 'indptr'): f.create_dataset(n, data=getattr(c, n), compression='gzip', compression_opts=4)"),
    ];

    private static string? Peer(string statistic, string axis) => Statistics.TryGetValue(statistic, out var expression)
        ? Dense.Replace("{file}", "dense_gzip.h5", StringComparison.Ordinal) + "x = d[:]; print(json.dumps("
            + expression.Replace("{0}", axis, StringComparison.Ordinal) + ".tolist()))"
        : null;

    private SweepCell Cell(string operation, string arguments, string? code) => new("process", operation,
        code is null ? null : $"python({JsonSerializer.Serialize(code)})", options => Start(arguments, options));

    // The folder of scratch files is the current one.
    private double[] Start(string arguments, ExecutionOptions options)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments.Split(' ').Append("--threads").Append(options.Workers.ToString(CultureInfo.InvariantCulture)))
            start.ArgumentList.Add(argument.Replace("{dir}", folder, StringComparison.Ordinal).Replace("{scratch}", ".", StringComparison.Ordinal));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"darray {arguments} ended with {process.ExitCode}");
        return arguments.EndsWith("--json", StringComparison.Ordinal) ? Numbers(output) : [];
    }

    private static double[] Numbers(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Where(property => property.Name is not ("shape" or "axis"))
            .SelectMany(property => property.Value.EnumerateArray()).Select(value => value.GetDouble())];
    }
}
