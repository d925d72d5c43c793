namespace DelayedArrays.Tests;

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
