namespace DelayedArrays;

/// <summary>What an attribute of a group states.</summary>
/// <param name="Description">Type and length of the attribute, or its value, for messages.</param>
/// <param name="Text">Its text, if it holds one.</param>
/// <param name="Numbers">Its numbers, if it holds numbers.</param>
public sealed record SparseStatement(string Description, string? Text = null, IReadOnlyList<double>? Numbers = null);
