namespace DelayedArrays;

/// <summary>Makes datatypes of the library from their descriptions. All calls are made with the gate held.</summary>
internal static unsafe class NativeTypeBuilder
{
    private const string Problem = "cannot make the datatype";

    /// <exception cref="ArrayFormatException">The type cannot be made: only numbers of standard layout, and what is made of them.</exception>
    public static Hdf5Id Build(Hdf5Place place, Hdf5DataType type) => type.Class switch
    {
        Hdf5TypeClass.Integer or Hdf5TypeClass.BitField when type.IsStandard => Number(place, type),
        Hdf5TypeClass.Float when type.IsStandard => type.Size == 2 ? Half(place, type) : Number(place, type),
        Hdf5TypeClass.String => String(place, type),
        Hdf5TypeClass.Enum => Enum(place, type),
        Hdf5TypeClass.Compound => Compound(place, type),
        Hdf5TypeClass.Array => Array(place, type),
        Hdf5TypeClass.Opaque => Opaque(place, type),
        Hdf5TypeClass.Time when type.IsStandard => Number(place, type),
        _ => throw place.Problem($"a datatype {type} cannot be made here"),
    };

    private static Hdf5Id Number(Hdf5Place place, Hdf5DataType type)
    {
        var end = type.ByteOrder == Hdf5ByteOrder.BigEndian ? "BE" : "LE";
        var bits = type.Size * 8;
        var name = type.Class switch
        {
            Hdf5TypeClass.Float => $"IEEE_F{bits}{end}",
            Hdf5TypeClass.BitField => $"STD_B{bits}{end}",
            Hdf5TypeClass.Time => $"UNIX_D{bits}{end}",
            _ => $"STD_{(type.IsSigned ? 'I' : 'U')}{bits}{end}",
        };
        return place.Id(H5T.Copy(H5T.Predefined(name)), Problem);
    }

    private static Hdf5Id Half(Hdf5Place place, Hdf5DataType type)
    {
        // The library has no predefined IEEE half before 1.14.4: narrow a float.
        var id = Number(place, Hdf5DataType.Float(4, type.ByteOrder));
        place.Ok(H5T.SetFloatFields(id, 15, 10, 5, 0, 10), Problem);
        place.Ok(H5T.SetSize(id, 2), Problem);
        place.Ok(H5T.SetExponentBias(id, 15), Problem);
        return id;
    }

    private static Hdf5Id String(Hdf5Place place, Hdf5DataType type)
    {
        var id = place.Id(H5T.Copy(H5T.Predefined("C_S1")), Problem);
        place.Ok(H5T.SetSize(id, type.IsVariableLength ? H5T.Variable : type.Size), Problem);
        place.Ok(H5T.SetCharacterSet(id, (int)type.CharacterSet), Problem);
        place.Ok(H5T.SetPadding(id, (int)type.StringPadding), Problem);
        return id;
    }

    private static Hdf5Id Enum(Hdf5Place place, Hdf5DataType type)
    {
        using var integer = Build(place, type.Base!);
        var id = place.Id(H5T.CreateEnum(integer), Problem);
        foreach (var (name, value) in type.Members)
        {
            // The member's value is taken in the base type's own layout.
            using var wide = place.Id(H5T.Copy(H5T.Predefined("NATIVE_INT64")), Problem);
            var buffer = value;
            place.Ok(H5T.Convert(wide, integer, 1, &buffer, null, Hdf5Id.Default), Problem);
            place.Ok(H5T.InsertEnum(id, name, &buffer), Problem);
        }

        return id;
    }

    private static Hdf5Id Compound(Hdf5Place place, Hdf5DataType type)
    {
        var id = place.Id(H5T.Create((int)Hdf5TypeClass.Compound, type.Size), Problem);
        foreach (var field in type.Fields)
        {
            using var member = Build(place, field.Type);
            place.Ok(H5T.Insert(id, field.Name, field.Offset, member), Problem);
        }

        return id;
    }

    private static Hdf5Id Array(Hdf5Place place, Hdf5DataType type)
    {
        using var element = Build(place, type.Base!);
        fixed (long* shape = type.ArrayShape.AsSpan())
            return place.Id(H5T.CreateArray(element, (uint)type.ArrayShape.Length, shape), Problem);
    }

    private static Hdf5Id Opaque(Hdf5Place place, Hdf5DataType type)
    {
        var id = place.Id(H5T.Create((int)Hdf5TypeClass.Opaque, type.Size), Problem);
        place.Ok(H5T.SetTag(id, type.Tag), Problem);
        return id;
    }
}
