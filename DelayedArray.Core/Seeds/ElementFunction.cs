namespace DelayedArrays;

/// <summary>The value of an element, given its index along each axis.</summary>
public delegate T ElementFunction<out T>(ReadOnlySpan<long> index);
