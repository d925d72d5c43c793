using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DelayedArrays.Tests;

/// <summary>
/// Programs, h5py among them, change one file at the same time, and some are killed. Completed changes stay, incomplete ones leave nothing,
/// and refused ones are reported.
/// </summary>
public sealed class SharedFileTests : IDisposable
{
    private const int Changes = 3;

    private const string Theirs = """
        import sys, time
        import h5py
        path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
        for k in range(count):
            for attempt in range(3000):
                print("begin", k, flush=True)
                try:
                    with h5py.File(path, "r+") as file:
                        file[f"{name}/{k}"] = [float(k)] * 100
                    print("done", k, flush=True)
                    break
                except OSError as refusal:
                    assert "unable to lock file" in str(refusal), refusal
                    print("refused", k, refusal, flush=True)
                    time.sleep(0.01)
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SharedFileTests() => _path = _folder["shared.h5"];

    // More rounds where there is time for them.
    private static int Rounds => LongTests.Count(LongTests.Rounds, usual: 4);

    public void Dispose() => _folder.Dispose();

    [PythonFact("h5py")]
    public void Nothing_is_lost_and_nothing_corrupt()
    {
        Random random = new(8);
        for (var round = 0; round < Rounds; round++)
        {
            Begin();
            List<Worker> workers =
            [
                Worker.Ours(_path, "dense", "d1"), Worker.Ours(_path, round % 2 == 0 ? "sparse" : "dense", "d2"), Worker.Ours(_path, "append", "a3"),
                Worker.Ours(_path, round % 2 == 0 ? "append" : "edit", "a4"), Worker.Theirs(_path, "h5"),
            ];
            if (round % 2 == 1)
                workers[random.Next(4)].KillAfter(TimeSpan.FromMilliseconds(random.Next(200, 1200)));
            workers.ForEach(static worker => worker.Finish());
            Check(workers, round % 2 == 1);
        }
    }

    private void Begin()
    {
        foreach (var left in Directory.GetFileSystemEntries(_folder[""]))
            File.Delete(left);
        Delayed.FromMemory([1f, 2, 3], 3).WriteHdf5(_path, "keep");
        Delayed.FromMemory(SharedFileTask.Rows(1), SharedFileTask.RowsAtOnce, SharedFileTask.Columns).WriteHdf5Sparse(_path, "X");
        Delayed.FromMemory(Enumerable.Repeat(1f, 10 * SharedFileTask.Columns).ToArray(), 10, SharedFileTask.Columns).WriteHdf5Sparse(_path, "E");
    }

    private void Check(List<Worker> workers, bool edits)
    {
        Assert.Equal([1f, 2, 3], Hdf5Array.Open(_path, "keep").As<float>().ToArray());
        Assert.True(Hdf5SparseMatrix.Verify(_path, "X").IsValid);
        Assert.True(Hdf5SparseMatrix.Verify(_path, "E").IsValid);
        foreach (var worker in workers)
        {
            if (worker.Name[0] is 'd' or 'h')
                CheckObjects(worker);
        }
        CheckRows([.. workers.Where(worker => worker.Name == "a3" || (worker.Name == "a4" && !edits))]);
        if (edits)
            CheckEdited(workers.Single(worker => worker.Name == "a4"));
        Assert.Equal(["shared.h5"], [.. SparseSamples.Beside(_path).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal))]);
    }

    private void CheckObjects(Worker worker)
    {
        using var file = Hdf5File.OpenRead(_path);
        for (var k = 0; k < Changes; k++)
        {
            var there = file.Exists($"{worker.Name}/{k}");
            Assert.True(there || !worker.Has(k), $"{worker.Name}/{k} is lost:\n{worker.Said}");
            Assert.True(!there || worker.MayHave(k), $"{worker.Name}/{k} was not written:\n{worker.Said}");
            if (!there)
                continue;
            var mark = SharedFileTask.Mark(worker.Name, k);
            using var found = file.Open($"{worker.Name}/{k}");
            if (found is Hdf5Group group)
                Assert.Equal(SharedFileTask.Rows(mark), Hdf5SparseMatrix.Open(group).As<float>().ToArray());
            else if (worker.Name[0] == 'h')
                Assert.Equal(Enumerable.Repeat((double)k, 100), Hdf5Array.Open((Hdf5Dataset)found).As<double>().ToArray());
            else
                Assert.Equal(Enumerable.Range(0, SharedFileTask.Length).Select(at => mark + at), Hdf5Array.Open((Hdf5Dataset)found).As<float>().ToArray());
        }
    }

    /// <summary>The rows come in some order of the programs, but each program's in its own.</summary>
    private void CheckRows(List<Worker> workers)
    {
        var values = SparseSamples.Dense<float>(_path, "X");
        const int size = SharedFileTask.RowsAtOnce * SharedFileTask.Columns;
        Assert.Equal(0, values.Length % size);
        List<float> marks = [];
        for (var at = size; at < values.Length; at += size)
        {
            marks.Add(values[at]);
            Assert.Equal(SharedFileTask.Rows(values[at]), values[at..(at + size)]);
        }
        foreach (var worker in workers)
        {
            var own = marks.Where(mark => mark - SharedFileTask.Mark(worker.Name, 0) is >= 0 and < Changes).Select(mark => (int)(mark - SharedFileTask.Mark(worker.Name, 0))).ToList();
            var done = Enumerable.Range(0, Changes).Where(worker.Has).ToList();
            Assert.True(own.SequenceEqual(done) || own.SequenceEqual(done.Append(worker.Unfinished)), $"{worker.Name}: {string.Join(", ", own)}\n{worker.Said}");
            marks.RemoveAll(mark => own.Contains((int)(mark - SharedFileTask.Mark(worker.Name, 0))));
        }
        Assert.Empty(marks);
    }

    private void CheckEdited(Worker worker)
    {
        var row = worker.Name[^1] - '0';
        var values = SparseSamples.Dense<float>(_path, "E").AsSpan(row * SharedFileTask.Columns, SharedFileTask.Columns).ToArray();
        var last = Enumerable.Range(0, Changes).Where(worker.Has).DefaultIfEmpty(-1).Max();
        float[] may = [last < 0 ? 1 : SharedFileTask.Mark(worker.Name, last), SharedFileTask.Mark(worker.Name, Math.Max(worker.Unfinished, Math.Max(last, 0)))];
        Assert.Contains(values[0], may);
        Assert.All(values, value => Assert.Equal(values[0], value));
    }

    private sealed class Worker
    {
        private readonly Process _process;
        private readonly StringBuilder _said = new();

        private Worker(string name, string program, string[] arguments)
        {
            Name = name;
            _process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _process.OutputDataReceived += Hear;
            _process.ErrorDataReceived += Hear;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Name { get; }

        public bool IsKilled { get; private set; }

        public string Said => _said.ToString();

        /// <summary>The change that was begun and whose outcome is unknown; -1 if there is none.</summary>
        public int Unfinished => Lines("begin").Select(Number).LastOrDefault(-1) is var last && last >= 0 && !Has(last) && IsKilled ? last : -1;

        public static Worker Ours(string path, string task, string name) =>
            new(name, "dotnet", ["exec", typeof(SharedFileTests).Assembly.Location, "share", task, path, name, $"{Changes}"]);

        public static Worker Theirs(string path, string name) => new(name, Python.Program, ["-c", SharedFileTests.Theirs, path, name, $"{Changes}"]);

        public bool Has(int number) => Lines("done").Select(Number).Contains(number);

        public bool MayHave(int number) => Has(number) || number == Unfinished;

        public void KillAfter(TimeSpan time)
        {
            IsKilled = !_process.WaitForExit(time);
            _process.Kill();
        }

        public void Finish()
        {
            _process.WaitForExit();
            Assert.True(IsKilled || _process.ExitCode == 0, $"{Name}: exit code {_process.ExitCode}\n{Said}");
            Assert.True(IsKilled || Enumerable.Range(0, Changes).All(Has), $"{Name}: not everything was done\n{Said}");
            _process.Dispose();
        }

        private static int Number(string line) => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);

        private IEnumerable<string> Lines(string kind) =>
            Said.Split('\n').Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line.TrimEnd('\r'));

        private void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (_said)
                _said.Append(line.Data).Append('\n');
        }
    }
}
