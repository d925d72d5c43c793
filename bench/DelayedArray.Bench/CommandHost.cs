using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace DelayedArrays.Benchmarks;

/// <summary>Runs many command lines of one build of <c>darray</c> in one process, so that the results of two builds can be compared in minutes.</summary>
internal sealed class CommandHost
{
    private readonly MethodInfo _main;

    /// <summary>Loads a build apart from the libraries of this program.</summary>
    /// <param name="assembly">Path of its <c>darray.dll</c>.</param>
    public CommandHost(string assembly) => _main = new Build(assembly).LoadFromAssemblyPath(Path.GetFullPath(assembly)).EntryPoint
        ?? throw new InvalidOperationException($"{assembly} is no program");

    /// <summary>Reads a command line as a JSON list from each line of the input, and answers each with its exit code and what it wrote.</summary>
    public void Serve(TextReader input, TextWriter answers)
    {
        while (input.ReadLine() is { } line)
        {
            var arguments = JsonSerializer.Deserialize<string[]>(line)!;
            answers.WriteLine(JsonSerializer.Serialize(Run(arguments)));
            answers.Flush();
            // Arrays hold their files open until they are collected.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private Answer Run(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(output);
        Console.SetError(error);
        var code = (int)_main.Invoke(null, [arguments])!;
        return new(code, output.ToString(), error.ToString());
    }

    private sealed record Answer(int Code, string Output, string Error);

    private sealed class Build(string assembly) : AssemblyLoadContext("build")
    {
        private readonly AssemblyDependencyResolver _resolver = new(Path.GetFullPath(assembly));

        protected override Assembly? Load(AssemblyName name) =>
            _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override nint LoadUnmanagedDll(string name) =>
            _resolver.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
