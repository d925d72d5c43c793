namespace DelayedArrays;

/// <summary>
/// A vector laid along one axis. It combines with arrays of any element type: its values are converted to that type. <c>AsColumn</c> and
/// <c>AsRow</c> make one.
/// </summary>
/// <param name="Array">The vector. Its other axes have length 1.</param>
public readonly record struct AxisVector(DelayedArray Array);
