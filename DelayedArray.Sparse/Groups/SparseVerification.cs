using System.Globalization;

namespace DelayedArrays;

/// <summary>What reading all of a sparse group has found.</summary>
public sealed record SparseVerification
{
    /// <summary>Path of the file or store.</summary>
    public required string File { get; init; }

    /// <summary>Path of the group inside.</summary>
    public required string Group { get; init; }

    /// <summary>Dialect, shape and layout; null if the group does not state them.</summary>
    public SparseGroupInfo? Info { get; init; }

    /// <summary>Number of entries.</summary>
    public long Entries { get; init; }

    /// <summary>Whether the indices of every line ascend.</summary>
    public bool HasSortedIndices { get; init; }

    /// <summary>
    /// Entries of elements that have an earlier entry in the line; reading sums them. -1 if an unsorted line is too long to be
    /// looked into.
    /// </summary>
    public long Duplicates { get; init; }

    /// <summary>Entries whose value is zero.</summary>
    public long ExplicitZeros { get; init; }

    /// <summary>
    /// Whether parts are longer than shape and offsets count, as an append leaves them that was interrupted. The next append
    /// overwrites what is behind.
    /// </summary>
    public bool HasRemains { get; init; }

    /// <summary>Why the matrix cannot be read, or not as a whole; each names the place.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether nothing is wrong. Unsorted indices, duplicates, explicit zeros and remains are odd, but not wrong.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>All of it, a line each.</summary>
    public override string ToString()
    {
        var what = Info is { } found ? $"{found.DialectName} {found.Layout.Name()} {found.Shape}" : "unknown layout";
        string[] facts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{File}::{Group}: {what}, {Entries} entries"),
            $"indices         {(HasSortedIndices ? "sorted" : "not sorted")}",
            string.Create(CultureInfo.InvariantCulture, $"duplicates      {(Duplicates < 0 ? "not known" : Duplicates)}"),
            string.Create(CultureInfo.InvariantCulture, $"explicit zeros  {ExplicitZeros}"),
            .. HasRemains ? (string[])["remains         of an append that was interrupted"] : [],
            IsValid ? "valid" : "not valid:",
            .. Problems.Select(problem => $"  {problem}"),
        ];
        return string.Join('\n', facts);
    }
}
