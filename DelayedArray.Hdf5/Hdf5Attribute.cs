using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>An attribute of an object: a small named scalar or array. It holds nothing open; each read goes to the file.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The word of the file format.")]
public sealed unsafe class Hdf5Attribute
{
    private readonly Hdf5Object _owner;

    internal Hdf5Attribute(Hdf5Object owner, string name)
    {
        _owner = owner;
        Name = name;
        var location = owner.Location;
        using var id = Open();
        using var type = location.Id(H5A.TypeOf(id), $"cannot read the attribute '{name}'");
        using var space = location.Id(H5A.Space(id), $"cannot read the attribute '{name}'");
        Type = Hdf5DataType.FromNative(location, type);
        (Shape, _, IsNull) = Hdf5Dataspace.Read(location, space);
    }

    /// <summary>The attribute's name.</summary>
    public string Name { get; }

    /// <summary>The extents; empty for a scalar and for <see cref="IsNull"/>.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Whether the attribute has no value at all (a null dataspace).</summary>
    public bool IsNull { get; }

    /// <summary>The number of elements: 1 for a scalar, 0 if <see cref="IsNull"/>.</summary>
    public long Length => IsNull ? 0 : Hdf5Dataspace.Count(Shape.AsSpan());

    /// <summary>The type of the elements, as stored.</summary>
    public Hdf5DataType Type { get; }

    /// <summary>Reads a single string.</summary>
    /// <exception cref="ArrayFormatException">The value is not a single string.</exception>
    public string ReadString() => Single(ReadStrings());

    /// <summary>Reads a single integer, or a float that is a whole number.</summary>
    /// <exception cref="ArrayFormatException">The value is not a single whole number.</exception>
    public long ReadInt64() => Single(ReadInt64Array());

    /// <summary>Reads a single floating-point number.</summary>
    /// <exception cref="ArrayFormatException">The value is not a single number.</exception>
    public double ReadDouble() => Single(ReadDoubleArray());

    /// <summary>Reads a single truth value: true for any number other than zero.</summary>
    /// <exception cref="ArrayFormatException">The value is not a single number.</exception>
    public bool ReadBoolean() => Single(ReadBooleanArray());

    /// <summary>Reads all elements as strings, in C order. An attribute without elements gives none, whatever its type.</summary>
    /// <exception cref="ArrayFormatException">The elements are not strings.</exception>
    public string[] ReadStrings()
    {
        if (Length == 0)
            return [];
        if (Type.Class != Hdf5TypeClass.String)
            throw Wrong("strings");
        using var _ = _owner.Enter();
        using var type = Type.ToNative(_owner.Location);
        return Type.IsVariableLength ? ReadVariableStrings(type) : ReadFixedStrings(type);
    }

    /// <summary>Reads all elements as integers, in C order. Floats must be whole numbers.</summary>
    /// <exception cref="ArrayFormatException">The elements are not whole numbers, or exceed 64 bits.</exception>
    public long[] ReadInt64Array()
    {
        if (Type.Memory is { Class: Hdf5TypeClass.Float })
            return Array.ConvertAll(ReadDoubleArray(), Whole);
        if (Type.Memory is { Size: 8, IsSigned: false })
            return Array.ConvertAll(Read<ulong>(), value => value <= long.MaxValue ? (long)value : throw Wrong("64-bit integers"));
        return Read<long>();
    }

    /// <summary>Reads all elements as floating-point numbers, in C order.</summary>
    /// <exception cref="ArrayFormatException">The elements are not numbers.</exception>
    public double[] ReadDoubleArray()
    {
        // The library converts bit fields to integers only.
        return Type.Class == Hdf5TypeClass.BitField ? Array.ConvertAll(Read<ulong>(), Convert.ToDouble) : Read<double>();
    }

    /// <summary>Reads all elements as truth values, in C order: true for any number other than zero.</summary>
    /// <exception cref="ArrayFormatException">The elements are not numbers.</exception>
    public bool[] ReadBooleanArray() => Array.ConvertAll(ReadDoubleArray(), static value => value != 0);

    /// <summary>Opens the object that the attribute, a single object reference, leads to.</summary>
    /// <exception cref="ArrayFormatException">The value is not a single object reference, or it leads nowhere.</exception>
    public Hdf5Object OpenReference()
    {
        const int ReferenceSize = 8;
        if (Type is not { Class: Hdf5TypeClass.Reference, Size: ReferenceSize } || Length != 1)
            throw Wrong("one object reference");
        using var _ = _owner.Enter();
        var reference = stackalloc byte[ReferenceSize];
        Read(H5T.Predefined("STD_REF_OBJ"), reference);
        return _owner.Dereference(reference, $"the reference in the attribute '{Name}' leads nowhere");
    }

    private T[] Read<T>() where T : unmanaged
    {
        if (Length == 0)
            return [];
        if (!Type.IsNumeric)
            throw Wrong("numbers");
        var values = new T[checked((int)Length)];
        using var _ = _owner.Enter();
        using var type = Type.MemoryType(_owner.Location, Hdf5DataType.Of<T>());
        fixed (T* buffer = values)
            Read(type, buffer);
        Type.SwapTimes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private string[] ReadFixedStrings(Hdf5Id type)
    {
        var bytes = new byte[checked(Length * Type.Size)];
        fixed (byte* buffer = bytes)
            Read(type, buffer);
        return Type.DecodeFixed(bytes);
    }

    private string[] ReadVariableStrings(Hdf5Id type)
    {
        const string Problem = "cannot free strings";
        var location = _owner.Location;
        var pointers = new nint[checked((int)Length)];
        fixed (nint* buffer = pointers)
        {
            Read(type, buffer);
            long total = pointers.Length;
            using var all = location.Id(H5S.CreateSimple(1, &total, null), Problem);
            var values = Hdf5DataType.DecodePointers(pointers);
            location.Ok(H5D.Reclaim(type, all, buffer), Problem);
            return values;
        }
    }

    private Hdf5Id Open() => _owner.Location.Id(H5A.Open(_owner.Id, Name, Hdf5Id.Default), $"cannot read the attribute '{Name}'");

    private void Read(Hdf5Id type, void* buffer)
    {
        using var id = Open();
        _owner.Location.Ok(H5A.Read(id, type, buffer), $"cannot read the attribute '{Name}'");
    }

    private T Single<T>(T[] values) => values.Length == 1 ? values[0] : throw Wrong("one element");

    private long Whole(double value) =>
        double.IsInteger(value) && Math.Abs(value) < 1L << 62 ? (long)value : throw Wrong("whole numbers");

    private ArrayFormatException Wrong(string expected) => _owner.Location.Problem(
        $"has the attribute '{Name}' of type {Type} and shape {Hdf5Dataspace.Text(Shape.AsSpan())}; expected {expected}");
}
