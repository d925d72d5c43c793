using System.Diagnostics;

namespace DelayedArrays.Tests;

/// <summary>The command loads libraries of the machine only if it needs them.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly string Program =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "darray.exe" : "darray");

    private readonly Darray _darray = new();

    public void Dispose() => _darray.Dispose();

    [Fact]
    public void Help_and_Zarr_stores_need_no_HDF5_library()
    {
        Darray.Counts.WriteZarr(_darray.Path("a.zarr"), "X", new() { Chunks = [7, 4] });
        Assert.Equal(0, StartWithoutHdf5("--help").Code);
        Assert.Equal(0, StartWithoutHdf5("info", _darray.Path("a.zarr") + "::X").Code);
        Assert.Equal(0, StartWithoutHdf5("stats", _darray.Path("a.zarr") + "::X", "--stat", "sum").Code);
        var (code, error) = StartWithoutHdf5("info", _darray.Path("a.h5"));
        Assert.Equal(DarrayCommand.Failed, code);
        Assert.Contains("no-such-library", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) StartWithoutHdf5(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DELAYEDARRAY_HDF5"] = "/no-such-library";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        Assert.NotNull(output.Result);
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
