using System.Numerics;

namespace DelayedArrays;

/// <summary>Evaluates a matrix into the datasets of a sparse group, in one pass over it.</summary>
internal static class SparseWriting
{
    /// <summary>Appends the lines of a matrix to those that are there.</summary>
    /// <param name="array">The matrix.</param>
    /// <param name="layout">Which axis is compressed.</param>
    /// <param name="indices">Dataset of the indices.</param>
    /// <param name="values">Dataset of the values.</param>
    /// <param name="existing">Entries that are there.</param>
    /// <param name="mostEntries">Most entries that the offsets' type can count.</param>
    /// <param name="options">How to run.</param>
    /// <returns>Where each of the new lines starts, and where the last ends.</returns>
    public static long[] Append<T>(
        DelayedArray<T> array, SparseLayout layout, Hdf5Dataset indices, Hdf5Dataset values, long existing, long mostEntries,
        ExecutionOptions options) where T : unmanaged
    {
        var isNarrow = array.Shape[layout.MinorAxis()] <= int.MaxValue && !indices.IsStoredAs<long>();
        return isNarrow
            ? Append<T, int>(array, layout.MajorAxis(), indices, values, existing, mostEntries, options)
            : Append<T, long>(array, layout.MajorAxis(), indices, values, existing, mostEntries, options);
    }

    /// <summary>The largest number a stored integer type has.</summary>
    public static long LargestOf(Hdf5Dataset dataset) => dataset.Type.Size >= sizeof(long)
        ? long.MaxValue : (1L << ((dataset.Type.Size * 8) - (dataset.Type.IsSigned ? 1 : 0))) - 1;

    private static long[] Append<T, TIndex>(
        DelayedArray<T> array, int majorAxis, Hdf5Dataset indices, Hdf5Dataset values, long existing, long mostEntries,
        ExecutionOptions options) where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        using var output = new EntryOutput<T, TIndex>(
            new Hdf5ElementStream<TIndex>(indices, existing), new Hdf5ElementStream<T>(values, existing), existing, array.Shape[majorAxis], mostEntries);
        EntryWriting.Run(array.Node, majorAxis, indices.File.Path, output, options);
        return output.Offsets;
    }
}
