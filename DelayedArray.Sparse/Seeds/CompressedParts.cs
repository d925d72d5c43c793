namespace DelayedArrays;

/// <summary>The parts of a compressed sparse matrix.</summary>
/// <param name="Shape">Rows and columns.</param>
/// <param name="CompressedAxis">0 if entries are stored row by row (CSR), 1 if column by column (CSC).</param>
/// <param name="Offsets">The start of each line's entries, and the end of the last line's (<c>indptr</c>). Not copied.</param>
/// <param name="Indices">The index of each entry along the other axis: integers, with one axis.</param>
/// <param name="Values">The value of each entry, with one axis.</param>
/// <param name="Location">Format and location of the matrix, for messages, trees and indexes.</param>
public sealed record CompressedParts(
    Shape Shape, int CompressedAxis, long[] Offsets, DelayedArray Indices, DelayedArray Values, SparseLocation Location)
{
    /// <summary>Whether rows or columns are compressed.</summary>
    public SparseLayout Layout => CompressedAxis == 0 ? SparseLayout.Csr : SparseLayout.Csc;

    /// <summary>Length of the uncompressed axis.</summary>
    internal long MinorLength => Shape[1 - CompressedAxis];

    /// <summary>Checks that the parts fit together.</summary>
    /// <exception cref="ArrayFormatException">The parts contradict each other.</exception>
    public void Check()
    {
        if (Shape.Rank != 2 || CompressedAxis is not (0 or 1))
            throw Location.Error($"a compressed sparse matrix has two axes, and one of them is compressed; the shape is {Shape}");
        if (Indices.Rank != 1 || Values.Rank != 1)
            throw Location.Error($"indices and data have one axis each, not the shapes {Indices.Shape} and {Values.Shape}");
        if (Indices.ElementType is ElementType.Boolean || Indices.ElementType.IsFloat())
            throw Location.Error($"indices are integers, not {Indices.ElementType.Name()}");
        if (OffsetCheck.Problem(Offsets, Shape, Layout) is { } problem)
            throw Location.Error(problem);
        if (Indices.Shape[0] != Offsets[^1] || Values.Shape[0] != Offsets[^1])
            throw Location.Error($"indptr ends at {Offsets[^1]}, but there are {Indices.Shape[0]} indices and {Values.Shape[0]} values");
    }
}
