namespace DelayedArrays;

/// <summary>How an evaluation runs. None of these changes a bit of any result.</summary>
public sealed record ExecutionOptions
{
    // Stands before the default options, which are made of it.
    private static readonly bool CopyIsForced =
        string.Equals(Environment.GetEnvironmentVariable("DELAYEDARRAY_FORCE_COPY"), "1", StringComparison.Ordinal);

    /// <summary>The defaults: all cores, a quarter of the memory there is.</summary>
    public static ExecutionOptions Default { get; } = new();

    /// <summary>Number of threads that compute; the cores of the machine by default.</summary>
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
    /// Blocks that may be read while <see cref="Workers"/> others are computed, where the memory budget allows. 1 by default.
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
    /// Most bytes of array data held at once, results excepted. By default a quarter of the memory of the machine or of its
    /// container, at most 4 GiB.
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

    /// <summary>Where decoded chunks that several blocks share are kept; the process-wide cache by default.</summary>
    public ChunkCache ChunkCache { get; init; } = ChunkCache.Shared;

    /// <summary>Told after every block.</summary>
    public IProgress<BlockProgress>? Progress { get; init; }

    /// <summary>Told once at the end what the evaluation read and held.</summary>
    public Action<ExecutionReport>? Report { get; init; }

    /// <summary>Ends the evaluation with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// How long a change of a file or store waits for another one of the same before it is refused with
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
    } = ChangeLock.UsualWait;

    /// <summary>Elements a block grows to; smaller only in tests, for results may differ in their last bits with it.</summary>
    internal int BlockElements { get; init; } = BlockGrid.TargetElements;

    /// <summary>Bytes of a strip.</summary>
    internal const int UsualStripBytes = 16 * 1024;

    /// <summary>Bytes of a strip; smaller only in tests.</summary>
    internal int StripBytes { get; init; } = UsualStripBytes;

    /// <summary>
    /// Whether what cursors hand up is always copied to the caller's scratch: an aid to find who relies on memory that is not
    /// copied. Switched on by the environment variable DELAYEDARRAY_FORCE_COPY=1.
    /// </summary>
    internal bool ForcesCopy { get; init; } = CopyIsForced;

    /// <summary>Bytes that the chunk cache may fill.</summary>
    internal long CacheAllowance => Math.Min(ChunkCache.Capacity, MemoryBudget / CacheShare);

    /// <summary>The part of the budget that the chunk cache may fill at most, as its denominator.</summary>
    internal int CacheShare { get; init; } = 4;

    private static long DefaultBudget() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 64L << 20, 4L << 30);
}
