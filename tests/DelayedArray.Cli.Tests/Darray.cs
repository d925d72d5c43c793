using System.Text.Json;

namespace DelayedArrays.Tests;

/// <summary>Runs the command in this process, on files of its own.</summary>
internal sealed class Darray : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Darray()
    {
        Counts.WriteHdf5(Path("a.h5"), "X", new() { Chunks = [7, 4] });
        Delayed.FromMemory([1, 2, 3], 3).WriteHdf5(Path("a.h5"), "group/v", new() { IsContiguous = true });
        using var file = Hdf5File.OpenEdit(Path("a.h5"));
        file.Root.CreateDataset("names", Hdf5DataType.VariableString, [2]).WriteStrings(["a", "b"]);
    }

    /// <summary>20 x 10: 100 times the row plus the column, every third one zero.</summary>
    public static DelayedArray<int> Counts { get; } = Delayed.FromFunction<int>(
        new Shape(20, 10), index => (index[0] + index[1]) % 3 == 0 ? 0 : (int)((100 * index[0]) + index[1]));

    public string Path(string name) => _folder[name];

    /// <summary>Runs and gives exit code and what was written.</summary>
    public (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = new DarrayCommand(new Terminal(output, error, CancellationToken.None));
        var code = command.Run([.. arguments.Select(argument => argument.Replace("@/", _folder.FullName + "/", StringComparison.Ordinal))]);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed, and reads the JSON it prints.</summary>
    public JsonElement Json(params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--json"]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    public void Dispose() => _folder.Dispose();
}
