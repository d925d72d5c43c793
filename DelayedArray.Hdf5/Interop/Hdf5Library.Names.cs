using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

// The names of the library on different systems.
internal static partial class Hdf5Library
{
    /// <summary>The environment variable that gives the path or name of the library. It overrides everything else.</summary>
    private const string Variable = "DELAYEDARRAY_HDF5";

    // Versions of the shared object: 103 is HDF5 1.10, 200 is 1.12, 310 is 1.14.
    private static readonly string[] Versions = ["310", "200", "103", "101"];

    /// <summary>All names in the order to try them. If <see cref="Variable"/> is set, only its value.</summary>
    private static IEnumerable<string> Candidates()
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(chosen))
            return [chosen];
        if (OperatingSystem.IsWindows())
            return Windows();
        return OperatingSystem.IsMacOS() ? Mac() : Linux();
    }

    private static IEnumerable<string> Linux()
    {
        foreach (var folder in Conda("lib"))
            yield return Path.Combine(folder, "libhdf5.so");
        yield return "libhdf5_serial.so.103";
        foreach (var version in Versions)
            yield return $"libhdf5_serial.so.{version}";
        foreach (var version in Versions)
            yield return $"libhdf5.so.{version}";
        yield return "libhdf5_serial.so";
        yield return "libhdf5.so";
    }

    private static IEnumerable<string> Mac()
    {
        foreach (var folder in Conda("lib"))
            yield return Path.Combine(folder, "libhdf5.dylib");
        yield return "/opt/homebrew/lib/libhdf5.dylib";
        yield return "/usr/local/lib/libhdf5.dylib";
        yield return "libhdf5.dylib";
        foreach (var version in Versions)
            yield return $"libhdf5.{version}.dylib";
    }

    private static IEnumerable<string> Windows()
    {
        foreach (var folder in Conda(Path.Combine("Library", "bin")))
            yield return Path.Combine(folder, "hdf5.dll");
        yield return "hdf5.dll";
        yield return "libhdf5.dll";
    }

    private static string[] Conda(string folder) =>
        Environment.GetEnvironmentVariable("CONDA_PREFIX") is { Length: > 0 } prefix ? [Path.Combine(prefix, folder)] : [];

    /// <summary>Tells a user without a library what to do.</summary>
    /// <param name="tooOld">The library that was found but cannot be used, if any.</param>
    private static string Advice(string? tooOld)
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        var found = !string.IsNullOrEmpty(chosen) ? $"{Variable} names '{chosen}', which cannot be loaded as it" : "It";
        var why = tooOld is null ? $"{found} was not found." : $"Found, but not usable: {tooOld}.";
        return $"The HDF5 library (libhdf5 {Oldest} or newer, {RuntimeInformation.ProcessArchitecture}) is needed to read and "
            + $"write HDF5 files. {why} Install it with `apt-get install libhdf5-103-1` (Debian, Ubuntu), `brew install hdf5` "
            + $"or `conda install hdf5`, or set {Variable} to the path of the library file.";
    }
}
