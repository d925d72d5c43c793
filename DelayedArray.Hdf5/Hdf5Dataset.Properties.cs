using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DelayedArrays;

// Reads creation properties. The caller holds the gate.
public sealed unsafe partial class Hdf5Dataset
{
    private static ImmutableArray<long> ReadChunkShape(Hdf5Location location, Hdf5Id creation, int rank)
    {
        var shape = new long[rank];
        fixed (long* first = shape)
            location.Ok(H5P.Chunk(creation, rank, first), "cannot read the chunk shape");
        return ImmutableCollectionsMarshal.AsImmutableArray(shape);
    }

    private static ImmutableArray<Hdf5Filter> ReadFilters(Hdf5Location location, Hdf5Id creation)
    {
        var count = location.Ok(H5P.FilterCount(creation), "cannot read the filters");
        var filters = ImmutableArray.CreateBuilder<Hdf5Filter>(count);
        for (uint k = 0; k < count; k++)
            filters.Add(ReadFilter(location, creation, k));
        return filters.MoveToImmutable();
    }

    private ImmutableArray<byte>? ReadFillValue(Hdf5Id creation, Hdf5DataType memory)
    {
        const int Undefined = 0;
        var location = Location;
        location.Ok(H5P.FillValueState(creation, out var state), "cannot read the fill value");
        if (state == Undefined)
            return null;
        var value = new byte[memory.Size];
        using var type = Type.MemoryType(location, memory);
        fixed (byte* first = value)
            location.Ok(H5P.FillValue(creation, type, first), "cannot read the fill value");
        Type.SwapTimes(value);
        return ImmutableCollectionsMarshal.AsImmutableArray(value);
    }

    private static Hdf5Filter ReadFilter(Hdf5Location location, Hdf5Id creation, uint index)
    {
        const int NameSize = 256;
        const uint Optional = 1;
        var name = stackalloc byte[NameSize];
        name[0] = 0;
        nint count = 64;
        var values = new uint[count];
        while (true)
        {
            int id;
            uint flags;
            fixed (uint* first = values)
            {
                id = location.Ok(
                    H5P.Filter(creation, index, out flags, ref count, first, NameSize, name, out var _), "cannot read a filter");
            }
            if (count <= values.Length)
            {
                var text = NameMarshaller.Text(name);
                return new(id, text, (flags & Optional) != 0, [.. values.AsSpan(0, (int)count)]);
            }
            values = new uint[count];
        }
    }
}
