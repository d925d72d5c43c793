using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// What this assembly does when it is started to change a store beside other programs. It prints <c>done NAME</c> for each change
/// that has succeeded, and <c>refused MESSAGE</c> for each that was refused because of others; all else ends it with an error.
/// </summary>
internal sealed class ChangeProgram : IDisposable
{
    /// <summary>The mode that starts it.</summary>
    public const string Mode = "change";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ChangeProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The changes that have succeeded, once the program has ended.</summary>
    public string[] Done => Lines("done ");

    /// <summary>Why others were refused.</summary>
    public string[] Refused => Lines("refused ");

    /// <summary>Starts a program.</summary>
    /// <param name="what"><c>regions</c>, <c>append</c>, <c>sparse</c>, <c>arrays</c>, <c>same</c> or <c>edit</c>.</param>
    /// <param name="location">The store.</param>
    /// <param name="path">What is changed in it, or how names start.</param>
    /// <param name="number">Tells the program from the others.</param>
    /// <param name="count">How many changes it makes, or how many programs share the regions.</param>
    public static ChangeProgram Start(string what, string location, string path, int number, int count) => new(Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        ArgumentList = { "exec", typeof(ChangeProgram).Assembly.Location, Mode, what, location, path, $"{number}", $"{count}" },
    })!);

    /// <summary>Ends the program, wherever it is.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public void Wait()
    {
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0, _errors.Result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    /// <summary>The array that is written under a name: 60 by 50, of values that no other has.</summary>
    public static DelayedArray<int> Array(string name)
    {
        var first = name.Aggregate(17, (hash, letter) => (hash * 31) + letter) & 0xFFFF;
        return Delayed.FromFunction<int>([60, 50], at => (first * 3000) + (int)((at[0] * 50) + at[1]));
    }

    /// <summary>Rows that are appended: one of a program's number, with its change's number at its end.</summary>
    public static DelayedArray<int> Row(int number, int change) =>
        Delayed.FromFunction<int>([1, 40], at => at[1] == 39 ? change : number);

    /// <summary>What the program does.</summary>
    public static int Run(string[] arguments)
    {
        OrphanGuard.Watch();
        var (what, location, path) = (arguments[0], arguments[1], arguments[2]);
        var (number, count) = (int.Parse(arguments[3], CultureInfo.InvariantCulture), int.Parse(arguments[4], CultureInfo.InvariantCulture));
        if (what == "regions")
        {
            using var store = ZarrStores.OpenForWriting(location);
            RandomRegions.Write(ZarrArrayEditor.Open(store, path), RandomRegions.Cut(2000, 1), number, count);
            return 0;
        }
        for (var change = 0; change < count; change++)
            Try(what, location, path, number, change);
        return 0;
    }

    private static void Try(string what, string location, string path, int number, int change)
    {
        try
        {
            Console.WriteLine($"done {Change(what, location, path, number, change)}");
        }
        catch (ConcurrentChangeException refusal)
        {
            Console.WriteLine($"refused {refusal.Message}");
        }
    }

    private static string Change(string what, string location, string path, int number, int change)
    {
        if (what == "arrays")
        {
            var name = $"{path}{number}-{change}";
            Array(name).WriteZarr(location, name, new() { Chunks = [17, 50] });
            return name;
        }
        if (what == "same")
        {
            Delayed.Constant((number * 100) + change, 60, 50).WriteZarr(location, path, new() { Chunks = [17, 50], Overwrite = true });
            return path;
        }
        using var store = ZarrStores.OpenForWriting(location);
        if (what == "append")
            ZarrArrayEditor.Open(store, path).Append(0, Row(number, change));
        else if (what == "sparse")
            ZarrSparseMatrix.Append(store, path, Row(number, change));
        else
            ZarrArrayEditor.Open(store, path).Write([number, 0], Row(number, change));
        store.Complete();
        return $"{change}";
    }

    private string[] Lines(string start) =>
        [.. _output.Result.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..])];
}
