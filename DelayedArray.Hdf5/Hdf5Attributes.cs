using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The attributes of an object: small named values.</summary>
public sealed unsafe class Hdf5Attributes
{
    private readonly Hdf5Object _owner;

    internal Hdf5Attributes(Hdf5Object owner) => _owner = owner;

    /// <summary>The names, sorted by their bytes.</summary>
    /// <exception cref="ArrayFormatException">The attributes cannot be listed.</exception>
    public IReadOnlyList<string> Names
    {
        get
        {
            using var _ = _owner.Enter();
            using var list = new NameList();
            ulong index = 0;
            _owner.Location.Ok(H5A.Iterate(_owner.Id, 0, 0, &index, NameList.Callback, list.State), "cannot list the attributes");
            return list.Names;
        }
    }

    /// <summary>Gets an attribute. Its value is read on demand.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArrayFormatException">There is no such attribute, or it cannot be read.</exception>
    public Hdf5Attribute this[string name] =>
        Find(name) ?? throw _owner.Location.Problem($"has no attribute '{name}'");

    /// <summary>Whether the object has an attribute of this name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArrayFormatException">The attributes cannot be read.</exception>
    public bool Contains(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var _ = _owner.Enter();
        return _owner.Location.Ok(H5A.Exists(_owner.Id, name), $"cannot look for the attribute '{name}'") > 0;
    }

    /// <summary>Finds an attribute; null if there is none of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArrayFormatException">The attribute cannot be read.</exception>
    public Hdf5Attribute? Find(string name)
    {
        using var _ = _owner.Enter();
        return Contains(name) ? new Hdf5Attribute(_owner, name) : null;
    }

    /// <summary>Sets a string: a variable-length scalar in UTF-8.</summary>
    /// <param name="name">Name of the attribute. An existing one is replaced.</param>
    /// <param name="value">The string.</param>
    /// <exception cref="ArrayFormatException">The attribute cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        SetStrings(name, [], [value]);
    }

    /// <summary>Sets a scalar number or truth value.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
    /// <param name="name">Name of the attribute. An existing one is replaced.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArrayFormatException">The attribute cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Set<T>(string name, T value) where T : unmanaged => SetNumbers(name, [], [value]);

    /// <summary>Sets a list of variable-length strings in UTF-8.</summary>
    /// <param name="name">Name of the attribute. An existing one is replaced.</param>
    /// <param name="values">The strings.</param>
    /// <exception cref="ArrayFormatException">
    /// The attribute cannot be written. Without <see cref="Hdf5Compatibility.V110"/>, the limit is 64 KiB.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void SetArray(string name, ReadOnlySpan<string> values) => SetStrings(name, [values.Length], values);

    /// <summary>Sets a list of numbers or truth values.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
    /// <param name="name">Name of the attribute. An existing one is replaced.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArrayFormatException">
    /// The attribute cannot be written. Without <see cref="Hdf5Compatibility.V110"/>, the limit is 64 KiB.
    /// </exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void SetArray<T>(string name, ReadOnlySpan<T> values) where T : unmanaged => SetNumbers(name, [values.Length], values);

    /// <summary>Removes an attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArrayFormatException">There is no such attribute.</exception>
    /// <exception cref="InvalidOperationException">The file is open for reading only.</exception>
    public void Delete(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _owner.CheckWritable();
        using var _ = _owner.Enter();
        _owner.Location.Ok(H5A.Delete(_owner.Id, name), $"cannot delete the attribute '{name}'");
    }

    private void SetStrings(string name, ReadOnlySpan<long> shape, ReadOnlySpan<string> values)
    {
        var (bytes, addresses) = Hdf5DataType.EncodeTerminated(values);
        fixed (nint* buffer = addresses)
            Create(name, Hdf5DataType.VariableString, shape, buffer);
        GC.KeepAlive(bytes);
    }

    private void SetNumbers<T>(string name, ReadOnlySpan<long> shape, ReadOnlySpan<T> values) where T : unmanaged
    {
        fixed (byte* buffer = MemoryMarshal.AsBytes(values))
            Create(name, Hdf5DataType.Of<T>(), shape, buffer);
    }

    private void Create(string name, Hdf5DataType type, ReadOnlySpan<long> shape, void* value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _owner.CheckWritable();
        using var _ = _owner.Enter();
        var location = _owner.Location;
        var problem = $"cannot write the attribute '{name}'";
        using var stored = type.ToNative(location);
        using var space = Hdf5Dataspace.Create(location, shape, []);
        using var creation = location.Id(H5P.CreateFor("ATTRIBUTE_CREATE"), problem);
        location.Ok(H5P.SetCharacterSet(creation, H5T.Utf8Set), problem);
        if (location.Ok(H5A.Exists(_owner.Id, name), problem) > 0)
            location.Ok(H5A.Delete(_owner.Id, name), problem);
        using var id = location.Id(H5A.Create(_owner.Id, name, stored, space, creation, Hdf5Id.Default), problem);
        if (Hdf5Dataspace.Count(shape) > 0)
            location.Ok(H5A.Write(id, stored, value), problem);
    }
}
