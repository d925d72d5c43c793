namespace DelayedArrays;

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it starts, in bytes from the start of the record.</param>
/// <param name="Type">Its type.</param>
public sealed record ZarrField(string Name, int Offset, ZarrDataType Type);
