namespace DelayedArrays;

/// <summary>Changing values in place would turn zeros into non-zero elements, or the reverse.</summary>
internal sealed class PatternException(string message) : InvalidOperationException(message);
