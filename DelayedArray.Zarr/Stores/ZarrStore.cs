using System.Buffers;

namespace DelayedArrays;

/// <summary>
/// Storage for a Zarr hierarchy: named byte strings in a folder, a zip file, memory or on a web server. Safe for use by many threads. The
/// caller limits every read, so that neither metadata nor a server can make it use more memory.
/// </summary>
public abstract partial class ZarrStore : IDisposable
{
    private readonly string _lockName = $"store {Guid.NewGuid():N}";

    /// <summary>The location of the store for error messages: a path or an address.</summary>
    public abstract string Location { get; }

    /// <summary>Whether values can be written.</summary>
    public virtual bool IsWritable => false;

    /// <summary>Whether <see cref="List"/> works. A web server does not tell what it has.</summary>
    public virtual bool CanList => true;

    /// <summary>Why some of these keys may exist although the store treats them as absent; null if there is no doubt.</summary>
    internal virtual string? Doubt(IReadOnlyList<StoreKey> keys) => null;

    /// <summary>The length of a value in bytes; null if there is no such value.</summary>
    /// <exception cref="ArrayFormatException">The store is damaged, or refuses the key.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract long? Length(StoreKey key, CancellationToken cancellation = default);

    /// <summary>Reads a value or a part of it, if it exists.</summary>
    /// <param name="key">The key.</param>
    /// <param name="range">The part to read.</param>
    /// <param name="limit">
    /// The most bytes to accept. More are an error, which is found before the value is read where that is possible.
    /// </param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>Whether the value exists.</returns>
    /// <exception cref="ArrayFormatException">
    /// The part is not within the value, the value is longer than the limit, or the store is damaged.
    /// </exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default);

    /// <summary>The names directly under a key: the last segments of their keys. Each entry tells whether it has children.</summary>
    /// <exception cref="NotSupportedException">The store cannot list; see <see cref="CanList"/>.</exception>
    /// <exception cref="IOException">Reading failed, or is not permitted.</exception>
    public abstract IEnumerable<StoreEntry> List(StoreKey key);

    /// <summary>
    /// The names directly under a key, one by one and in no particular order, so that looking at a few is cheap. A value that has
    /// children may appear twice.
    /// </summary>
    internal virtual IEnumerable<StoreEntry> Enumerate(StoreKey key) => List(key);

    /// <summary>Writes a value atomically: at any moment, a reader sees either the old value or the new one.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    /// <exception cref="IOException">Writing failed. The old value is intact.</exception>
    public virtual void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default) => throw ReadOnly();

    /// <summary>
    /// Reserves space for a value that will be written after the point of no return. Stores on disks reserve it in the folder of the
    /// value; other stores take it only on writing.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="length">The most bytes the value may have.</param>
    /// <exception cref="IOException">There is not enough space.</exception>
    internal virtual ValueRoom Reserve(StoreKey key, int length) => new(this, key);

    /// <summary>Whether writes are collected, so that others see none of them until <see cref="Complete"/>.</summary>
    internal virtual bool CollectsWrites => false;

    /// <summary>The locks that concurrent changes of the store take.</summary>
    /// <param name="top">The outermost key of the hierarchy to change.</param>
    internal virtual StoreLocks LocksOf(StoreKey top) => new(Location, _lockName, _lockName, isFolder: false);

    /// <summary>The state of the value at a key, to detect whether a document or chunk was replaced.</summary>
    internal virtual ValueState StateOf(StoreKey key)
    {
        var value = new ArrayBufferWriter<byte>();
        return !key.IsRoot && TryRead(key, ByteRange.All, Array.MaxLength, value) ? ValueState.OfBytes(value.WrittenSpan) : default;
    }

    /// <summary>
    /// Replaces everything under the target with everything under the source. Meanwhile the old content lies under a third key.
    /// </summary>
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

    /// <summary>Removes incomplete values that ended programs have left under a key.</summary>
    internal virtual void RemoveAbandoned(StoreKey key)
    {
        // Most stores write nothing under temporary names.
    }

    /// <summary>Removes a value, if it exists.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void Delete(StoreKey key) => throw ReadOnly();

    /// <summary>Removes a value and everything under its key.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void DeleteAll(StoreKey key) => throw ReadOnly();

    /// <summary>Moves everything under a key to another key, which must be empty. It takes one step if the store supports that.</summary>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    public virtual void Move(StoreKey source, StoreKey target) => throw ReadOnly();

    /// <summary>
    /// Moves everything under a name at the root to the root itself, and removes all else in the store. It takes one step if the store
    /// supports that. By default it removes the old content and then moves each name.
    /// </summary>
    /// <param name="source">A key of one segment.</param>
    /// <exception cref="NotSupportedException">The store is not writable.</exception>
    /// <exception cref="IOException">There is nothing to move, or moving failed.</exception>
    public virtual void MoveToRoot(StoreKey source)
    {
        source.ThrowIfNotTop(nameof(source));
        List<StoreEntry> moved = [.. List(source).OrderBy(entry => DocumentName.IsDefining(entry.Name))];
        if (moved.Count == 0)
            throw new IOException($"{Location}::{source}: there is nothing to move");
        foreach (var entry in List(StoreKey.Root).Where(entry => entry.Name != source.Name).ToList())
            DeleteAll(new StoreKey(entry.Name));
        foreach (var entry in moved)
        {
            var value = new ArrayBufferWriter<byte>();
            if (TryRead(source / entry.Name, ByteRange.All, Array.MaxLength, value))
                Write(new StoreKey(entry.Name), value.WrittenSpan);
            if (entry.HasChildren)
                Move(source / entry.Name, new StoreKey(entry.Name));
        }
        DeleteAll(source);
    }

    /// <summary>
    /// Publishes all writes since the store was opened, in one step. Nothing can be written afterwards. Stores that collect writes need
    /// it, such as a zip file. In other stores each write is visible at once, and this does nothing.
    /// </summary>
    /// <exception cref="IOException">Completing failed. The old content is intact.</exception>
    public virtual void Complete()
    {
        // Most stores collect nothing.
    }

    /// <summary>
    /// Releases the store's resources. A store that collects writes discards those that were not completed, so that an error leaves the
    /// old content intact and not half of the new: see <see cref="Complete"/>.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the store's resources.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> makes the call.</param>
    protected virtual void Dispose(bool disposing)
    {
        // Most stores hold nothing.
    }

    private NotSupportedException ReadOnly() => new($"{Location}: the store is read-only");
}
