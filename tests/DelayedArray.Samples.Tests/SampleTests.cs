namespace DelayedArrays.Tests;

[Collection(SampleProgram.Collection)]
public sealed class SampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("samples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_of_code_in_the_readme_is_the_program_that_is_tested()
    {
        var program = File.ReadAllText(Path.Combine(SampleProgram.Root, "samples", "ReadmeExample", "Program.cs")).ReplaceLineEndings("\n");
        var readme = File.ReadAllText(Path.Combine(SampleProgram.Root, "README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{program}```\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_code_in_the_readme_prints_what_the_readme_shows()
    {
        var run = SampleProgram.Run("ReadmeExample", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var readme = File.ReadAllText(Path.Combine(SampleProgram.Root, "README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```text\n{run.Output}```\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Composing_finds_the_column_with_outliers()
    {
        var run = SampleProgram.Run("OpenComposeReduce", _folder, MakeCounts(), "X");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("X: 600 x 40 int32\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("column 7: 6 values further than 3 standard deviations from the mean\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_from_outside_the_library_is_written_and_read_in_every_format()
    {
        var run = SampleProgram.Run("OwnCodec", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            """
            HDF5: the same values, fewer bytes than elements so far
            Zarr 2: the same values, fewer bytes than elements so far
              runs
            Zarr 3: the same values, fewer bytes than elements so far
              bytes, numcodecs.runs

            """.ReplaceLineEndings("\n"), run.Output);
    }

    [Fact]
    public void A_container_of_sparse_matrices_from_outside_the_library_is_written_read_and_changed()
    {
        var run = SampleProgram.Run("OwnContainer", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        int Count(int row, int column) => (row + (3 * column)) % 10 == 0 ? (row % 7) + 1 : 0;
        int Sum(int rows) => Enumerable.Range(0, rows * 80).Sum(i => Count(i / 80, i % 80));
        Assert.StartsWith("attributes.json, data.int32, indices.int32, indptr.int64\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"sum: {Sum(500)}, as computed: {Sum(500)}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"525 x 80: sum {Sum(500) + Sum(25) + 99}, largest 100\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("verified: valid\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_datasets_are_written()
    {
        var path = MakeCounts();
        var run = SampleProgram.Run("WriteBack", _folder, path, "X");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var counts = Hdf5Array.Open<int>(path, "X").ToArray();
        Assert.Equal(
            $"derived/log: 600 x 40 float32\nderived/detected: 600 x 40 bool\ndetected: {counts.Count(value => value > 0)}\n", run.Output);
        var logarithms = Hdf5Array.Open<float>(path, "derived/log").ToArray();
        Assert.All(logarithms.Zip(counts), pair => Assert.Equal(MathF.Log(1 + pair.Second), pair.First, 1e-6f));
    }

    [Fact]
    public void A_seed_of_ones_own_is_an_array_like_any_other()
    {
        var run = SampleProgram.Run("OwnSeed", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("12 x 48 x 64 uint8", run.Output, StringComparison.Ordinal);
        Assert.Contains($"brightest frame: {BrightestFrame()}\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("a frame and its negative add up to 255\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_and_a_reduction_of_ones_own_compute()
    {
        var run = SampleProgram.Run("OwnOperation", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("SoftThreshold(1.5)  1000 x 200 float64\n", run.Output, StringComparison.Ordinal);
        var means = Enumerable.Range(0, 3).Select(GeometricMean).ToArray();
        Assert.Contains(
            FormattableString.Invariant($"first columns: {means[0]:0.0000} {means[1]:0.0000} {means[2]:0.0000}\n"), run.Output, StringComparison.Ordinal);
        Assert.EndsWith("relative to them: 1.0000\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_pass_reads_each_chunk_once()
    {
        var run = SampleProgram.Run("OnePass", _folder, MakeCounts(), "X");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("three results of 12 chunks, each read once\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("largest value: 1000\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_pass_can_be_cancelled()
    {
        var run = SampleProgram.Run("OnePass", _folder, MakeCounts(rows: 60_000), "X", "1");
        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.Contains("cancelled", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("largest", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_in_a_sparse_group_are_normalised_chosen_written_and_appended_to()
    {
        var run = SampleProgram.Run("SparseCells", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var logNorm = LogNorm(out var entries, out var entriesAfter);
        var variances = Enumerable.Range(0, 300).Select(gene => Variance(Column(logNorm, gene))).ToArray();
        var best = Enumerable.Range(0, 300).MaxBy(gene => variances[gene]);
        Assert.Equal(
            FormattableString.Invariant($"""
                cells.h5ad::X: 2000 x 300 with {entries} entries
                most variable: gene {best}, mean {Column(logNorm, best).Average():0.0000}, variance {variances[best]:0.0000}
                """) + "\n",
            run.Output[..run.Output.IndexOf("variable.h5ad", StringComparison.Ordinal)]);
        Assert.Contains("variable.h5ad::X: 100 x 20, /X CSC, ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"cells.h5ad::X: 2050 x 300 with {entriesAfter} entries\n", run.Output, StringComparison.Ordinal);

        var written = Hdf5SparseMatrix.Open<float>(Path.Combine(_folder, "variable.h5ad"), "X");
        Assert.Equal(new Shape(100, 20), written.Shape);
    }

    [Fact]
    public void A_copy_in_shards_is_computed_over_and_changed_in_place()
    {
        var run = SampleProgram.Run("ShardedStore", _folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("frames.zarr::frames: Zarr 3, 40 x 300 x 400 uint16, 2 shards\n", run.Output, StringComparison.Ordinal);
        var means = Enumerable.Range(0, 40).Select(frame => Enumerable.Range(0, 300 * 400).Average(i => Pixel(frame, i / 400, i % 400))).ToArray();
        var best = Array.IndexOf(means, means.Max());
        Assert.Contains(FormattableString.Invariant($"brightest frame: {best}, mean {means[best]:0.000}\n"), run.Output, StringComparison.Ordinal);
        var changed = Enumerable.Range(0, 50 * 60).Count(i => Pixel(best, 100 + (i / 60), 200 + (i % 60)) != 999);
        Assert.EndsWith($"changed: {changed} pixels, mean of the region 999.0\n", run.Output, StringComparison.Ordinal);
    }

    private static double Pixel(int frame, int y, int x) => ((frame * 7) + (y * x)) % 1000;

    /// <summary>What the sample of counts computes, element by element.</summary>
    private static double[][] LogNorm(out int entries, out int entriesAfter)
    {
        static int Count(int cell, int gene) => ((cell * 31) + (gene * 17)) % 11 == 0 ? 1 + (cell * gene % (2 + (gene % 40))) : 0;
        var counts = Enumerable.Range(0, 2050).Select(cell => Enumerable.Range(0, 300).Select(gene => Count(cell, gene)).ToArray()).ToArray();
        entries = counts.Take(2000).Sum(row => row.Count(value => value > 0));
        entriesAfter = counts.Sum(row => row.Count(value => value > 0));
        return [.. counts.Take(2000).Select(row => row.Select(value => Math.Log(1 + (value / (double)row.Sum() * 1e4))).ToArray())];
    }

    private static double[] Column(double[][] rows, int column) => Array.ConvertAll(rows, row => row[column]);

    private static double Variance(double[] values) =>
        (values.Average(value => value * value) - Math.Pow(values.Average(), 2)) * values.Length / (values.Length - 1);

    /// <summary>Counts in 40 columns and chunks of 100 x 20; every hundredth value of column 7 is an outlier.</summary>
    private string MakeCounts(long rows = 600)
    {
        var path = Path.Combine(_folder, "counts.h5");
        Delayed.FromFunction<int>(new Shape(rows, 40), at => at[1] == 7 && at[0] % 100 == 0 ? 1000 : (int)((at[0] + at[1]) % 5))
            .WriteHdf5(path, "X", new() { Chunks = [100, 20] });
        return path;
    }

    private static int BrightestFrame() => Enumerable.Range(0, 12).MaxBy(frame => Enumerable.Range(0, 48 * 64).Sum(i => (i + frame) % 251));

    private static double GeometricMean(int column)
    {
        var logarithms = Enumerable.Range(0, 1000).Select(row =>
        {
            var value = ((row * 31 % 17) - 8) / 4.0 * (1 + (column % 3));
            return Math.Log(Math.Max(Math.Abs(value) - 1.5, 0) + 1);
        });
        return Math.Exp(logarithms.Average());
    }
}
