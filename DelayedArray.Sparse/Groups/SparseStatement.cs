namespace DelayedArrays;

/// <summary>The content of an attribute of a group.</summary>
/// <param name="Description">Type and length of the attribute, or its value, for messages.</param>
/// <param name="Text">The text; null if the attribute does not hold one.</param>
/// <param name="Numbers">The numbers; null if the attribute does not hold any.</param>
public sealed record SparseStatement(string Description, string? Text = null, IReadOnlyList<double>? Numbers = null);
