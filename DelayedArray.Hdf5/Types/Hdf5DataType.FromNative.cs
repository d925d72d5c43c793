using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DelayedArrays;

public sealed unsafe partial record Hdf5DataType
{
    /// <summary>Describes a native datatype. The caller holds the gate.</summary>
    internal static Hdf5DataType FromNative(Hdf5Location location, Hdf5Id id)
    {
        var kind = (Hdf5TypeClass)location.Ok(H5T.ClassOf(id), "cannot read the datatype");
        var type = new Hdf5DataType { Class = kind, Size = checked((int)H5T.Size(id)) };
        return kind switch
        {
            Hdf5TypeClass.Integer => ReadInteger(id, type),
            Hdf5TypeClass.Float => ReadFloat(id, type),
            Hdf5TypeClass.BitField => ReadInteger(id, type) with { IsSigned = false },
            Hdf5TypeClass.String => ReadString(location, id, type),
            Hdf5TypeClass.Enum => ReadEnum(location, id, type),
            Hdf5TypeClass.Compound => type with { Fields = ReadFields(location, id) },
            Hdf5TypeClass.Array => type with { Base = ReadBase(location, id), ArrayShape = ReadArrayShape(location, id) },
            Hdf5TypeClass.VariableLength => type with { Base = ReadBase(location, id), IsVariableLength = true },
            Hdf5TypeClass.Opaque => WithTag(type, TakeText(H5T.Tag(id))),
            Hdf5TypeClass.Time when type.Size is 4 or 8 => ReadUnixTime(id, type),
            _ => type,
        };
    }

    private static Hdf5DataType ReadInteger(Hdf5Id id, Hdf5DataType type)
    {
        var precision = (int)H5T.Precision(id);
        var order = (Hdf5ByteOrder)H5T.Order(id);
        return type with
        {
            ByteOrder = order,
            IsSigned = H5T.Sign(id) == 1,
            Precision = precision,
            IsStandard = precision == type.Size * 8 && type.Size is 1 or 2 or 4 or 8 && H5T.BitOffset(id) == 0
                && order is Hdf5ByteOrder.LittleEndian or Hdf5ByteOrder.BigEndian,
        };
    }

    private static Hdf5DataType ReadUnixTime(Hdf5Id id, Hdf5DataType type) => type with
    {
        ByteOrder = (Hdf5ByteOrder)H5T.Order(id),
        IsSigned = true,
        Precision = type.Size * 8,
        IsStandard = true,
        Time = new TimeType(IsDuration: false, TimeUnit.Second),
    };

    private static Hdf5DataType ReadFloat(Hdf5Id id, Hdf5DataType type)
    {
        var order = (Hdf5ByteOrder)H5T.Order(id);
        H5T.FloatFields(id, out var sign, out var exponent, out var exponentSize, out var mantissa, out var mantissaSize);
        const int Implied = 0;
        (nint, nint, nint, nint, nint) ieee = type.Size switch
        {
            2 => (15, 10, 5, 0, 10),
            4 => (31, 23, 8, 0, 23),
            8 => (63, 52, 11, 0, 52),
            _ => default,
        };
        return type with
        {
            ByteOrder = order,
            IsSigned = true,
            Precision = (int)H5T.Precision(id),
            ExponentBits = (int)exponentSize,
            MantissaBits = (int)mantissaSize,
            IsStandard = order is Hdf5ByteOrder.LittleEndian or Hdf5ByteOrder.BigEndian
                && (sign, exponent, exponentSize, mantissa, mantissaSize) == ieee
                && H5T.ExponentBias(id) == (1 << ((int)exponentSize - 1)) - 1
                && H5T.Normalization(id) == Implied && H5T.BitOffset(id) == 0,
        };
    }

    private static Hdf5DataType ReadString(Hdf5Location location, Hdf5Id id, Hdf5DataType type) => type with
    {
        IsVariableLength = location.Ok(H5T.IsVariableString(id), "cannot read the string type") > 0,
        CharacterSet = (Hdf5CharacterSet)H5T.CharacterSet(id),
        StringPadding = (Hdf5StringPadding)H5T.Padding(id),
    };

    private static Hdf5DataType ReadEnum(Hdf5Location location, Hdf5Id id, Hdf5DataType type)
    {
        using var super = location.Id(H5T.Super(id), "cannot read the enumeration's base type");
        using var wide = location.Id(H5T.Copy(H5T.Predefined("NATIVE_INT64")), "cannot copy a datatype");
        var count = location.Ok(H5T.MemberCount(id), "cannot read the enumeration");
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>(count);
        var buffer = stackalloc byte[Math.Max(type.Size, sizeof(long))];
        for (uint k = 0; k < count; k++)
        {
            location.Ok(H5T.MemberValue(id, k, buffer), "cannot read a value of the enumeration");
            location.Ok(H5T.Convert(super, wide, 1, buffer, null, Hdf5Id.Default), "cannot read a value of the enumeration");
            members.Add(new(TakeText(H5T.MemberName(id, k)), *(long*)buffer));
        }
        var based = FromNative(location, super);
        return type with
        {
            Base = based,
            Members = members.MoveToImmutable(),
            ByteOrder = based.ByteOrder,
            IsSigned = based.IsSigned,
            Precision = based.Precision,
            IsStandard = based.IsStandard,
        };
    }

    private static ImmutableArray<Hdf5Field> ReadFields(Hdf5Location location, Hdf5Id id)
    {
        var count = location.Ok(H5T.MemberCount(id), "cannot read the compound type");
        var fields = ImmutableArray.CreateBuilder<Hdf5Field>(count);
        for (uint k = 0; k < count; k++)
        {
            using var member = location.Id(H5T.MemberType(id, k), "cannot read a field of the compound type");
            fields.Add(new(TakeText(H5T.MemberName(id, k)), checked((int)H5T.MemberOffset(id, k)), FromNative(location, member)));
        }
        return fields.MoveToImmutable();
    }

    private static Hdf5DataType ReadBase(Hdf5Location location, Hdf5Id id)
    {
        using var super = location.Id(H5T.Super(id), "cannot read the base type");
        return FromNative(location, super);
    }

    private static ImmutableArray<long> ReadArrayShape(Hdf5Location location, Hdf5Id id)
    {
        var shape = new long[location.Ok(H5T.ArrayRank(id), "cannot read the array type")];
        fixed (long* first = shape)
            location.Ok(H5T.ArrayShape(id, first), "cannot read the array type");
        return ImmutableCollectionsMarshal.AsImmutableArray(shape);
    }

    private static string TakeText(nint text)
    {
        var copy = NameMarshaller.Text((byte*)text);
        if (text != 0)
            _ = H5T.FreeMemory(text);
        return copy;
    }
}
