namespace DelayedArrays;

/// <summary>The settings that a writer chooses for a codec, and what the codec needs to know about the array.</summary>
public sealed record CodecChoice
{
    /// <summary>One of the entry's <see cref="CodecEntry.Variants"/>; empty if there are none.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Effort of encoding; null for the codec's default.</summary>
    public int? Level { get; init; }

    /// <summary>The shuffle, for codecs that do their own.</summary>
    public CodecShuffle Shuffle { get; init; }

    /// <summary>Bytes per element of the array.</summary>
    public int ElementSize { get; init; } = 1;

    /// <summary>Bytes of a chunk before it is encoded.</summary>
    public long ChunkLength { get; init; }

    /// <summary>Gets the requested level, or the default.</summary>
    /// <param name="codec">Name of the codec, for the message.</param>
    /// <param name="usual">The default level.</param>
    /// <param name="min">The lowest level.</param>
    /// <param name="max">The highest level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside the range.</exception>
    public int LevelWithin(string codec, int usual, int min, int max) => Within(codec, Level ?? usual, min, max);

    private static int Within(string codec, int level, int min, int max) => level >= min && level <= max ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"{codec} has the levels {min} to {max}, not {level}");
}
