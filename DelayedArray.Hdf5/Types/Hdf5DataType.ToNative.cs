namespace DelayedArrays;

public sealed unsafe partial record Hdf5DataType
{
    private const string CannotMake = "cannot make the datatype";

    /// <summary>Creates the native datatype. The caller holds the gate.</summary>
    /// <exception cref="ArrayFormatException">The type is not a number of standard layout, nor made of such numbers.</exception>
    internal Hdf5Id ToNative(Hdf5Location location) => Class switch
    {
        Hdf5TypeClass.Integer or Hdf5TypeClass.BitField when IsStandard => NativeNumber(location),
        Hdf5TypeClass.Float when IsStandard => Size == 2 ? NativeHalf(location) : NativeNumber(location),
        Hdf5TypeClass.String => NativeString(location),
        Hdf5TypeClass.Enum => NativeEnum(location),
        Hdf5TypeClass.Compound => NativeCompound(location),
        Hdf5TypeClass.Array => NativeArray(location),
        Hdf5TypeClass.Opaque => NativeOpaque(location),
        Hdf5TypeClass.Time when IsStandard => NativeNumber(location),
        _ => throw location.Problem($"a datatype {this} cannot be made here"),
    };

    private Hdf5Id NativeNumber(Hdf5Location location)
    {
        var end = ByteOrder == Hdf5ByteOrder.BigEndian ? "BE" : "LE";
        var bits = Size * 8;
        var name = Class switch
        {
            Hdf5TypeClass.Float => $"IEEE_F{bits}{end}",
            Hdf5TypeClass.BitField => $"STD_B{bits}{end}",
            Hdf5TypeClass.Time => $"UNIX_D{bits}{end}",
            _ => $"STD_{(IsSigned ? 'I' : 'U')}{bits}{end}",
        };
        return location.Id(H5T.Copy(H5T.Predefined(name)), CannotMake);
    }

    private Hdf5Id NativeHalf(Hdf5Location location)
    {
        // Before 1.14.4 the library has no predefined IEEE half, so this narrows a float.
        var id = Float(4, ByteOrder).NativeNumber(location);
        location.Ok(H5T.SetFloatFields(id, 15, 10, 5, 0, 10), CannotMake);
        location.Ok(H5T.SetSize(id, 2), CannotMake);
        location.Ok(H5T.SetExponentBias(id, 15), CannotMake);
        return id;
    }

    private Hdf5Id NativeString(Hdf5Location location)
    {
        var id = location.Id(H5T.Copy(H5T.Predefined("C_S1")), CannotMake);
        location.Ok(H5T.SetSize(id, IsVariableLength ? H5T.Variable : Size), CannotMake);
        location.Ok(H5T.SetCharacterSet(id, (int)CharacterSet), CannotMake);
        location.Ok(H5T.SetPadding(id, (int)StringPadding), CannotMake);
        return id;
    }

    private Hdf5Id NativeEnum(Hdf5Location location)
    {
        using var integer = Base!.ToNative(location);
        var id = location.Id(H5T.CreateEnum(integer), CannotMake);
        foreach (var (name, value) in Members)
        {
            // The library takes the member's value in the layout of the base type.
            using var wide = location.Id(H5T.Copy(H5T.Predefined("NATIVE_INT64")), CannotMake);
            var buffer = value;
            location.Ok(H5T.Convert(wide, integer, 1, &buffer, null, Hdf5Id.Default), CannotMake);
            location.Ok(H5T.InsertEnum(id, name, &buffer), CannotMake);
        }
        return id;
    }

    private Hdf5Id NativeCompound(Hdf5Location location)
    {
        var id = location.Id(H5T.Create((int)Hdf5TypeClass.Compound, Size), CannotMake);
        foreach (var field in Fields)
        {
            using var member = field.Type.ToNative(location);
            location.Ok(H5T.Insert(id, field.Name, field.Offset, member), CannotMake);
        }
        return id;
    }

    private Hdf5Id NativeArray(Hdf5Location location)
    {
        using var element = Base!.ToNative(location);
        fixed (long* shape = ArrayShape.AsSpan())
            return location.Id(H5T.CreateArray(element, (uint)ArrayShape.Length, shape), CannotMake);
    }

    private Hdf5Id NativeOpaque(Hdf5Location location)
    {
        var id = location.Id(H5T.Create((int)Hdf5TypeClass.Opaque, Size), CannotMake);
        location.Ok(H5T.SetTag(id, Tag), CannotMake);
        return id;
    }
}
