namespace DelayedArrays;

/// <summary>A named datatype: an object of the file in its own right.</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    internal Hdf5NamedType(Hdf5File file, string path, Hdf5Id id) : base(file, path, id) =>
        Type = Hdf5DataType.FromNative(Location, id);

    /// <summary>The type.</summary>
    public Hdf5DataType Type { get; }
}
