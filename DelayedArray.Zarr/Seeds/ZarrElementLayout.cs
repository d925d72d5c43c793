namespace DelayedArrays.Zarr;

/// <summary>The position of a number within a stored element.</summary>
/// <param name="Size">Bytes of a stored element.</param>
/// <param name="Offset">The offset of the number; not 0 for fields of records.</param>
/// <param name="IsBigEndian">Its byte order.</param>
internal readonly record struct ZarrElementLayout(int Size, int Offset, bool IsBigEndian);
