namespace DelayedArrays;

/// <summary>What an array or a sparse matrix may take the place of, if the caller says so: another one, and not all that a name leads to.</summary>
internal static class Replacement
{
    private const int MostNamed = 3;
    private static readonly string[] Parts = ["data", "indices", "indptr", "shape"];

    /// <summary>Checks that a group holds nothing but the parts of a sparse matrix, if anything.</summary>
    /// <param name="target">The group, as messages name it.</param>
    /// <param name="members">Names of what is in it.</param>
    /// <exception cref="IOException">It holds others.</exception>
    public static void CheckGroup(string target, IEnumerable<string> members)
    {
        string[] others = [.. members.Except(Parts, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (others.Length == 0)
            return;
        var named = string.Join(", ", others.Take(MostNamed).Select(name => $"'{name}'"));
        var rest = others.Length > MostNamed ? $" and {others.Length - MostNamed} more" : "";
        throw new IOException(
            $"{target}: holds {named}{rest}, which would be lost; expected an array or a sparse matrix there, another name, or its removal");
    }
}
