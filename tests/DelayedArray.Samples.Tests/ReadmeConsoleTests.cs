using System.Globalization;
using System.Text.RegularExpressions;

namespace DelayedArrays.Tests;

/// <summary>The console sessions in README.md. A command without shown output must succeed, any other must print what is shown.</summary>
[Collection(SampleProgram.Collection)]
public sealed partial class ReadmeConsoleTests : IDisposable
{
    private const string Prompt = "$ darray ";
    private readonly string _folder = Directory.CreateTempSubdirectory("readme-").FullName;

    public ReadmeConsoleTests()
    {
        var counts = Delayed.FromFunction<int>(new Shape(3000, 400), at => (at[0] + at[1]) % 10 == 0 ? 1 : 0);
        counts.WriteHdf5Sparse(PathOf("pbmc.h5ad"), "X");
        counts.WriteHdf5Sparse(PathOf("bare.h5"), "whole");
        foreach (var part in (string[])["data", "indices", "indptr"])
            Hdf5Array.Open(PathOf("bare.h5"), "whole/" + part).WriteHdf5(PathOf("bare.h5"), "m/" + part);
        Directory.CreateDirectory(PathOf("results/b.zarr"));
        File.WriteAllText(PathOf("results/b.zarr/.zgroup"), """{"zarr_format": 2}""");
        counts[..2, ..2].WriteHdf5(PathOf("results/a.h5"), "X");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_commands_in_the_readme_print_what_the_readme_shows()
    {
        var sessions = SessionPattern.Matches(File.ReadAllText(Path.Combine(SampleProgram.Root, "README.md")).ReplaceLineEndings("\n"));
        var steps = sessions.SelectMany(session => session.Groups["steps"].Value.Split("\n" + Prompt)).Select(step => step.Trim()).ToList();
        Assert.True(steps.Count >= 15, $"{steps.Count} commands found");
        Assert.All(steps, Check);
    }

    private void Check(string step)
    {
        var lines = step.Split('\n');
        var (command, maxLines) = Parse(lines[0]);
        var run = SampleProgram.Run("DelayedArray.Cli", "darray", _folder, command);
        string[] shown = [.. lines.Skip(1).Select(Masked)];
        if (shown.Length == 0)
        {
            Assert.True(run.ExitCode == 0, run.Errors);
            return;
        }
        var isCut = shown[^1] == "...";
        var printed = (run.Output + run.Errors).TrimEnd().Split('\n').Take(isCut ? shown.Length - 1 : maxLines).Select(Masked);
        Assert.Equal(string.Join('\n', isCut ? shown[..^1] : shown), string.Join('\n', printed));
    }

    /// <summary>Splits a command into its words, and finds how many lines of its output are shown.</summary>
    private static (string[] Words, int MaxLines) Parse(string line)
    {
        var command = line.StartsWith(Prompt, StringComparison.Ordinal) ? line[Prompt.Length..] : line;
        var words = WordPattern.Matches(CommentPattern.Replace(command, "")).Select(word => word.Value.Trim('"')).ToArray();
        var isCut = words.Length > 3 && words[^2] == "head";
        return isCut ? (words[..^3], -int.Parse(words[^1], CultureInfo.InvariantCulture)) : (words, int.MaxValue);
    }

    /// <summary>A line of output without times, and without sizes that depend on the version of the compressor.</summary>
    private static string Masked(string line) => MeasurePattern.Replace(line.TrimEnd(), "#");

    private string PathOf(string name) => Path.Combine(_folder, name);

    [GeneratedRegex("```console\n(?<steps>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex SessionPattern { get; }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: -1)]
    private static partial Regex WordPattern { get; }

    [GeneratedRegex(" +# .*$", RegexOptions.None, matchTimeoutMilliseconds: -1)]
    private static partial Regex CommentPattern { get; }

    [GeneratedRegex(@"[0-9.]+(?= (s\)|MB|bytes))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex MeasurePattern { get; }
}
