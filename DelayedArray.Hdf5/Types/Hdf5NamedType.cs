namespace DelayedArrays;

/// <summary>A datatype that has a name of its own in the file.</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    internal Hdf5NamedType(Hdf5File file, string path, Hdf5Id id) : base(file, path, id) =>
        Type = Hdf5DataType.FromNative(Place, id);

    /// <summary>The type.</summary>
    public Hdf5DataType Type { get; }
}
