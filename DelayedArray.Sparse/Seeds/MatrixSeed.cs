using System.Numerics;

namespace DelayedArrays;

/// <summary>A sparse matrix in memory.</summary>
internal sealed class MatrixSeed<T>(SparseMatrix<T> matrix) : CompressedSparseSeed<T>(PartsOf(matrix)), IStoredEntries where T : unmanaged
{
    TIndex[]? IStoredEntries.CanonicalIndices<TIndex>() =>
        matrix.IsCanonical && IndicesOf(matrix.Store) is TIndex[] indices ? indices : null;

    private static Array? IndicesOf(EntryStore<T> store) => store switch
    {
        EntryStore<T, int> { Segments: [var segment] } => segment.Indices,
        EntryStore<T, long> { Segments: [var segment] } => segment.Indices,
        _ => null,
    };

    private static CompressedParts PartsOf(SparseMatrix<T> matrix)
    {
        var (indices, values) = matrix.Store is EntryStore<T, int> narrow ? ArraysOf(narrow) : ArraysOf((EntryStore<T, long>)matrix.Store);
        return new(matrix.Shape, matrix.Layout.MajorAxis(), matrix.Store.Offsets, indices, values, new SparseLocation("Memory"));
    }

    private static (DelayedArray Indices, DelayedArray<T> Values) ArraysOf<TIndex>(EntryStore<T, TIndex> store)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var indices = new List<DelayedArray<TIndex>>();
        var values = new List<DelayedArray<T>>();
        foreach (var segment in store.Segments)
        {
            indices.Add(Delayed.FromMemory(segment.Indices, segment.Indices.Length));
            values.Add(Delayed.FromMemory(segment.Values, segment.Values.Length));
        }
        return (Delayed.Concatenate(0, indices), Delayed.Concatenate(0, values));
    }
}
