using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays.Benchmarks;

/// <summary>Times changes of HDF5 files of several sizes, and counts what the process writes. The inputs are those of make_changes.py.</summary>
internal static class ChangeJobs
{
    private const int Rows = 1000;
    private const int Columns = 30_000;
    private const int EntriesPerRow = 1000;

    /// <summary>Runs each change on each file, some times.</summary>
    public static void Run(string folder, int runs)
    {
        Console.WriteLine($"{"file",-16} {"change",-28} {"median s",9} {"max s",9} {"MB written",11} {"MB grown",9}");
        var rows = Delayed.FromMemory(RandomRows(), Rows, Columns).ToSparse();
        var megabyte = Delayed.FromMemory([.. Enumerable.Range(0, 250_000).Select(k => (float)k)], 250_000);
        foreach (var path in Directory.GetFiles(folder, "changes-*.h5").OrderBy(path => new FileInfo(path).Length))
        {
            Measure(path, "1000 rows of 1000 appended", runs, _ => Hdf5SparseMatrix.Append(path, "X", rows.AsDelayed()));
            Measure(path, "one element set", runs, k => Hdf5SparseMatrix.SetValue(path, "X", (0, 7), (float)(k + 2)));
            Measure(path, "1 MB dataset added", runs, k => megabyte.WriteHdf5(path, $"new{Guid.NewGuid():N}", new() { Compression = "none" }));
            Measure(path, "1 MB dataset replaced", runs, k => megabyte.WriteHdf5(path, "same", new() { Compression = "none", Overwrite = true }));
        }
    }

    private static void Measure(string path, string what, int runs, Action<int> change)
    {
        change(-1);
        List<double> seconds = [];
        var (written, length) = (Written(), new FileInfo(path).Length);
        for (var k = 0; k < runs; k++)
        {
            var start = Stopwatch.GetTimestamp();
            change(k);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(path),-16} {what,-28} {seconds[runs / 2],9:0.0000} {seconds[^1],9:0.0000} {(Written() - written) / 1e6 / runs,11:0.000} {(new FileInfo(path).Length - length) / 1e6 / runs,9:0.000}"));
    }

    // What the process handed to the system to write.
    private static long Written() => !OperatingSystem.IsLinux() ? 0 : long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal))[6..], CultureInfo.InvariantCulture);

    private static float[] RandomRows()
    {
        Random random = new(1);
        var values = new float[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var k = 0; k < EntriesPerRow; k++)
                values[(row * Columns) + (k * 30) + random.Next(30)] = random.Next(1, 10);
        }
        return values;
    }
}
