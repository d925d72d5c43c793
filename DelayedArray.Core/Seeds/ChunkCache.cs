namespace DelayedArrays;

/// <summary>
/// Keeps decoded chunks that were needed only in part, within a limit of bytes. Evicts the least recently used first. Decodes a chunk once
/// even if several threads ask for it at the same time.
/// </summary>
public sealed class ChunkCache
{
    private readonly LoadOnceCache<(object Owner, long Number), PooledBuffer> _chunks = new();

    /// <summary>Creates a cache.</summary>
    /// <param name="capacity">The most bytes to keep.</param>
    public ChunkCache(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
    }

    /// <summary>The cache of this process. It holds at most 256 MiB, or an eighth of the available memory if that is less.</summary>
    public static ChunkCache Shared { get; } =
        new(Math.Min(256L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8));

    /// <summary>The most bytes kept.</summary>
    public long Capacity { get; }

    /// <summary>Bytes kept now.</summary>
    public long Bytes => _chunks.Bytes;

    /// <summary>Drops the chunks of one owner.</summary>
    public void Forget(object owner) => _chunks.Forget(chunk => ReferenceEquals(chunk.Owner, owner));

    /// <summary>Lends a chunk if the cache has it.</summary>
    internal LoadOnceCache<(object Owner, long Number), PooledBuffer>.Lease? TryRent(object owner, long number) => _chunks.TryRent((owner, number));

    /// <summary>Lends a chunk, and decodes it first if the cache lacks it.</summary>
    /// <param name="owner">The seed.</param>
    /// <param name="number">Number of the chunk within the seed.</param>
    /// <param name="bytes">Its decoded length.</param>
    /// <param name="context">Gives the number of bytes the cache may hold, and lets another thread compute while this one waits.</param>
    /// <param name="load">Decodes the chunk.</param>
    internal LoadOnceCache<(object Owner, long Number), PooledBuffer>.Lease Rent(
        object owner, long number, long bytes, BlockContext context, Action<PooledBuffer> load) =>
        _chunks.Rent((owner, number), bytes, Math.Min(context.CacheAllowance, Capacity), context, () =>
        {
            var buffer = BufferPool.Shared.Rent(bytes);
            try
            {
                load(buffer);
                return buffer;
            }
            catch
            {
                buffer.Dispose();
                throw;
            }
        });
}
