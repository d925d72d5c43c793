using System.Runtime.InteropServices;

namespace DelayedArrays;

public sealed partial record Hdf5DataType
{
    /// <summary>Creates the native type for reading elements of this type into a type in memory. The caller holds the gate.</summary>
    /// <exception cref="ArrayFormatException">One of the types is numeric and the other is not.</exception>
    /// <exception cref="UnsupportedElementTypeException">The type in memory has parts of variable length.</exception>
    internal Hdf5Id MemoryType(Hdf5Location location, Hdf5DataType memory)
    {
        if (memory.HasVariableParts)
            throw new UnsupportedElementTypeException($"{memory} has parts of variable length; read strings as strings.");
        if (memory.IsNumeric != IsNumeric)
            throw location.Problem($"has elements of type {this}; expected {(memory.IsNumeric ? "numbers" : memory)}");

        if (Time is not null)
        {
            // The library copies times as they are stored; it cannot convert them.
            return memory.Class == Hdf5TypeClass.Integer && memory.Size == Size
                ? ToNative(location)
                : throw location.Problem($"has elements of type {this}; expected to be read or written as integers of {Size} bytes");
        }
        // The library converts enumerations to integers, but not integers to enumerations. It converts bit fields only to bit fields.
        if (memory.Class == Hdf5TypeClass.Enum)
            memory = memory.Base!;
        if (Class == Hdf5TypeClass.BitField && memory.Class == Hdf5TypeClass.Integer)
            memory = memory with { Class = Hdf5TypeClass.BitField };
        return memory.ToNative(location);
    }

    /// <summary>Creates the native type for writing elements of a type in memory as this type. The caller holds the gate.</summary>
    /// <exception cref="ArrayFormatException">The types do not fit together.</exception>
    internal Hdf5Id MemoryTypeToWrite(Hdf5Location location, Hdf5DataType memory)
    {
        if (Class != Hdf5TypeClass.Enum || !memory.IsNumeric)
            return MemoryType(location, memory);
        var integer = memory.Base ?? memory;
        if (integer.Class != Hdf5TypeClass.Integer || !integer.IsStandard)
            throw location.Problem($"has elements of type {this}; expected integers");
        return Enumeration(integer, Members).ToNative(location);
    }

    /// <summary>
    /// Swaps the bytes of stored times into this machine's byte order, or back. Other elements stay as they are: the library has already
    /// converted them.
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

    /// <summary>Creates a record type with one field, to read or write only that field of stored records.</summary>
    internal static Hdf5Id InField(Hdf5Location location, Hdf5Id type, string field, int size)
    {
        var id = location.Id(H5T.Create((int)Hdf5TypeClass.Compound, size), "cannot make the datatype");
        location.Ok(H5T.Insert(id, field, 0, type), $"cannot read the field '{field}'");
        return id;
    }
}
