using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// Named values of bytes, which is all that Zarr asks of storage: a folder, a zip file, memory, a web server. Safe for use by
/// many threads. Every read is bounded by its caller, so that no metadata and no server can make it take more memory.
/// </summary>
public abstract partial class ZarrStore : IDisposable
{
    private readonly string _lockName = $"store {Guid.NewGuid():N}";

    /// <summary>Where the store is, as error messages name it: a path or an address.</summary>
    public abstract string Location { get; }

    /// <summary>Whether values can be written.</summary>
    public virtual bool IsWritable => false;

    /// <summary>Whether <see cref="List"/> works. A web server does not say what it has.</summary>
    public virtual bool CanList => true;

    /// <summary>Why some of these keys may be there although the store takes them for absent; null if there is no doubt.</summary>
    internal virtual string? Doubt(IReadOnlyList<StoreKey> keys) => null;

    /// <summary>Length of a value in bytes, or null if there is none of this key.</summary>
    /// <exception cref="ArrayFormatException">The store is damaged, or refuses the key.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract long? Length(StoreKey key, CancellationToken cancellation = default);

    /// <summary>Reads a value, or a part of it, if it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="range">The part wanted.</param>
    /// <param name="limit">Most bytes to take; a value with more is an error, found before it is read where that can be.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>Whether there is a value of this key.</returns>
    /// <exception cref="ArrayFormatException">
    /// The part is not within the value, the value is longer than the limit, or the store is damaged.
    /// </exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default);

    /// <summary>The names right under a key, as the last segments of their keys; each says whether others are under it.</summary>
    /// <exception cref="NotSupportedException">The store cannot list; see <see cref="CanList"/>.</exception>
    /// <exception cref="IOException">Reading failed, or is not permitted.</exception>
    public abstract IEnumerable<StoreEntry> List(StoreKey key);

    /// <summary>
    /// The names right under a key, in no order and one by one, so that looking at a few costs little. The name of a value that others
    /// are under may come twice.
    /// </summary>
    internal virtual IEnumerable<StoreEntry> Enumerate(StoreKey key) => List(key);

    /// <summary>Writes a value in one step: a reader sees the old one or the new one, whatever happens meanwhile.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    /// <exception cref="IOException">Writing failed; the old value is as it was.</exception>
    public virtual void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default) => throw ReadOnly();

    /// <summary>
    /// Takes room for a value that is to be written once there is no way back. Stores on disks take it where the value is going to be;
    /// others only when it is written.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="length">Bytes it may have.</param>
    /// <exception cref="IOException">There is no room.</exception>
    internal virtual ValueRoom Reserve(StoreKey key, int length) => new(this, key);

    /// <summary>Whether writes are collected, so that others see none of them before <see cref="Complete"/>.</summary>
    internal virtual bool CollectsWrites => false;

    /// <summary>What those who change the store at the same time take in turn.</summary>
    /// <param name="top">The outermost key of the hierarchy that is changed.</param>
    internal virtual StoreLocks LocksOf(StoreKey top) => new(Location, _lockName, _lockName, isFolder: false);

    /// <summary>What tells the value at a key, a document or a chunk, from one that comes in its place.</summary>
    internal virtual ValueState StateOf(StoreKey key)
    {
        ArrayBufferWriter<byte> value = new();
        return !key.IsRoot && TryRead(key, ByteRange.All, Array.MaxLength, value) ? ValueState.OfBytes(value.WrittenSpan) : default;
    }

    /// <summary>Puts what is under a key in the place of what is under another one, which goes aside meanwhile.</summary>
    internal virtual void Replace(StoreKey source, StoreKey target, StoreKey aside)
    {
        Move(target, aside);
        try
        {
            Move(source, target);
        }
        catch
        {
            if (!CanList || !List(target).Any())
                Move(aside, target);
            throw;
        }
    }

    /// <summary>Removes what programs that are no more have left of values that were not complete, under a key.</summary>
    internal virtual void RemoveAbandoned(StoreKey key)
    {
        // Most stores write nothing under other names.
    }

    /// <summary>Removes a value, if it is there.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void Delete(StoreKey key) => throw ReadOnly();

    /// <summary>Removes a value and everything under its key.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void DeleteAll(StoreKey key) => throw ReadOnly();

    /// <summary>Moves everything under a key to another key, under which there must be nothing; in one step where the store can.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void Move(StoreKey source, StoreKey target) => throw ReadOnly();

    /// <summary>
    /// Moves everything under a name at the root to the root itself; all else that is in the store goes. In one step where the store
    /// can; this way, of stores that do not say how they can, removes what is there and then moves name by name.
    /// </summary>
    /// <param name="source">A key of one segment.</param>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    /// <exception cref="IOException">There is nothing to move, or it cannot be.</exception>
    public virtual void MoveToRoot(StoreKey source)
    {
        source.ThrowIfNotTop(nameof(source));
        List<StoreEntry> moved = [.. List(source).OrderBy(entry => MetadataFile.IsDocument(entry.Name))];
        if (moved.Count == 0)
            throw new IOException($"{Location}::{source}: there is nothing to move");
        foreach (var entry in List(StoreKey.Root).Where(entry => entry.Name != source.Name).ToList())
            DeleteAll(new StoreKey(entry.Name));
        foreach (var entry in moved)
        {
            ArrayBufferWriter<byte> value = new();
            if (TryRead(source / entry.Name, ByteRange.All, Array.MaxLength, value))
                Write(new StoreKey(entry.Name), value.WrittenSpan);
            if (entry.HasChildren)
                Move(source / entry.Name, new StoreKey(entry.Name));
        }
        DeleteAll(source);
    }

    /// <summary>
    /// Makes what was written since the store was opened visible to others, in one step; nothing can be written after it. Needed
    /// by stores that collect writes, such as a zip file; in others every write is visible at once, and this does nothing.
    /// </summary>
    /// <exception cref="IOException">Completing failed; what was there before is as it was.</exception>
    public virtual void Complete()
    {
        // Most stores collect nothing.
    }

    /// <summary>
    /// Frees what the store holds. A store that collects writes forgets those that were not completed, so that an error on the
    /// way leaves what was there before, not a part of what was meant: see <see cref="Complete"/>.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the store holds.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        // Most stores hold nothing.
    }

    private NotSupportedException ReadOnly() => new($"{Location}: the store is read-only");
}
