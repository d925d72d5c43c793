using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace DelayedArrays.Hdf5;

/// <summary>Finds and starts the HDF5 library, and admits one thread at a time.</summary>
internal static unsafe partial class Hdf5Library
{
    /// <summary>The name that all imports use. A resolver maps it to the loaded file.</summary>
    public const string Name = "hdf5";

    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<string, nint> Exports = new(StringComparer.Ordinal);
    private static nint _library;

    // Thread-safe builds of the library keep one error stack, with its own printing switch, per thread.
    [ThreadStatic]
    private static bool _silenced;

    /// <summary>The first release with all functions used here (among them reading and writing of raw chunks).</summary>
    public static Version Oldest { get; } = new(1, 10, 3);

    /// <summary>The version of the library in use; 0.0 before the first <see cref="Enter"/>.</summary>
    public static Version Version { get; private set; } = new(0, 0);

    /// <summary>The file or name from which the library was loaded.</summary>
    public static string Location { get; private set; } = "";

    /// <summary>Waits for the gate and holds it until the result is disposed. Calls may be nested.</summary>
    /// <exception cref="DllNotFoundException">There is no usable library; the message says what to install.</exception>
    public static Lock.Scope Enter()
    {
        var scope = Gate.EnterScope();
        try
        {
            if (_library == 0)
                Start();
            if (!_silenced)
            {
                H5E.Silence();
                _silenced = true;
            }
        }
        catch
        {
            scope.Dispose();
            throw;
        }
        return scope;
    }

    /// <summary>Gives the address of an exported function or variable: the first of the names that exists.</summary>
    public static nint Export(params ReadOnlySpan<string> names) =>
        TryExport(out var address, names)
            ? address
            : throw new EntryPointNotFoundException($"The HDF5 library {Version} ({Location}) lacks {names[0]}.");

    /// <summary>Like <see cref="Export"/>, but does not throw.</summary>
    public static bool TryExport(out nint address, params ReadOnlySpan<string> names)
    {
        address = 0;
        foreach (var name in names)
        {
            address = Exports.GetOrAdd(name, static key => NativeLibrary.TryGetExport(_library, key, out var it) ? it : 0);
            if (address != 0)
                return true;
        }
        return false;
    }

    /// <summary>Gives the value of an exported identifier (a predefined type or a property list class).</summary>
    public static long Constant(string name) => *(long*)Export(name);

    private static void Start()
    {
        if (nint.Size != sizeof(long))
            throw new PlatformNotSupportedException("HDF5 files need a 64-bit process.");
        string? unusable = null;
        foreach (var name in Candidates())
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            var version = VersionOf(library);
            if (version >= Oldest)
            {
                Use(library, name, version);
                return;
            }
            unusable = version is null ? $"'{name}' is not an HDF5 library" : $"'{name}' has version {version}";
        }
        throw new DllNotFoundException(Advice(unusable));
    }

    private static Version? VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "H5get_libversion", out var call))
            return null;
        uint major, minor, release;
        var status = ((delegate* unmanaged[Cdecl]<uint*, uint*, uint*, int>)call)(&major, &minor, &release);
        return status < 0 ? null : new Version((int)major, (int)minor, (int)release);
    }

    private static void Use(nint library, string name, Version version)
    {
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (asked, _, _) => asked.Equals(Name, StringComparison.Ordinal) ? library : 0);
        (_library, Location, Version) = (library, name, version);
        if (H5F.OpenLibrary() < 0)
            throw new DllNotFoundException($"The HDF5 library {version} ({name}) does not start.");
    }
}
