using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays.Tests;

/// <summary>Programs that are killed while they write, append and edit leave the matrix as it was or as it was to be.</summary>
public sealed class SparseKillTests : IDisposable
{
    // More where there is time for them.
    private static readonly int _kills = LongTests.Count(LongTests.Kills, usual: 18);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("write")]
    [InlineData("append")]
    [InlineData("edit")]
    [InlineData("add")]
    public void A_killed_program_leaves_the_old_matrix_or_the_new(string kind)
    {
        var changes = SparseChanges.Of(kind);
        var path = _folder["k.h5"];
        changes.Begin(path);
        var random = new Random(11);
        var (done, interrupted) = (0, 0);
        for (var kill = 0; kill < _kills; kill++)
        {
            var started = RunAndKill(kind, path, done, kill % 3 > 0 ? TimeSpan.FromMilliseconds(random.Next(500)) : null);
            Assert.True(started >= done, $"the program did not start: {started}");
            interrupted += SparseSamples.Beside(path).Length > 1 ? 1 : 0;
            var found = changes.Read(path);
            Assert.True(Hdf5SparseMatrix.Verify(path, "X").IsValid);
            done = found.SequenceEqual(changes.After(started)) ? started : started + 1;
            Assert.Equal(changes.After(done), found);
        }
        Assert.True(interrupted > 0, "no change was interrupted");
        changes.Apply(path, done);
        Assert.Equal(changes.After(done + 1), changes.Read(path));
        // The last change also removed what the killed programs had left.
        Assert.Equal(["k.h5"], SparseSamples.Beside(path));
    }

    /// <summary>Runs changes in another process and kills it some time after the first has begun, or on the way of one.</summary>
    /// <returns>The last change that was begun.</returns>
    private static int RunAndKill(string kind, string path, int first, TimeSpan? after)
    {
        var program = typeof(SparseKillTests).Assembly.Location;
        var info = new ProcessStartInfo("dotnet", ["exec", program, "change", kind, path, first.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var last = process.StandardOutput.ReadLine();
        if (after is { } time)
            Thread.Sleep(time);
        else
            SpinWait.SpinUntil(() => SparseSamples.Beside(path).Length > 1, TimeSpan.FromSeconds(10));
        process.Kill();
        while (process.StandardOutput.ReadLine() is { } line)
            last = line;
        process.WaitForExit();
        return int.TryParse(last, CultureInfo.InvariantCulture, out var number) ? number
            : throw new InvalidOperationException($"{last}\n{errors.Result}");
    }
}
