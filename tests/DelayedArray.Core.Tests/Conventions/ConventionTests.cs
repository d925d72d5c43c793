using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DelayedArrays.CoreTests;

/// <summary>What no analyzer checks of how the libraries are written.</summary>
public sealed class ConventionTests
{
    private const int MaxFileLines = 250;
    private const int MaxMethodLines = 60;
    private const int MaxParameters = 6;

    // The loop's state is in registers, and stays there only in one method.
    private static readonly string[] LongLoops = ["Inflater.Loop.cs: Fast"];

    [Fact]
    public void The_sources_are_found() => Assert.True(LibrarySources.Files.Count > 300);

    [Fact]
    public void Each_public_type_is_in_a_file_of_its_name() => AssertNone(
        from file in LibrarySources.Files
        let name = Path.GetFileName(file.Path).Split('.', '{')[0]
        from type in file.Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        let declared = PublicTypeIn(type)
        where declared is not null && declared != name
        select $"{file.Path}: {declared}");

    [Theory]
    [InlineData("Hdf5")]
    [InlineData("Zarr")]
    public void Internal_types_of_a_format_are_in_its_namespace_and_public_ones_in_that_of_all(string format)
    {
        var types = (
            from file in LibrarySources.Files
            where file.Path.Contains($"DelayedArray.{format}/", StringComparison.Ordinal)
            from space in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            from type in space.Members
            select (Name: NameOf(type), IsPublic: PublicTypeIn(type) is not null, Namespace: space.Name.ToString())).ToList();
        var publicNames = types.Where(type => type.IsPublic).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(publicNames);
        AssertNone(
            from type in types
            where type.Namespace != (publicNames.Contains(type.Name) ? "DelayedArrays" : $"DelayedArrays.{format}")
            select $"{type.Namespace}.{type.Name}");
    }

    [Fact]
    public void Files_are_short() => AssertNone(
        from file in LibrarySources.Files
        let lines = file.Syntax.SyntaxTree.GetText().Lines.Count
        where lines > MaxFileLines
        select $"{file.Path}: {lines} lines");

    [Fact]
    public void Methods_are_short() => AssertNone(
        from file in LibrarySources.Files
        from method in file.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        let lines = LinesOf(method)
        let name = $"{Path.GetFileName(file.Path)}: {NameOf(method)}"
        where lines > MaxMethodLines && !LongLoops.Contains(name)
        select $"{name}, {lines} lines");

    [Fact]
    public void Parameter_lists_are_short() => AssertNone(
        from file in LibrarySources.Files
        from list in file.Syntax.DescendantNodes().OfType<BaseParameterListSyntax>()
        where list.Parameters.Count > MaxParameters && !IsDeclaredInC(list.Parent!)
        select $"{file.Path}: {NameOf(list.Parent!)}, {list.Parameters.Count} parameters");

    [Fact]
    public void Internals_are_visible_to_tests_and_to_others_for_a_stated_reason() => AssertNone(
        from project in LibrarySources.Projects
        from friend in project.Xml.Descendants("InternalsVisibleTo")
        let name = friend.Attribute("Include")!.Value
        where !name.EndsWith(".Tests", StringComparison.Ordinal) && !HasReason(friend)
        select $"{project.Path}: {name}");

    [Fact]
    public void Locals_are_declared_by_var() => AssertNone(
        from file in LibrarySources.Files
        from local in file.Syntax.DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
        where local.Declaration.Variables.Any(variable => variable.Initializer?.Value is ImplicitObjectCreationExpressionSyntax)
        select $"{file.Path}: {local.Declaration}");

    private static void AssertNone(IEnumerable<string> places)
    {
        string[] found = [.. places.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{found.Length} places:\n{string.Join('\n', found)}");
    }

    /// <summary>Whether a function, or a pointer to one, has the parameters of a function of a native library.</summary>
    private static bool IsDeclaredInC(SyntaxNode declared) => declared is FunctionPointerTypeSyntax
        || declared is MethodDeclarationSyntax method && method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "LibraryImport" or "UnmanagedCallersOnly");

    private static bool HasReason(XElement element)
    {
        var before = element.PreviousNode;
        while (before is XText)
            before = before.PreviousNode;
        return before is XComment { Value.Length: > 20 };
    }

    private static string? PublicTypeIn(SyntaxNode node) => node is MemberDeclarationSyntax { Modifiers: var modifiers } member
        && modifiers.Any(SyntaxKind.PublicKeyword) && member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax ? NameOf(member) : null;

    private static string NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
