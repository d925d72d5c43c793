using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Reads shapes and creation properties. All calls are made with the gate held.</summary>
internal static unsafe class DatasetProperties
{
    public static (ImmutableArray<long> Shape, ImmutableArray<long> Maximum, bool IsNull) Shape(Hdf5Place place, Hdf5Id space)
    {
        if (place.Ok(H5S.KindOf(space), "cannot read the shape") == H5S.Null) return ([], [], true);
        var shape = new long[place.Ok(H5S.Rank(space), "cannot read the shape")];
        var maximum = new long[shape.Length];
        fixed (long* first = shape, most = maximum)
        {
            if (shape.Length > 0) place.Ok(H5S.Extent(space, first, most), "cannot read the shape");
        }

        return (ImmutableCollectionsMarshal.AsImmutableArray(shape), ImmutableCollectionsMarshal.AsImmutableArray(maximum), false);
    }

    public static ImmutableArray<long> ChunkShape(Hdf5Place place, Hdf5Id creation, int rank)
    {
        var shape = new long[rank];
        fixed (long* first = shape)
            place.Ok(H5P.Chunk(creation, rank, first), "cannot read the chunk shape");
        return ImmutableCollectionsMarshal.AsImmutableArray(shape);
    }

    public static ImmutableArray<Hdf5Filter> Filters(Hdf5Place place, Hdf5Id creation)
    {
        var count = place.Ok(H5P.FilterCount(creation), "cannot read the filters");
        var filters = ImmutableArray.CreateBuilder<Hdf5Filter>(count);
        for (uint k = 0; k < count; k++)
            filters.Add(Filter(place, creation, k));
        return filters.MoveToImmutable();
    }

    public static ImmutableArray<byte>? FillValue(Hdf5Place place, Hdf5Id creation, Hdf5DataType stored, Hdf5DataType memory)
    {
        const int undefined = 0;
        place.Ok(H5P.FillValueState(creation, out var state), "cannot read the fill value");
        if (state == undefined) return null;
        var value = new byte[memory.Size];
        using var type = NumberTransfer.MemoryType(place, stored, memory);
        fixed (byte* first = value)
            place.Ok(H5P.FillValue(creation, type, first), "cannot read the fill value");
        NumberTransfer.SwapTimes(stored, value);
        return ImmutableCollectionsMarshal.AsImmutableArray(value);
    }

    private static Hdf5Filter Filter(Hdf5Place place, Hdf5Id creation, uint index)
    {
        const int nameSize = 256;
        const uint optional = 1;
        var name = stackalloc byte[nameSize];
        name[0] = 0;
        nint count = 64;
        var values = new uint[count];
        while (true)
        {
            int id;
            uint flags;
            fixed (uint* first = values)
            {
                id = place.Ok(
                    H5P.Filter(creation, index, out flags, ref count, first, nameSize, name, out var _), "cannot read a filter");
            }

            if (count <= values.Length)
            {
                var text = NameMarshaller.Text(name);
                return new(id, text, (flags & optional) != 0, [.. values.AsSpan(0, (int)count)]);
            }

            values = new uint[count];
        }
    }
}
