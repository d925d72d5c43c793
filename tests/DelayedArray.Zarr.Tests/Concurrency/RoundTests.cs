using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Xunit.Abstractions;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// Rounds of four programs that change one store, some of them killed, and zarr-python beside them. There are a few rounds in each
/// run; the environment variable DELAYEDARRAY_TEST_ROUNDS asks for more.
/// </summary>
public sealed class RoundTests(ITestOutputHelper output) : IDisposable
{
    private const string PythonWriter =
        """
        import itertools, sys, threading, numpy, zarr
        threading.Thread(target=lambda: (sys.stdin.read(), ended.append(1)), daemon=True).start()
        ended = []
        group = zarr.open_group(sys.argv[1], mode="r+")
        for i in itertools.count():
            if ended:
                break
            group.create_dataset(f"py/{i}", data=numpy.full((20, 20), i, "i4"), chunks=(7, 20))
            print(f"done py/{i}", flush=True)
        """;

    private static readonly int s_rounds = LongTests.Count(LongTests.Rounds, usual: 3);

    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _arrays = new(StringComparer.Ordinal);
    private readonly HashSet<(int Number, int Change)> _rows = [];
    private readonly List<string> _refused = [];
    private int _killed;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.zarr", 2)]
    [InlineData("x.zarr", 3)]
    [InlineData("x.zip", 2)]
    public void NothingIsLostAndNothingIsCorrupt(string name, int version)
    {
        var location = _folder[name];
        Make(location, version);
        Random random = new(version + name.Length);
        var python = version == 2 && name == "x.zarr" && Python.Has("zarr") ? StartPython(location) : null;
        for (var round = 0; round < s_rounds; round++)
        {
            Run(location, round, random);
            Check(location, round);
        }
        var theirs = python is null ? [] : Finish(python);
        // One more change finishes what killed programs have left.
        ChangeProgram.Array("g/last").WriteZarr(location, "g/last");
        _arrays.Add("g/last");
        using var store = ZarrStores.Open(location);
        var all = ZarrGroup.Open(store, useConsolidated: true);
        Assert.True(all.IsConsolidated);
        Assert.All(_arrays, array => Assert.True(all.HasArray(array), $"{array} is not listed"));
        foreach (var array in theirs)
            Assert.Equal(Enumerable.Repeat(int.Parse(array[3..], CultureInfo.InvariantCulture), 400), ZarrArray.Open<int>(store, array).ToArray());
        Assert.DoesNotContain(store.List(StoreKey.Root), entry => StagingKeys.Is(entry.Name));
        if (name == "x.zip")
            CheckZip(location);
        output.WriteLine(
            $"{name}, Zarr {version}: {s_rounds} rounds, {_killed} programs killed, {_arrays.Count} arrays and {_rows.Count} rows written, {theirs.Length} arrays by zarr-python, {_refused.Count} refusals");
    }

    private static void Make(string location, int version)
    {
        using var store = ZarrStores.OpenForWriting(location);
        Delayed.Constant(0, 3, 40).WriteZarr(store, "log", new() { Chunks = [4, 40], Version = version });
        Delayed.Constant(0, 9, 40).WriteZarr(store, "table", new() { Chunks = [4, 40] });
        store.Consolidate(version);
        store.Complete();
    }

    private void Run(string location, int round, Random random)
    {
        List<(string What, ChangeProgram Program)> programs =
        [
            ("arrays", ChangeProgram.Start("arrays", location, $"g/r{round}-", 0, 3)),
            ("arrays", ChangeProgram.Start("arrays", location, $"g/r{round}-", 1, 3)),
            ("append", ChangeProgram.Start("append", location, "log", round + 1, 3)),
            ("edit", ChangeProgram.Start("edit", location, "table", round % 9, round + 1)),
        ];
        var doomed = programs.OrderBy(_ => random.Next()).Take(random.Next(3)).ToList();
        foreach ((_, var program) in doomed)
        {
            Thread.Sleep(random.Next(50, 500));
            program.Kill();
            _killed++;
        }
        foreach ((var what, var program) in programs)
        {
            if (!doomed.Contains((what, program)))
                program.Wait();
            _refused.AddRange(program.Refused);
            if (what == "arrays")
                _arrays.UnionWith(program.Done);
            else if (what == "append")
                _rows.UnionWith(program.Done.Select(change => (round + 1, int.Parse(change, CultureInfo.InvariantCulture))));
            program.Dispose();
        }
        Assert.All(_refused, message => Assert.Matches("another change|someone else", message));
    }

    private void Check(string location, int round)
    {
        using var store = ZarrStores.Open(location);
        var group = ZarrGroup.Open(store, "g");
        foreach (var member in group.Members())
        {
            Assert.Null(member.Damage);
            WriteSamples.AssertEqual(ChangeProgram.Array($"g/{member.Name}"), group.OpenArray(member.Name));
        }
        Assert.All(_arrays, array => Assert.True(group.HasArray(array[2..]), $"{array} is lost"));
        var rows = Rows(ZarrArray.Open<int>(store, "log")[3.., ..].ToArray()).ToList();
        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.All(_rows, row => Assert.Contains(row, rows));
        Assert.All(rows, row => Assert.InRange(row.Number, 1, round + 1));
        Assert.All(Rows(ZarrArray.Open<int>(store, "table").ToArray()), row => Assert.InRange(row.Change, 0, round));
    }

    private static IEnumerable<(int Number, int Change)> Rows(int[] values)
    {
        for (var row = 0; row < values.Length; row += 40)
        {
            Assert.All(values[row..(row + 39)], value => Assert.Equal(values[row], value));
            yield return (values[row], values[row + 39]);
        }
    }

    private static void CheckZip(string path)
    {
        using (var archive = ZipFile.OpenRead(path))
        {
            foreach (var entry in archive.Entries)
                entry.Open().CopyTo(Stream.Null);
        }
        if (Python.Has("zipfile"))
            Assert.Equal("None", Python.Run("import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())", path));
    }

    private static Process StartPython(string location)
    {
        ProcessStartInfo info = new(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", ["-c", PythonWriter, location])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(info)!;
    }

    private static string[] Finish(Process python)
    {
        python.StandardInput.Close();
        var printed = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        python.Dispose();
        return [.. printed.Split('\n').Where(line => line.StartsWith("done ", StringComparison.Ordinal)).Select(line => line[5..])];
    }
}
