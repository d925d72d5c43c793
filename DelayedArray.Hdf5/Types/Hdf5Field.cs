namespace DelayedArrays;

/// <summary>A field of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Its first byte within the element.</param>
/// <param name="Type">Its type.</param>
public sealed record Hdf5Field(string Name, int Offset, Hdf5DataType Type);
