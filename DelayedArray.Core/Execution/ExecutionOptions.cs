namespace DelayedArrays;

/// <summary>How an evaluation runs. No option changes a bit of any result.</summary>
public sealed record ExecutionOptions
{
    // Must precede the default options, whose initialization reads it.
    private static readonly bool CopyIsForced =
        string.Equals(Environment.GetEnvironmentVariable("DELAYEDARRAY_FORCE_COPY"), "1", StringComparison.Ordinal);

    /// <summary>The defaults: all cores, and a quarter of the available memory.</summary>
    public static ExecutionOptions Default { get; } = new();

    /// <summary>The number of threads that compute; by default one per core.</summary>
    public int Workers
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>
    /// The number of blocks that may be read while <see cref="Workers"/> others are computed, if the memory budget allows it. 1 by default.
    /// </summary>
    public int LookAhead
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1;

    /// <summary>
    /// The most bytes of array data held at once, apart from results. By default a quarter of the memory of the machine or its container,
    /// but at most 4 GiB.
    /// </summary>
    public long MemoryBudget
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = DefaultBudget();

    /// <summary>Keeps decoded chunks that several blocks share; the process-wide cache by default.</summary>
    public ChunkCache ChunkCache { get; init; } = ChunkCache.Shared;

    /// <summary>Receives the progress after every block.</summary>
    public IProgress<BlockProgress>? Progress { get; init; }

    /// <summary>Receives a report at the end: what the evaluation read and held.</summary>
    public Action<ExecutionReport>? Report { get; init; }

    /// <summary>Cancels the evaluation, which then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// How long a change waits for another change of the same file or store to finish before it fails with
    /// <see cref="ConcurrentChangeException"/>; one minute by default.
    /// </summary>
    public TimeSpan LockTimeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = ChangeLock.DefaultWait;

    /// <summary>The number of elements a block grows to. Only tests set it, because the last bits of results may depend on it.</summary>
    internal int BlockElements { get; init; } = BlockGrid.TargetElements;

    /// <summary>Bytes of a strip.</summary>
    internal const int DefaultStripBytes = 16 * 1024;

    /// <summary>Bytes of a strip. Only tests make it smaller.</summary>
    internal int StripBytes { get; init; } = DefaultStripBytes;

    /// <summary>
    /// Whether cursors always copy their values to the caller's scratch. It helps to find code that relies on memory that is not copied.
    /// The environment variable DELAYEDARRAY_FORCE_COPY=1 switches it on.
    /// </summary>
    internal bool ForcesCopy { get; init; } = CopyIsForced;

    /// <summary>The most bytes that the chunk cache may hold.</summary>
    internal long CacheAllowance => Math.Min(ChunkCache.Capacity, MemoryBudget / CacheShare);

    /// <summary>Limits the chunk cache to this fraction of the budget, given as its denominator.</summary>
    internal int CacheShare { get; init; } = 4;

    private static long DefaultBudget() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 64L << 20, 4L << 30);
}
