namespace DelayedArrays;

/// <summary>A change of values in place would make other elements non-zero or zero.</summary>
internal sealed class PatternException(string message) : InvalidOperationException(message);
