using System.Numerics;

namespace DelayedArrays;

/// <summary>The sizes of buckets and their buffers.</summary>
/// <param name="Bucket">Bytes of a bucket if entries are spread evenly.</param>
/// <param name="Buffer">Bytes of a bucket that are kept in memory.</param>
/// <param name="MaxBuckets">The most buckets at a time.</param>
internal sealed record SpillSizes(long Bucket, long Buffer, int MaxBuckets)
{
    private const long LargestBucket = 16 << 20;
    private const long LargestBuffer = 64 << 10;
    private const int DefaultBuckets = 512;

    /// <summary>The most bytes sorted at once, except for single lines.</summary>
    public long Sorted => 4 * Bucket;

    /// <summary>The most bytes of a bucket that is read several times, each time for some of its lines. Larger buckets are split.</summary>
    public long MaxRead => 4 * Sorted;

    /// <summary>The most bytes of a line. It cannot be split.</summary>
    public long MaxAtOnce { get; init; } = Array.MaxLength - 1024;

    /// <summary>Chooses sizes within a memory budget.</summary>
    public static SpillSizes Of(ExecutionOptions options)
    {
        // Each bucket being sorted takes memory twice.
        var bucket = Math.Clamp(options.MemoryBudget / (32 * options.Workers), 64 << 10, LargestBucket);
        return new(bucket, Math.Clamp(options.MemoryBudget / (8 * DefaultBuckets), 1 << 10, LargestBuffer), DefaultBuckets);
    }

    /// <summary>Gets the binary logarithm of the number of lines in a bucket, so that a shift finds the bucket of a line.</summary>
    /// <param name="lines">Number of lines.</param>
    /// <param name="bytes">Expected bytes of all entries.</param>
    public int Shift(long lines, double bytes)
    {
        var wanted = Math.Clamp(bytes / Bucket, 1, Math.Min(MaxBuckets, Math.Max(lines, 1)));
        return Math.Min(64 - BitOperations.LeadingZeroCount((ulong)Math.Max(0, (lines / wanted) - 1)), 30);
    }
}
