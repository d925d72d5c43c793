using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays;

/// <summary><c>darray demo</c>: makes an example file and runs the main job on it, or runs the job on a dataset of the user.</summary>
internal sealed class DemoCommand(Terminal terminal) : LazyCommand("demo", "Makes a realistic example file and runs the main job on it.")
{
    private const string Expression = "log1p(x / rowsums(x) * 1e4)";
    private const int GenesShown = 5;

    /// <inheritdoc/>
    public override void Define()
    {
        var place = new Argument<string?>("DIR") { Description = "folder for the example file, or your own FILE::DATASET", Arity = ArgumentArity.ZeroOrOne };
        Arguments.Add(place);
        SetAction(parsed =>
        {
            var given = parsed.GetValue(place);
            var location = given is not null && given.Contains("::", StringComparison.Ordinal)
                ? ArrayLocation.Parse(given)
                : MakeExample(given ?? Path.Combine(Path.GetTempPath(), "darray-demo"), terminal);
            Run(location, terminal);
        });
    }

    private static ArrayLocation MakeExample(string folder, Terminal terminal)
    {
        Directory.CreateDirectory(folder);
        var location = new ArrayLocation(Path.Combine(folder, "counts.h5"), "X");
        if (File.Exists(location.Path))
        {
            if (ArrayFormats.Open(location).Shape != ExampleCounts.Matrix.Shape)
                throw new UsageException($"{location.Path} exists already and is not the example; expected another folder");
            terminal.Out.WriteLine($"found {location}, made before\n");
            return location;
        }
        var watch = Stopwatch.StartNew();
        ExampleCounts.Matrix.WriteHdf5(location.Path, location.Inner!, new Hdf5WriteOptions { Chunks = [500, 500] },
            ExecutionOptions.Default with { Cancellation = terminal.Cancellation });
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"made {location}: counts of {ExampleCounts.Cells} cells x {ExampleCounts.Genes} genes, {new FileInfo(location.Path).Length / 1e6:0.0} MB on disk ({watch.Elapsed.TotalSeconds:0.00} s)\n"));
        return location;
    }

    private static void Run(ArrayLocation location, Terminal terminal)
    {
        var output = terminal.Out;
        var execution = ExecutionOptions.Default with { Cancellation = terminal.Cancellation };
        output.WriteLine($"$ darray show {location}");
        var counts = ArrayFormats.Open(location);
        output.WriteLine($"{counts}\n");
        if (counts.Rank != 2)
            throw new UsageException($"{location}: the demo needs a matrix, not an array of shape {counts.Shape}");

        output.WriteLine($"$ darray tree {location} --expr \"{Expression}\"");
        var normalized = new Binder<float>(new Dictionary<string, DelayedArray>(StringComparer.Ordinal) { ["x"] = counts }).Bind(Parser.Parse(Expression)).As<float>();
        output.WriteLine($"{normalized.ToTree()}\n");

        output.WriteLine($"$ darray stats {location} --expr \"{Expression}\" --axis 0 --stat mean,var --single");
        var watch = Stopwatch.StartNew();
        ExecutionReport? report = null;
        var genes = normalized.Statistics(axis: 0, options: execution with { Report = made => report = made });
        var seconds = watch.Elapsed.TotalSeconds;
        var top = genes.Variance.ArgTop(GenesShown);
        output.WriteLine("most variable columns:   column        mean    variance");
        foreach (var gene in top)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"                       {gene,8}  {genes.Mean[(nint)gene],10:0.0000}  {genes.Variance[(nint)gene],10:0.0000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\ntwo passes over {counts.Shape.Count:N0} elements in {seconds:0.00} s; {report!.Chunks} chunks, at most {report.PeakBytes / 1e6:0.0} MB of array data in memory in the second"));
    }
}
