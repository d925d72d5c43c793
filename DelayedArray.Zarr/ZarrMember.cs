namespace DelayedArrays;

/// <summary>A member of a group.</summary>
/// <param name="Name">Its name within the group.</param>
/// <param name="IsArray">Whether it is an array. False for a group, and for unreadable metadata that do not tell.</param>
/// <param name="Damage">What is wrong with metadata that cannot be read; null if they can.</param>
public readonly record struct ZarrMember(string Name, bool IsArray, string? Damage = null);
