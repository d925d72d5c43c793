using System.Buffers;
using System.Collections.Concurrent;

namespace DelayedArrays.ZarrTests;

/// <summary>One read that a <see cref="CountingZarrStore"/> passed on; Bytes is null where there was no value.</summary>
public readonly record struct CountedRead(string Key, ByteRange Range, long? Bytes);

/// <summary>Passes everything on to another store, and counts what passes.</summary>
public sealed class CountingZarrStore(ZarrStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentQueue<CountedRead> _reads = new();
    private readonly ConcurrentQueue<string> _writes = new();
    private int _lengths;
    private int _lists;

    /// <summary>The reads, in the order in which they ended.</summary>
    public IReadOnlyCollection<CountedRead> Reads => _reads;

    /// <summary>The keys written, in the order in which the writes ended.</summary>
    public IReadOnlyCollection<string> Writes => _writes;

    /// <summary>Number of calls of <see cref="Length"/>.</summary>
    public int Lengths => _lengths;

    /// <summary>Number of calls of <see cref="List"/>.</summary>
    public int Lists => _lists;

    /// <summary>Bytes read.</summary>
    public long BytesRead => _reads.Sum(read => read.Bytes ?? 0);

    /// <summary>Forgets what was counted.</summary>
    public void Reset()
    {
        _reads.Clear();
        _writes.Clear();
        _lengths = _lists = 0;
    }

    /// <inheritdoc/>
    public override long? Length(StoreKey key, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _lengths);
        return base.Length(key, cancellation);
    }

    /// <inheritdoc/>
    public override bool TryRead(
        StoreKey key, ByteRange range, long limit, IBufferWriter<byte> destination, CancellationToken cancellation = default)
    {
        var counting = new CountingWriter(destination);
        var found = base.TryRead(key, range, limit, counting, cancellation);
        _reads.Enqueue(new CountedRead(key.Path, range, found ? counting.Written : null));
        return found;
    }

    /// <inheritdoc/>
    public override IEnumerable<StoreEntry> List(StoreKey key)
    {
        Interlocked.Increment(ref _lists);
        return base.List(key);
    }

    /// <inheritdoc/>
    public override void Write(StoreKey key, ReadOnlySpan<byte> value, CancellationToken cancellation = default)
    {
        base.Write(key, value, cancellation);
        _writes.Enqueue(key.Path);
    }

    /// <inheritdoc/>
    public override void MoveToRoot(StoreKey source) => Inner.MoveToRoot(source);

    /// <inheritdoc/>
    public override void Complete() => Inner.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
        base.Dispose(disposing);
    }

    private sealed class CountingWriter(IBufferWriter<byte> destination) : IBufferWriter<byte>
    {
        public long Written { get; private set; }

        public void Advance(int count)
        {
            destination.Advance(count);
            Written += count;
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => destination.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => destination.GetSpan(sizeHint);
    }
}
