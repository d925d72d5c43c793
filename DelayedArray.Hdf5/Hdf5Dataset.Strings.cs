namespace DelayedArrays;

public sealed unsafe partial class Hdf5Dataset
{
    /// <summary>Reads all strings, of fixed or variable length, in C order.</summary>
    /// <exception cref="SelectionException">There are more strings than an array can hold.</exception>
    /// <exception cref="ArrayFormatException">The elements are not strings, or cannot be read.</exception>
    public string[] ReadStrings() => IsNull ? [] : ReadStrings(stackalloc long[Shape.Length], Shape.AsSpan());

    /// <summary>Reads a box of strings, of fixed or variable length, in C order.</summary>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Strings on each axis.</param>
    /// <exception cref="SelectionException">The box does not fit the shape, or has more strings than an array can hold.</exception>
    /// <exception cref="ArrayFormatException">The elements are not strings, or cannot be read.</exception>
    public string[] ReadStrings(ReadOnlySpan<long> start, ReadOnlySpan<long> count) =>
        ReadStrings(start, count, Type, field: null);

    /// <summary>Reads one field of every record of a compound dataset as strings.</summary>
    /// <param name="field">The field's name.</param>
    /// <exception cref="ArrayFormatException">There is no such field, it does not hold strings, or it cannot be read.</exception>
    public string[] ReadFieldStrings(string field) =>
        ReadStrings(stackalloc long[Shape.Length], Shape.AsSpan(), Field(field).Type, field);

    /// <summary>Writes all strings of the dataset.</summary>
    /// <param name="values">The strings in C order.</param>
    /// <exception cref="ArgumentException">The number of strings is wrong, or one does not fit the type.</exception>
    /// <exception cref="ArrayFormatException">The elements are not strings, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void WriteStrings(ReadOnlySpan<string> values) => WriteStrings(stackalloc long[Shape.Length], Shape.AsSpan(), values);

    /// <summary>Writes a box of strings.</summary>
    /// <param name="start">First index on each axis.</param>
    /// <param name="count">Strings on each axis.</param>
    /// <param name="values">The strings in C order.</param>
    /// <exception cref="SelectionException">The box does not fit the shape.</exception>
    /// <exception cref="ArgumentException">The number of strings is wrong, or one does not fit the type.</exception>
    /// <exception cref="ArrayFormatException">The elements are not strings, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void WriteStrings(ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<string> values)
    {
        CheckWritable();
        CheckStrings(Type);
        var selected = Hdf5Dataspace.CountSelected(Shape.AsSpan(), start, count, []);
        if (selected != values.Length)
            throw new ArgumentException($"{values.Length} strings are given for {selected} elements.", nameof(values));
        if (selected == 0)
            return;
        using var _ = Enter();
        using var type = Type.ToNative(Location);
        var slab = new Hyperslab(start, count, []);
        if (!Type.IsVariableLength)
        {
            fixed (byte* buffer = Type.EncodeFixed(values))
                Transfer(slab, type, buffer, write: true);
            return;
        }
        var (bytes, addresses) = Hdf5DataType.EncodeTerminated(values);
        fixed (nint* buffer = addresses)
            Transfer(slab, type, buffer, write: true);
        GC.KeepAlive(bytes);
    }

    private string[] ReadStrings(ReadOnlySpan<long> start, ReadOnlySpan<long> count, Hdf5DataType stored, string? field)
    {
        CheckStrings(stored);
        var length = ArrayLength(Hdf5Dataspace.CountSelected(Shape.AsSpan(), start, count, []));
        if (length == 0)
            return [];
        using var _ = Enter();
        using var text = stored.ToNative(Location);
        var size = stored.IsVariableLength ? sizeof(nint) : stored.Size;
        using var record = field is null ? null : Hdf5DataType.InField(Location, text, field, size);
        var type = record ?? text;
        var slab = new Hyperslab(start, count, []);
        if (!stored.IsVariableLength)
        {
            var bytes = new byte[checked(length * size)];
            fixed (byte* buffer = bytes)
                Transfer(slab, type, buffer, write: false);
            return stored.DecodeFixed(bytes);
        }
        var pointers = new nint[length];
        fixed (nint* buffer = pointers)
        {
            Transfer(slab, type, buffer, write: false);
            long total = length;
            using var all = Location.Id(H5S.CreateSimple(1, &total, null), "cannot free strings");
            var values = Hdf5DataType.DecodePointers(pointers);
            Location.Ok(H5D.Reclaim(type, all, buffer), "cannot free strings");
            return values;
        }
    }

    private void CheckStrings(Hdf5DataType stored)
    {
        if (stored.Class != Hdf5TypeClass.String)
            throw Location.Problem($"has elements of type {stored}; expected strings");
    }
}
