namespace DelayedArrays;

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Its first byte within the record.</param>
/// <param name="Type">Its type.</param>
public sealed record ZarrField(string Name, int Offset, ZarrDataType Type);
