namespace DelayedArrays;

/// <summary>The progress of an evaluation.</summary>
/// <param name="Done">Blocks finished.</param>
/// <param name="Total">Blocks in all.</param>
public readonly record struct BlockProgress(long Done, long Total);
