using System.Runtime.InteropServices;

namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    /// <summary>The library's type for reading elements of this type as a type in memory. The caller holds the gate.</summary>
    /// <exception cref="ArrayFormatException">Numbers are asked for and something else is stored, or the other way round.</exception>
    /// <exception cref="UnsupportedElementTypeException">The type in memory has parts of variable length.</exception>
    internal Hdf5Id MemoryType(Hdf5Place place, Hdf5DataType memory)
    {
        if (memory.HasVariableParts)
            throw new UnsupportedElementTypeException($"{memory} has parts of variable length; read strings as strings.");
        if (memory.IsNumeric != IsNumeric)
            throw place.Problem($"has elements of type {this}; expected {(memory.IsNumeric ? "numbers" : memory)}");

        if (Time is not null)
        {
            // The library moves times as they are stored, and no other way.
            return memory.Class == Hdf5TypeClass.Integer && memory.Size == Size
                ? ToNative(place)
                : throw place.Problem($"has elements of type {this}; expected to be read or written as integers of {Size} bytes");
        }
        // The library converts enumerations to integers but not integers to enumerations, and bit fields only to bit fields.
        if (memory.Class == Hdf5TypeClass.Enum)
            memory = memory.Base!;
        if (Class == Hdf5TypeClass.BitField && memory.Class == Hdf5TypeClass.Integer)
            memory = memory with { Class = Hdf5TypeClass.BitField };
        return memory.ToNative(place);
    }

    /// <summary>The library's type for writing elements of a type in memory as this type. The caller holds the gate.</summary>
    /// <exception cref="ArrayFormatException">The types do not go together.</exception>
    internal Hdf5Id MemoryTypeToWrite(Hdf5Place place, Hdf5DataType memory)
    {
        if (Class != Hdf5TypeClass.Enum || !memory.IsNumeric)
            return MemoryType(place, memory);
        var integer = memory.Base ?? memory;
        if (integer.Class != Hdf5TypeClass.Integer || !integer.IsStandard)
            throw place.Problem($"has elements of type {this}; expected integers");
        return Enumeration(integer, Members).ToNative(place);
    }

    /// <summary>
    /// Puts stored times into the byte order of this machine, or back. The library has done so for elements of all other types,
    /// which stay as they are.
    /// </summary>
    internal void SwapTimes(Span<byte> elements)
    {
        if (Time is null || ByteOrder == NativeOrder)
            return;
        if (Size == sizeof(int))
            StoredNumbers.ToNative(MemoryMarshal.Cast<byte, int>(elements), swap: true);
        else
            StoredNumbers.ToNative(MemoryMarshal.Cast<byte, long>(elements), swap: true);
    }

    /// <summary>A record type with one field, which reads or writes that field of stored records alone.</summary>
    internal static Hdf5Id InField(Hdf5Place place, Hdf5Id type, string field, int size)
    {
        var id = place.Id(H5T.Create((int)Hdf5TypeClass.Compound, size), "cannot make the datatype");
        place.Ok(H5T.Insert(id, field, 0, type), $"cannot read the field '{field}'");
        return id;
    }
}
