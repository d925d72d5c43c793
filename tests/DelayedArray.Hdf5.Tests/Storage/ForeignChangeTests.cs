using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>Programs that do not know this library, and what a change does about them.</summary>
public sealed class ForeignChangeTests : IDisposable
{
    private static readonly ExecutionOptions Impatient = new() { LockTimeout = TimeSpan.FromMilliseconds(50) };

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public ForeignChangeTests()
    {
        _path = _folder["f.h5"];
        Delayed.FromMemory([1f, 2, 3], 3).WriteHdf5(_path, "keep");
    }

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void A_file_that_another_program_writes_is_not_changed()
    {
        using (Holding("r+", "file['theirs'] = 1"))
        {
            foreach (var mode in Enum.GetValues<Hdf5ChangeMode>())
            {
                var refusal = Assert.Throws<ConcurrentChangeException>(() => Write(mode));
                Assert.StartsWith($"{_path}: another program has had the file open for writing", refusal.Message, StringComparison.Ordinal);
            }
        }
        Write(Hdf5ChangeMode.Journal);
        Assert.Equal(["keep", "ours", "theirs"], Names());
    }

    [PythonFact("h5py")]
    public void While_another_program_reads_a_file_only_a_copy_can_take_its_place()
    {
        using (Holding("r", "pass"))
        {
            var before = File.ReadAllBytes(_path);
            var refusal = Assert.Throws<ConcurrentChangeException>(() => Write(Hdf5ChangeMode.Journal));
            Assert.StartsWith($"{_path}: other programs have had the file open", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(_path));
            Write(Hdf5ChangeMode.Copy);
        }
        Assert.Equal(["keep", "ours"], Names());
        Assert.Equal(["f.h5"], SparseSamples.Beside(_path));
    }

    [PythonTheory("h5py")]
    [InlineData(Hdf5ChangeMode.Journal)]
    [InlineData(Hdf5ChangeMode.Copy)]
    public void What_a_program_without_locks_has_changed_meanwhile_is_not_overwritten(Hdf5ChangeMode mode)
    {
        using (var transaction = Hdf5Transaction.Begin(_path, mode))
        {
            transaction.File.Root.CreateGroup("ours");
            Python.Run("""
                import os, sys
                os.environ["HDF5_USE_FILE_LOCKING"] = "FALSE"
                import h5py
                with h5py.File(sys.argv[1], "r+") as file:
                    file["theirs"] = 1
                """, _path);
            Assert.Contains("another program has changed the file meanwhile", Assert.Throws<ConcurrentChangeException>(transaction.Commit).Message, StringComparison.Ordinal);
        }
        Assert.Equal(["keep", "theirs"], Names());
    }

    [Theory]
    [InlineData(Hdf5ChangeMode.Journal)]
    [InlineData(Hdf5ChangeMode.Copy)]
    public void A_file_that_has_taken_the_place_meanwhile_stays(Hdf5ChangeMode mode)
    {
        var other = _folder["other.h5"];
        Delayed.FromMemory([5f], 1).WriteHdf5(other, "other");
        using (var transaction = Hdf5Transaction.Begin(_path, mode))
        {
            transaction.File.Root.CreateGroup("ours");
            File.Move(other, _path, overwrite: true);
            Assert.Throws<ConcurrentChangeException>(transaction.Commit);
        }
        Assert.Equal(["other"], Names());
    }

    [Fact]
    public void A_new_file_that_another_program_has_made_meanwhile_stays()
    {
        var path = _folder["new.h5"];
        using var transaction = Hdf5Transaction.Begin(path);
        File.WriteAllText(path, "theirs");
        Assert.Throws<ConcurrentChangeException>(transaction.Commit);
        transaction.Dispose();
        Assert.Equal("theirs", File.ReadAllText(path));
        Assert.Equal(["f.h5", "new.h5"], SparseSamples.Beside(path));
    }

    [Fact]
    public async Task Two_changes_in_one_program_follow_each_other()
    {
        using var first = Hdf5Transaction.Begin(_path);
        Assert.Throws<ConcurrentChangeException>(() => Hdf5Transaction.Begin(_path, execution: Impatient));
        first.File.Root.CreateGroup("first");
        var second = Task.Run(() => Write(Hdf5ChangeMode.Journal, new()));
        first.Commit();
        await second;
        Assert.Equal(["first", "keep", "ours"], Names());
    }

    [Fact]
    public void Another_file_is_not_changed_through_a_link()
    {
        var other = _folder["other.h5"];
        Delayed.FromMemory(new float[3000], 3000).WriteHdf5(other, "x", new() { Compression = "none" });
        var before = File.ReadAllBytes(other);
        using (var transaction = Hdf5Transaction.Begin(_path))
        {
            transaction.File.Root.CreateExternalLink("link", "other.h5", "/x");
            transaction.Commit();
        }
        using (var transaction = Hdf5Transaction.Begin(_path))
        {
            var failure = Assert.Throws<IOException>(() =>
            {
                using (var x = transaction.File.OpenDataset("link"))
                    x.WriteAll<float>(Enumerable.Repeat(1f, 3000).ToArray());
                transaction.Commit();
            });
            Assert.Contains("other.h5", failure.Message, StringComparison.Ordinal);
        }
        using (var transaction = Hdf5Transaction.Begin(_path))
        {
            // What was written to it is not on its way yet, for the dataset is still open.
            using var x = transaction.File.OpenDataset("link");
            x.Write<float>([0], [1], [1]);
            Assert.Contains("other.h5", Assert.Throws<IOException>(transaction.Commit).Message, StringComparison.Ordinal);
        }
        // Neither refusal is one of the next change; and a link may be read.
        using (var transaction = Hdf5Transaction.Begin(_path))
        {
            using (var x = transaction.File.OpenDataset("link"))
                Assert.Equal(3000, x.Length);
            transaction.File.Root.CreateGroup("g");
            transaction.Commit();
        }
        Assert.Equal(["g", "keep", "link"], Names());
        Assert.Equal(before, File.ReadAllBytes(other));
        Assert.Equal(0, Hdf5Array.Open(_path, "link").As<float>().Sum());
    }

    private void Write(Hdf5ChangeMode mode, ExecutionOptions? execution = null) =>
        Delayed.FromMemory([1f], 1).WriteHdf5(_path, "ours", new() { ChangeMode = mode }, execution ?? Impatient);

    private string[] Names()
    {
        using var file = Hdf5File.OpenRead(_path);
        return [.. file.Root.Names.Order(StringComparer.Ordinal)];
    }

    /// <summary>A Python that has the file open until the result is disposed.</summary>
    private Holder Holding(string mode, string then) => new(_path, mode, then);

    private sealed class Holder : IDisposable
    {
        private readonly Process _process;

        public Holder(string path, string mode, string then)
        {
            var script = $"import sys, h5py\nwith h5py.File(sys.argv[1], '{mode}') as file:\n    {then}\n    print('open', flush=True)\n    sys.stdin.read()";
            _process = Process.Start(new ProcessStartInfo(Python.Program, ["-c", script, path])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            Assert.Equal("open", _process.StandardOutput.ReadLine());
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
