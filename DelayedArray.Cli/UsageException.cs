namespace DelayedArrays;

/// <summary>The command line is invalid.</summary>
internal sealed class UsageException(string problem) : Exception(problem);
