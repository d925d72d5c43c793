namespace DelayedArrays;

/// <summary>What a member of a group is.</summary>
/// <param name="Name">Its name within the group.</param>
/// <param name="IsArray">Whether it is an array; otherwise it is a group, or its metadata cannot be read and do not say.</param>
/// <param name="Damage">What is wrong where metadata are damaged or cannot be read; null otherwise.</param>
public readonly record struct ZarrMember(string Name, bool IsArray, string? Damage = null);
