namespace DelayedArrays;

public sealed unsafe partial record Hdf5DatasetOptions
{
    /// <summary>Creates a property list for dataset creation. The caller holds the gate.</summary>
    internal Hdf5Id ToNative(Hdf5Location location, Hdf5DataType type)
    {
        const string Problem = "cannot prepare the dataset";
        var list = location.Id(H5P.CreateFor("DATASET_CREATE"), Problem);

        // The same content must give the same bytes.
        location.Ok(H5P.SetTrackTimes(list, track: false), Problem);
        if (!ChunkShape.IsEmpty)
        {
            fixed (long* shape = ChunkShape.AsSpan())
                location.Ok(H5P.SetChunk(list, ChunkShape.Length, shape), "cannot use this chunk shape");
        }
        else
        {
            location.Ok(H5P.SetLayout(list, (int)(IsCompact ? Hdf5Layout.Compact : Hdf5Layout.Contiguous)), Problem);
        }
        foreach (var filter in Filters)
        {
            fixed (uint* values = filter.ClientData.AsSpan())
            {
                location.Ok(
                    H5P.SetFilter(list, filter.Id, filter.IsOptional ? 1u : 0u, filter.ClientData.Length, values),
                    $"cannot use the filter {filter.Id} {filter.Name}");
            }
        }
        if (!FillValue.IsEmpty)
            SetFillValue(location, list, FillValue.AsSpan(), type);
        return list;
    }

    private static void SetFillValue(Hdf5Location location, Hdf5Id list, ReadOnlySpan<byte> value, Hdf5DataType type)
    {
        if (value.Length != type.Size)
            throw new ArgumentException($"The fill value has {value.Length} bytes, an element of type {type} has {type.Size}.", nameof(value));
        var given = type.IsNumeric && type.Time is null ? type.WithByteOrder(Hdf5DataType.NativeOrder) : type;
        using var memory = given.ToNative(location);
        byte[] stored = [.. value];
        type.SwapTimes(stored);
        fixed (byte* first = stored)
            location.Ok(H5P.SetFillValue(list, memory, first), "cannot use this fill value");
    }
}
