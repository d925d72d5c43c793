using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DelayedArrays.CoreTests;

/// <summary>The parsed sources of the libraries and of the command.</summary>
internal static class LibrarySources
{
    /// <summary>The folder of the repository; null where the tests run without it.</summary>
    public static string? Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Each source file: its path from the root, and its syntax.</summary>
    public static IReadOnlyList<(string Path, CompilationUnitSyntax Syntax)> Files { get; } = Root is null ? [] : [.. ReadAll(Root)];

    /// <summary>Each project file: its path from the root, and its XML.</summary>
    public static IReadOnlyList<(string Path, XDocument Xml)> Projects { get; } = Root is null ? [] :
        [.. from folder in Directory.EnumerateDirectories(Root, "DelayedArray.*")
            from path in Directory.EnumerateFiles(folder, "*.csproj")
            select (Path.GetRelativePath(Root, path).Replace('\\', '/'), XDocument.Load(path))];

    private static IEnumerable<(string, CompilationUnitSyntax)> ReadAll(string root)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        foreach (var folder in Directory.EnumerateDirectories(root, "DelayedArray.*"))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(path), options);
                yield return (Path.GetRelativePath(root, path).Replace('\\', '/'), tree.GetCompilationUnitRoot());
            }
        }
    }

    private static string? FindRoot(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "DelayedArray.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
