using System.Numerics;

namespace DelayedArrays;

/// <summary>How large buckets and their buffers are to be.</summary>
/// <param name="Bucket">Bytes of a bucket, if entries are spread evenly.</param>
/// <param name="Buffer">Bytes of a bucket that are kept in memory.</param>
/// <param name="MostBuckets">Number of buckets at once.</param>
internal sealed record SpillSizes(long Bucket, long Buffer, int MostBuckets)
{
    private const long LargestBucket = 16 << 20;
    private const long LargestBuffer = 64 << 10;
    private const int Most = 512;

    /// <summary>Bytes that are sorted at once, but for single lines.</summary>
    public long Sorted => 4 * Bucket;

    /// <summary>Most bytes of a bucket that is read several times, each time for some of its lines. A larger one is split.</summary>
    public long MostRead => 4 * Sorted;

    /// <summary>Most bytes of a line, which cannot be split.</summary>
    public long MostAtOnce { get; init; } = Array.MaxLength - 1024;

    /// <summary>Sizes within a budget of memory.</summary>
    public static SpillSizes Of(ExecutionOptions options)
    {
        // Of each bucket being sorted there are two copies.
        var bucket = Math.Clamp(options.MemoryBudget / (32 * options.Workers), 64 << 10, LargestBucket);
        return new(bucket, Math.Clamp(options.MemoryBudget / (8 * Most), 1 << 10, LargestBuffer), Most);
    }

    /// <summary>Binary logarithm of the lines of a bucket, so that finding the bucket of a line is a shift.</summary>
    /// <param name="lines">Number of lines.</param>
    /// <param name="bytes">Bytes of all entries that are expected.</param>
    public int Shift(long lines, double bytes)
    {
        var wanted = Math.Clamp(bytes / Bucket, 1, Math.Min(MostBuckets, Math.Max(lines, 1)));
        return Math.Min(64 - BitOperations.LeadingZeroCount((ulong)Math.Max(0, (lines / wanted) - 1)), 30);
    }
}
