using System.Globalization;

namespace DelayedArrays;

/// <summary>What was found out about a sparse group by reading all of it but the meaning of its values.</summary>
public sealed record SparseVerification
{
    /// <summary>Path of the file.</summary>
    public required string File { get; init; }

    /// <summary>Path of the group inside.</summary>
    public required string Group { get; init; }

    /// <summary>Convention, shape and layout; null if the group does not tell.</summary>
    public Hdf5SparseLayout? Layout { get; init; }

    /// <summary>Number of entries.</summary>
    public long Entries { get; init; }

    /// <summary>Whether the indices of every line ascend.</summary>
    public bool HasSortedIndices { get; init; }

    /// <summary>Entries of elements that an earlier entry of the line has too; such entries are summed. -1 if a line too long to
    /// look into is not sorted.</summary>
    public long Duplicates { get; init; }

    /// <summary>Entries whose value is zero.</summary>
    public long ExplicitZeros { get; init; }

    /// <summary>What is wrong, so that the matrix cannot be read or not as a whole; each names the place.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether nothing is wrong. Indices that do not ascend, duplicates and zeros are not.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>All of it, a line each.</summary>
    public override string ToString()
    {
        var what = Layout is { } found ? $"{found.Variant} {found.Layout.Name()} {found.Shape}" : "unknown layout";
        string[] facts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{File}::{Group}: {what}, {Entries} entries"),
            $"indices         {(HasSortedIndices ? "sorted" : "not sorted")}",
            string.Create(CultureInfo.InvariantCulture, $"duplicates      {(Duplicates < 0 ? "not known" : Duplicates)}"),
            string.Create(CultureInfo.InvariantCulture, $"explicit zeros  {ExplicitZeros}"),
            IsValid ? "valid" : "not valid:",
            .. Problems.Select(problem => $"  {problem}"),
        ];
        return string.Join('\n', facts);
    }
}
