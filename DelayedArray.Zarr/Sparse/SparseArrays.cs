using System.Numerics;

namespace DelayedArrays;

/// <summary>Writes the elements of the three arrays of a sparse matrix; metadata are left to the caller.</summary>
/// <param name="store">The store.</param>
/// <param name="key">Where the group is.</param>
/// <param name="form">The metadata of the arrays.</param>
/// <param name="options">How to run.</param>
/// <param name="take">Takes the right to replace a chunk of which others may change elements; null if there are no others.</param>
internal sealed class SparseArrays(
    ZarrStore store, StoreKey key, ZarrSparseForm form, ExecutionOptions options, Func<StoreKey, IDisposable>? take = null)
{
    /// <summary>Appends the entries of a matrix.</summary>
    /// <param name="array">The lines to append.</param>
    /// <param name="existing">Entries that are there.</param>
    /// <returns>Where each of the new lines starts, and where the last ends.</returns>
    /// <exception cref="OverflowException">There are more entries than the type of the offsets counts.</exception>
    public long[] AppendEntries<T>(DelayedArray<T> array, long existing) where T : unmanaged => form.Indices.DataType.Element switch
    {
        ElementType.Int32 => AppendEntries<T, int>(array, existing),
        ElementType.UInt32 => AppendEntries<T, uint>(array, existing),
        ElementType.Int64 => AppendEntries<T, long>(array, existing),
        ElementType.UInt64 => AppendEntries<T, ulong>(array, existing),
        _ => throw form.Indices.Place.Problem($"indices are {form.Indices.DataType}; entries can be appended where they have 32 or 64 bits"),
    };

    /// <summary>Appends to the offsets.</summary>
    /// <param name="offsets">The new ones.</param>
    /// <param name="existing">Offsets that are there.</param>
    public void AppendOffsets(ReadOnlySpan<long> offsets, long existing)
    {
        switch (form.Offsets.DataType.Element)
        {
            case ElementType.Int32: AppendOffsets<int>(offsets, existing); break;
            case ElementType.UInt32: AppendOffsets<uint>(offsets, existing); break;
            case ElementType.UInt64: AppendOffsets<ulong>(offsets, existing); break;
            default: AppendOffsets<long>(offsets, existing); break;
        }
    }

    private long[] AppendEntries<T, TIndex>(DelayedArray<T> array, long existing)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var majorAxis = form.Layout == SparseLayout.Csr ? 0 : 1;
        var cancellation = options.Cancellation;
        using EntryOutput<T, TIndex> output = new(
            new ZarrElementStream<TIndex>(store, key / ZarrSparseGroup.IndicesName, form.Indices, existing, take, cancellation),
            new ZarrElementStream<T>(store, key / ZarrSparseGroup.DataName, form.Data, existing, take, cancellation),
            existing, array.Shape[majorAxis], MostEntries);
        EntryWriting.Run(array.Node, majorAxis, BesideStore(), output, options);
        return output.Offsets;
    }

    private long MostEntries => form.Offsets.DataType.Element switch
    {
        ElementType.Int32 => int.MaxValue,
        ElementType.UInt32 => uint.MaxValue,
        ElementType.Int64 or ElementType.UInt64 => long.MaxValue,
        _ => throw form.Offsets.Place.Problem($"indptr is {form.Offsets.DataType}; lines can be appended where it has 32 or 64 bits"),
    };

    /// <summary>Where entries may be sorted on disk: in the folder, or beside the zip file, or with other temporary files.</summary>
    private string BesideStore() => store switch
    {
        DirectoryZarrStore => Path.Combine(Path.GetFullPath(store.Location), "sparse"),
        ZipZarrStore => Path.GetFullPath(store.Location),
        _ => Path.Combine(Path.GetTempPath(), "sparse"),
    };

    private void AppendOffsets<TOffset>(ReadOnlySpan<long> offsets, long existing) where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        using ZarrElementStream<TOffset> stream = new(store, key / ZarrSparseGroup.OffsetsName, form.Offsets, existing, take, options.Cancellation);
        OffsetWriting.Append(stream, offsets);
    }
}
