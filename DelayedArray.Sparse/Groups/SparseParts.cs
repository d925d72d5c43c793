namespace DelayedArrays;

/// <summary>The names of the parts of a compressed sparse matrix in a group. All dialects share them.</summary>
public static class SparseParts
{
    /// <summary>The values of the entries.</summary>
    public const string Data = "data";

    /// <summary>The index of each entry along its line.</summary>
    public const string Indices = "indices";

    /// <summary>The start of each line's entries, and the end of the last line's.</summary>
    public const string Offsets = "indptr";

    /// <summary>Rows and columns, as 10x Genomics stores them.</summary>
    public const string Shape = "shape";

    /// <summary>The three parts that every compressed matrix has.</summary>
    public static IReadOnlyList<string> Required { get; } = [Data, Indices, Offsets];

    /// <summary>Checks that a group about to be replaced holds only parts of a sparse matrix.</summary>
    /// <param name="target">The group, as messages name it.</param>
    /// <param name="members">The names of its members.</param>
    /// <exception cref="IOException">The group holds something else, which would be lost.</exception>
    public static void CheckOnly(string target, IEnumerable<string> members)
    {
        const int MaxNamed = 3;
        string[] others = [.. members.Where(name => name != Shape).Except(Required, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (others.Length == 0)
            return;
        var named = string.Join(", ", others.Take(MaxNamed).Select(name => $"'{name}'"));
        var rest = others.Length > MaxNamed ? $" and {others.Length - MaxNamed} more" : "";
        throw new IOException(
            $"{target}: holds {named}{rest}, which would be lost; expected an array or a sparse matrix there, another name, or its removal");
    }
}
