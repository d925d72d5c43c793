namespace DelayedArrays;

/// <summary>A name in a listing.</summary>
/// <param name="Name">The last segment of the key.</param>
/// <param name="HasChildren">Whether there are keys under it.</param>
public readonly record struct StoreEntry(string Name, bool HasChildren);
