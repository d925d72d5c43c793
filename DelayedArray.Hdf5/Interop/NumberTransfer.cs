using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>Chooses the types in memory with which the library converts. All calls are made with the gate held.</summary>
internal static class NumberTransfer
{
    /// <summary>The library's type for reading elements as a type in memory.</summary>
    /// <exception cref="ArrayFormatException">Numbers are asked for and something else is stored, or the other way round.</exception>
    /// <exception cref="UnsupportedElementTypeException">The type in memory has parts of variable length.</exception>
    public static Hdf5Id MemoryType(Hdf5Place place, Hdf5DataType stored, Hdf5DataType memory)
    {
        if (memory.HasVariableParts)
            throw new UnsupportedElementTypeException($"{memory} has parts of variable length; read strings as strings.");
        if (memory.IsNumeric != stored.IsNumeric)
            throw place.Problem($"has elements of type {stored}; expected {(memory.IsNumeric ? "numbers" : memory)}");

        if (stored.Time is not null)
        {
            // The library moves times as they are stored, and no other way.
            return memory.Class == Hdf5TypeClass.Integer && memory.Size == stored.Size
                ? NativeTypeBuilder.Build(place, stored)
                : throw place.Problem($"has elements of type {stored}; expected to be read or written as integers of {stored.Size} bytes");
        }

        // The library converts enumerations to integers but not integers to enumerations, and bit fields only to bit fields.
        if (memory.Class == Hdf5TypeClass.Enum) memory = memory.Base!;
        if (stored.Class == Hdf5TypeClass.BitField && memory.Class == Hdf5TypeClass.Integer)
            memory = memory with { Class = Hdf5TypeClass.BitField };
        return NativeTypeBuilder.Build(place, memory);
    }

    /// <summary>The library's type for writing elements of a type in memory.</summary>
    /// <exception cref="ArrayFormatException">The types do not go together.</exception>
    public static Hdf5Id MemoryTypeToWrite(Hdf5Place place, Hdf5DataType stored, Hdf5DataType memory)
    {
        if (stored.Class != Hdf5TypeClass.Enum || !memory.IsNumeric) return MemoryType(place, stored, memory);
        var integer = memory.Base ?? memory;
        if (integer.Class != Hdf5TypeClass.Integer || !integer.IsStandard)
            throw place.Problem($"has elements of type {stored}; expected integers");
        return NativeTypeBuilder.Build(place, Hdf5DataType.Enumeration(integer, stored.Members));
    }

    /// <summary>Puts times into the order of bytes of this machine, or from it into that of the file.</summary>
    /// <param name="stored">The type stored; of all but times the library has put the bytes in order.</param>
    /// <param name="elements">The elements.</param>
    public static void SwapTimes(Hdf5DataType stored, Span<byte> elements)
    {
        if (stored.Time is null || stored.ByteOrder == Hdf5DataType.NativeOrder)
            return;
        if (stored.Size == sizeof(int))
            StoredNumbers.ToNative(MemoryMarshal.Cast<byte, int>(elements), swap: true);
        else
            StoredNumbers.ToNative(MemoryMarshal.Cast<byte, long>(elements), swap: true);
    }

    /// <summary>A record type with one field of another type: reads or writes that field of stored records alone.</summary>
    public static Hdf5Id InField(Hdf5Place place, Hdf5Id type, string field, int size)
    {
        var id = place.Id(H5T.Create((int)Hdf5TypeClass.Compound, size), "cannot make the datatype");
        place.Ok(H5T.Insert(id, field, 0, type), $"cannot read the field '{field}'");
        return id;
    }
}
