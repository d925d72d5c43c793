using System.Numerics.Tensors;

namespace DelayedArrays.Benchmarks;

/// <summary>A job as a user has it: from the file to the result.</summary>
/// <param name="Name">The name it has in <c>peers.py</c>.</param>
/// <param name="Prepare">Makes what is in memory before the clock starts, and gives the job, which returns its check value.</param>
internal sealed record WholeJob(string Name, Func<Func<double>> Prepare);

/// <summary>The jobs of <c>peers.py</c> that this library has.</summary>
internal static class WholeJobs
{
    private const int ValuesInMemory = 64 << 20;

    public static IEnumerable<WholeJob> All(string folder, ExecutionOptions execution)
    {
        var gzip = Path.Combine(folder, "dense_gzip.h5");
        var contiguous = Path.Combine(folder, "dense_contiguous.h5");
        var sparse = Path.Combine(folder, "sparse.h5ad");
        var blosc = Path.Combine(folder, "dense_blosc.zarr");
        return
        [
            new("W1", () => () => RowSums(gzip, execution)),
            new("W2", () => () => ScaledColumnSums(Hdf5Array.Open<float>(gzip, "X"), execution)),
            new("W3", () => () => ScaledColumnSums(ZarrArray.Open<float>(blosc), execution)),
            new("W4", () => () => RowSums(contiguous, execution)),
            new("W5", () => InMemory(execution)),
            new("W6", () => () => NormalizedVariance(sparse, execution)),
            new("W7", () => RandomRows(sparse, Path.Combine(folder, "w7_rows.txt"), execution)),
            new("W8", () => () => AdjacentColumns(sparse, execution)),
            new("W9", () => () => Convert(gzip, Path.Combine(folder, "w9-ours.zarr"), execution)),
            new("S1", () => () => SparseRowSums(sparse, execution)),
            new("S2", () => WriteSparse(sparse, Path.Combine(folder, "s2-ours.h5"), execution)),
            new("Z1", () => () => ReadWhole(blosc, execution)),
        ];
    }

    private static double RowSums(string path, ExecutionOptions execution)
    {
        var x = Hdf5Array.Open<float>(path, "X");
        return Tensor.Sum<double>(x.Sum(axis: 1, options: execution));
    }

    private static double ScaledColumnSums(DelayedArray<float> x, ExecutionOptions execution)
    {
        var factors = new float[x.Shape[0]];
        for (var row = 0; row < factors.Length; row++)
            factors[row] = 1 + (row % 7);
        return Tensor.Sum<double>((x / factors.AsColumn()).Log1P().Sum(axis: 0, options: execution));
    }

    private static Func<double> InMemory(ExecutionOptions execution)
    {
        var values = new float[ValuesInMemory];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 100;
        return () => (Delayed.FromMemory(values, values.Length) / 3f).Log1P().Sum(options: execution);
    }

    private static double NormalizedVariance(string path, ExecutionOptions execution)
    {
        var x = Hdf5Array.Open(path, "X").Cast<double>();
        var sums = x.Sum(axis: 1, options: execution);
        var moments = (x / sums.AsColumn() * 1e4).Log1P().MeanAndVariance(axis: 0, ddof: 1, options: execution);
        return Tensor.Sum<double>(moments.Variance);
    }

    private static Func<double> RandomRows(string path, string chosen, ExecutionOptions execution)
    {
        long[] rows = [.. File.ReadLines(chosen).Select(line => long.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
        return () => Hdf5Array.Open<float>(path, "X")[rows, ..].Sum(options: execution);
    }

    private static double AdjacentColumns(string path, ExecutionOptions execution)
    {
        var x = Hdf5Array.Open<float>(path, "X");
        return (x.Shape[1] > 1010 ? x[.., 1000..1010] : x[.., ..10]).Sum(options: execution);
    }

    private static double SparseRowSums(string path, ExecutionOptions execution)
    {
        var x = Hdf5Array.Open<float>(path, "X");
        return Tensor.Sum<double>(x.Sum(axis: 1, options: execution));
    }

    // As the peer's: the time includes removing the store again.
    private static double Convert(string source, string target, ExecutionOptions execution)
    {
        Hdf5Array.Open(source, "X").WriteZarr(target, "", new ZarrWriteOptions { Version = 2, Chunks = [1000, 1000], Overwrite = true }, execution);
        Directory.Delete(target, recursive: true);
        return 1;
    }

    private static Func<double> WriteSparse(string source, string target, ExecutionOptions execution)
    {
        var matrix = Hdf5Array.Open<float>(source, "X").ToSparse(options: execution);
        return () =>
        {
            matrix.AsDelayed().WriteHdf5Sparse(target, "X", new Hdf5SparseWriteOptions { Level = 4, Shuffle = false, Overwrite = true }, execution);
            File.Delete(target);
            return matrix.NonZeroCount;
        };
    }

    private static double ReadWhole(string path, ExecutionOptions execution)
    {
        var values = ZarrArray.Open<float>(path).ToArray(execution);
        return values[12345] + values[^1];
    }
}
