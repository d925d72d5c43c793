namespace DelayedArrays;

/// <summary>What someone who writes asks of a codec, and what it is given.</summary>
public sealed record CodecChoice
{
    /// <summary>Which of the entry's <see cref="CodecEntry.Variants"/> works inside; empty where there are none.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Effort of encoding; null for the codec's usual one.</summary>
    public int? Level { get; init; }

    /// <summary>The shuffle, for codecs that shuffle themselves.</summary>
    public CodecShuffle Shuffle { get; init; }

    /// <summary>Bytes per element of the array.</summary>
    public int ElementSize { get; init; } = 1;

    /// <summary>Bytes of a chunk before it is encoded.</summary>
    public long ChunkLength { get; init; }

    /// <summary>The level asked for, or the usual one.</summary>
    /// <param name="codec">Name of the codec, for the message.</param>
    /// <param name="usual">The level where none is asked for.</param>
    /// <param name="least">The lowest level.</param>
    /// <param name="most">The highest level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside the range.</exception>
    public int LevelWithin(string codec, int usual, int least, int most) => Within(codec, Level ?? usual, least, most);

    private static int Within(string codec, int level, int least, int most) => level >= least && level <= most ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"{codec} has the levels {least} to {most}, not {level}");
}
