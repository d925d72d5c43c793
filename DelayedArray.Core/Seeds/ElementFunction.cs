namespace DelayedArrays;

/// <summary>Computes an element from its index along each axis.</summary>
public delegate T ElementFunction<out T>(ReadOnlySpan<long> index);
