using System.Globalization;

namespace DelayedArrays;

/// <summary>The result of reading a whole sparse group.</summary>
public sealed record SparseVerification
{
    /// <summary>Path of the file or store.</summary>
    public required string File { get; init; }

    /// <summary>Path of the group in the file or store.</summary>
    public required string Group { get; init; }

    /// <summary>Dialect, shape and layout; null if the group does not state them.</summary>
    public SparseGroupInfo? Info { get; init; }

    /// <summary>Number of entries.</summary>
    public long Entries { get; init; }

    /// <summary>Whether the indices of every line ascend.</summary>
    public bool HasSortedIndices { get; init; }

    /// <summary>
    /// Number of repeated entries: those whose element has an earlier entry in the line. Reading sums them. -1 if an unsorted line is too
    /// long to check.
    /// </summary>
    public long Duplicates { get; init; }

    /// <summary>Entries whose value is zero.</summary>
    public long ExplicitZeros { get; init; }

    /// <summary>
    /// Whether parts are longer than shape and offsets say, as after an interrupted append. The next append overwrites the excess.
    /// </summary>
    public bool HasLeftovers { get; init; }

    /// <summary>The reasons why the matrix, or a part of it, cannot be read. Each names the location.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether there are no problems. Unsorted indices, duplicates, explicit zeros and remains are not problems.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>Formats the result, with one fact on each line.</summary>
    public override string ToString()
    {
        var what = Info is { } found ? $"{found.DialectName} {found.Layout.Name()} {found.Shape}" : "unknown layout";
        string[] facts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{File}::{Group}: {what}, {Entries} entries"),
            $"indices         {(HasSortedIndices ? "sorted" : "not sorted")}",
            string.Create(CultureInfo.InvariantCulture, $"duplicates      {(Duplicates < 0 ? "not known" : Duplicates)}"),
            string.Create(CultureInfo.InvariantCulture, $"explicit zeros  {ExplicitZeros}"),
            .. HasLeftovers ? (string[])["leftovers       of an interrupted append"] : [],
            IsValid ? "valid" : "not valid:",
            .. Problems.Select(problem => $"  {problem}"),
        ];
        return string.Join('\n', facts);
    }
}
