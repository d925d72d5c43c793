using System.Reflection;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>A native compression library that some codecs need. It is searched for once, when a codec first needs it.</summary>
public sealed class NativeCodecLibrary
{
    private readonly string[] _linux;
    private readonly string[] _mac;
    private readonly string[] _windows;
    private readonly string[] _exports;
    private readonly string _install;
    private readonly Lazy<Search> _search;

    internal NativeCodecLibrary(
        string name, string install, string[] exports, string[] linux, string[] mac, string[] windows)
    {
        Name = name;
        _install = install;
        _exports = exports;
        _linux = linux;
        _mac = mac;
        _windows = windows;
        _search = new Lazy<Search>(Find);
    }

    /// <summary>Name of the library, such as <c>libzstd</c>.</summary>
    public string Name { get; }

    /// <summary>The environment variable that, if set, gives the only file name or path to try.</summary>
    public string EnvironmentVariable => "DELAYEDARRAY_" + Name.ToUpperInvariant();

    /// <summary>Whether the library loads and has the required functions.</summary>
    public bool IsAvailable => _search.Value.Handle != 0;

    /// <summary>The file name or path by which the library was found; null if it was not found.</summary>
    public string? LoadedAs => _search.Value.Found;

    internal nint Handle => _search.Value.Handle;

    /// <summary>Checks that the library is available for a codec.</summary>
    /// <param name="codec">Name of the codec for the message.</param>
    /// <exception cref="CodecException">The library is not available. The message says what to install.</exception>
    public void Require(string codec)
    {
        if (IsAvailable)
            return;
        throw new CodecException(
            $"{codec}: needs the native library {Name}, which {_search.Value.Problem}. Install it ({_install}) " +
            $"or set {EnvironmentVariable} to its path.");
    }

    private Search Find()
    {
        var forced = Environment.GetEnvironmentVariable(EnvironmentVariable);
        var problem = "was not found";
        foreach (var candidate in string.IsNullOrEmpty(forced) ? Candidates() : [forced])
        {
            if (!NativeLibrary.TryLoad(candidate, Assembly.GetExecutingAssembly(), null, out var handle))
                continue;
            var missing = Array.Find(_exports, export => !NativeLibrary.TryGetExport(handle, export, out _));
            if (missing is null)
                return new Search(handle, candidate, "is loaded");
            // The library is not unloaded, because another part of the process may use it.
            problem = $"was found as '{candidate}' but is too old: it has no {missing}";
        }
        if (!string.IsNullOrEmpty(forced))
            problem += $" ({EnvironmentVariable} is '{forced}')";
        return new Search(0, null, problem);
    }

    private IEnumerable<string> Candidates()
    {
        var names = OperatingSystem.IsWindows() ? _windows : OperatingSystem.IsMacOS() ? _mac : _linux;
        foreach (var name in names)
            yield return name;
        foreach (var folder in Folders())
        {
            foreach (var name in names)
                yield return Path.Combine(folder, name);
        }
    }

    private static IEnumerable<string> Folders()
    {
        var conda = Environment.GetEnvironmentVariable("CONDA_PREFIX");
        if (!string.IsNullOrEmpty(conda))
        {
            yield return OperatingSystem.IsWindows() ? Path.Combine(conda, "Library", "bin") : Path.Combine(conda, "lib");
        }
        if (!OperatingSystem.IsMacOS())
            yield break;
        yield return "/opt/homebrew/lib";
        yield return "/usr/local/lib";
    }

    private sealed record Search(nint Handle, string? Found, string Problem);
}
