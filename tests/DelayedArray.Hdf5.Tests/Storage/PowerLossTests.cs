using System.Globalization;

namespace DelayedArrays.Tests;

/// <summary>A loss of power at any step of a change, with writes lost and reordered between flushes, leaves the old file or the new.</summary>
public sealed class PowerLossTests : IDisposable
{
    private const int WaysPerStep = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("append")]
    [InlineData("edit")]
    [InlineData("write")]
    [InlineData("add")]
    [InlineData("remove")]
    public void The_file_is_the_old_or_the_new(string kind)
    {
        var changes = SparseChanges.Of(kind);
        var path = _folder["p.h5"];
        changes.Begin(path);
        SimulatedDisk disk = new();
        disk.Add(path);
        var steps = Record(() => changes.Apply(path, 0));
        Assert.Contains(steps, step => step.Kind == StorageStepKind.Create);
        Random random = new(5);
        var states = 0;
        var last = steps.FindLastIndex(step => step.Kind == StorageStepKind.Flush && step.Path == path);
        for (var cut = 0; cut <= steps.Count; cut++)
        {
            for (var way = 0; way < WaysPerStep; way++)
            {
                var crashed = Materialize(disk.Crash(random), $"{cut}-{way}");
                var found = changes.Read(crashed);
                var isNew = found.SequenceEqual(changes.After(1));
                Assert.True(isNew || found.SequenceEqual(changes.After(0)), $"step {cut}, way {way}");
                Assert.True(isNew || cut <= last, $"step {cut}: the change is undone, though it was made");
                Assert.Equal(["p.h5"], SparseSamples.Beside(crashed));
                if (way == 0)
                {
                    // What is left can be changed further.
                    changes.Apply(crashed, isNew ? 1 : 0);
                    Assert.Equal(changes.After(isNew ? 2 : 1), changes.Read(crashed));
                }
                Directory.Delete(Path.GetDirectoryName(crashed)!, recursive: true);
                states++;
            }
            if (cut < steps.Count)
                disk.Apply(steps[cut]);
        }
        Assert.True(states > 40, $"{states} states");
    }

    [PythonFact("h5py, numpy")]
    public void Other_programs_read_the_old_or_the_new_but_for_the_last_step()
    {
        var changes = SparseChanges.Of("append");
        var path = _folder["p.h5"];
        changes.Begin(path);
        SimulatedDisk disk = new();
        disk.Add(path);
        var steps = Record(() => changes.Apply(path, 0));
        // The last step: pages are overwritten, once the journal is on disk.
        var first = steps.FindIndex(step => step.Kind == StorageStepKind.FlushFolder) + 1;
        var last = steps.FindLastIndex(step => step.Kind == StorageStepKind.Flush && step.Path == path);
        Assert.All(steps[first..last], step => Assert.Equal((StorageStepKind.Write, path), (step.Kind, step.Path)));
        Random random = new(6);
        for (var cut = 0; cut <= steps.Count; cut++)
        {
            if (cut <= first || cut > last)
                Materialize(disk.Crash(random), $"{cut:000}");
            if (cut < steps.Count)
                disk.Apply(steps[cut]);
        }
        var sums = Python.Run("""
            import glob, sys, h5py
            for path in sorted(glob.glob(sys.argv[1] + "/*/p.h5")):
                with h5py.File(path, "r") as file:
                    x = file["X"]
                    assert x["indptr"][-1] == len(x["data"]) == len(x["indices"]) and len(x["indptr"]) == x.attrs["shape"][0] + 1, path
                    print(len(x["data"]), x["data"][...].astype("f8").sum())
            """, _folder[""]).Split('\n').Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.All(sums, sum => Assert.Contains(sum, (double[])[changes.After(0).Sum(value => (double)value), changes.After(1).Sum(value => (double)value)]));
        Assert.Equal(2, sums.Distinct().Count());
    }

    private static List<StorageStep> Record(Action change)
    {
        List<StorageStep> steps = [];
        StoredFile.Trace = steps.Add;
        try
        {
            change();
        }
        finally
        {
            StoredFile.Trace = null;
        }
        return steps;
    }

    private string Materialize(IEnumerable<(string Path, byte[] Content)> files, string name)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        foreach (var (path, content) in files)
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), content);
        return Path.Combine(folder, "p.h5");
    }
}
