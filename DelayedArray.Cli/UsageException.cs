namespace DelayedArrays;

/// <summary>The command line asks for what makes no sense.</summary>
internal sealed class UsageException(string problem) : Exception(problem);
