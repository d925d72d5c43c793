namespace DelayedArrays.Zarr;

/// <summary>Where metadata are, for messages.</summary>
/// <param name="Store">The location of the store.</param>
/// <param name="Key">The key within it.</param>
internal readonly record struct ZarrLocation(string Store, string Key)
{
    public ArrayFormatException Problem(string problem, Exception? inner = null) => new(Store, Key, problem, inner);

    /// <summary>The error for a part that cannot be written. It names this location; the key that was written may be a hidden one.</summary>
    public IOException CannotWrite(string part, IOException error) =>
        new($"{this}: {part} cannot be written: {error.Message}", error);

    public override string ToString() => Key.Length == 0 ? Store : $"{Store}::{Key}";
}
