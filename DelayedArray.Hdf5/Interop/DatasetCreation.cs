using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Turns creation options into property lists and dataspaces. All calls are made with the gate held.</summary>
internal static unsafe class DatasetCreation
{
    private const string Problem = "cannot prepare the dataset";

    public static Hdf5Id List(Hdf5Place place, Hdf5DatasetOptions options, Hdf5DataType type)
    {
        var list = place.Id(H5P.CreateFor("DATASET_CREATE"), Problem);

        // The same content shall give the same bytes.
        place.Ok(H5P.SetTrackTimes(list, track: false), Problem);
        if (!options.ChunkShape.IsEmpty)
        {
            fixed (long* shape = options.ChunkShape.AsSpan())
                place.Ok(H5P.SetChunk(list, options.ChunkShape.Length, shape), "cannot use this chunk shape");
        }
        else
        {
            place.Ok(H5P.SetLayout(list, (int)(options.IsCompact ? Hdf5Layout.Compact : Hdf5Layout.Contiguous)), Problem);
        }

        foreach (var filter in options.Filters)
        {
            fixed (uint* values = filter.ClientData.AsSpan())
            {
                place.Ok(
                    H5P.SetFilter(list, filter.Id, filter.IsOptional ? 1u : 0u, filter.ClientData.Length, values),
                    $"cannot use the filter {filter.Id} {filter.Name}");
            }
        }

        if (!options.FillValue.IsEmpty) Fill(place, list, options.FillValue.AsSpan(), type);
        return list;
    }

    public static Hdf5Id Space(Hdf5Place place, ReadOnlySpan<long> shape, ImmutableArray<long> maximum)
    {
        if (shape.IsEmpty) return place.Id(H5S.Create(H5S.Scalar), Problem);
        fixed (long* first = shape)
        fixed (long* most = maximum.AsSpan())
            return place.Id(H5S.CreateSimple(shape.Length, first, most), "cannot use this shape");
    }

    private static void Fill(Hdf5Place place, Hdf5Id list, ReadOnlySpan<byte> value, Hdf5DataType type)
    {
        if (value.Length != type.Size)
            throw new ArgumentException($"The fill value has {value.Length} bytes, an element of type {type} has {type.Size}.", nameof(value));
        using var memory = NativeTypeBuilder.Build(
            place, type.IsNumeric && type.Time is null ? type.WithByteOrder(Hdf5DataType.NativeOrder) : type);
        byte[] stored = [.. value];
        NumberTransfer.SwapTimes(type, stored);
        fixed (byte* first = stored)
            place.Ok(H5P.SetFillValue(list, memory, first), "cannot use this fill value");
    }
}
