using System.Diagnostics;
using System.Globalization;

namespace DelayedArrays.ZarrTests;

/// <summary>
/// What this assembly does when it is started as a program: it writes an array over and over, until it is killed. Array number n
/// has n + i + j at (i, j).
/// </summary>
internal static class WriterProgram
{
    public const int Rows = 600;
    public const int Columns = 400;

    /// <summary>Entries of a chunk of sparse groups.</summary>
    public const int ChunkLength = 5000;

    /// <summary>Writes to the folder and path given, in the mode given: <c>overwrite</c>, <c>resume</c>, <c>sparse</c> or <c>values</c>; or does what <see cref="ChangeProgram"/> does.</summary>
    public static int Main(string[] arguments)
    {
        var mode = arguments[0];
        if (mode == ChangeProgram.Mode)
            return ChangeProgram.Run(arguments[1..]);
        OrphanGuard.Watch();
        Console.WriteLine("ready");
        for (var number = int.Parse(arguments[3], CultureInfo.InvariantCulture); ; number++)
            Write(mode, arguments[1], arguments[2], mode == "resume" ? 0 : number);
    }

    /// <summary>Writes array number <paramref name="number"/>.</summary>
    public static void Write(string mode, string location, string path, int number)
    {
        if (mode == "values")
            ZarrSparseMatrix.SetValues(location, path, (0, 0), Array(number));
        else if (mode == "sparse")
            Array(number).WriteZarrSparse(location, path, new() { ChunkLength = ChunkLength, Storage = new() { Overwrite = true } });
        else
            Array(number).WriteZarr(location, path, Options(mode));
    }

    /// <summary>How arrays are written.</summary>
    public static ZarrWriteOptions Options(string mode) => new() { Chunks = [25, 50], Overwrite = true, Resume = mode == "resume" };

    /// <summary>Array number <paramref name="number"/>.</summary>
    public static DelayedArray<int> Array(int number) => Delayed.FromFunction<int>([Rows, Columns], at => (int)(at[0] + at[1]) + number);

    /// <summary>Starts a writing program, which the test kills.</summary>
    /// <param name="mode">How it writes.</param>
    /// <param name="location">The folder.</param>
    /// <param name="path">The path within.</param>
    /// <param name="first">The number of the first array.</param>
    /// <param name="environment">A variable of its environment.</param>
    public static Process Start(string mode, string location, string path, int first, (string Name, string Value)? environment = null)
    {
        ProcessStartInfo info = new(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = environment is not null,
            ArgumentList = { "exec", typeof(WriterProgram).Assembly.Location, mode, location, path, $"{first}" },
        };
        if (environment is { } variable)
            info.Environment[variable.Name] = variable.Value;
        var process = Process.Start(info)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }
}
