namespace DelayedArrays.Zarr;

/// <summary>Where the numbers wanted are within the stored elements.</summary>
/// <param name="Size">Bytes of a stored element.</param>
/// <param name="Offset">Where the number starts in it; not 0 for fields of records.</param>
/// <param name="IsBigEndian">Its byte order.</param>
internal readonly record struct ZarrElementLayout(int Size, int Offset, bool IsBigEndian);
