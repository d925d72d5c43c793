namespace DelayedArrays;

/// <summary>
/// A vector laid along one axis, ready to be combined with arrays of any element type: its values are converted to theirs.
/// Made by <c>AsColumn</c> and <c>AsRow</c>.
/// </summary>
/// <param name="Array">The vector, with axes of length 1 around it.</param>
public readonly record struct AxisVector(DelayedArray Array);
