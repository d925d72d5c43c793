using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Distributes entries to buckets of consecutive lines, which are then sorted one by one. Each bucket has a buffer. Entries that do not fit
/// go to a temporary file. Many threads may add entries.
/// </summary>
internal sealed unsafe class SpillBuckets<T, TKey> : IDisposable
    where T : unmanaged where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly SpillFile _file;
    private readonly SpillSizes _sizes;
    private readonly long _firstLine;
    private readonly long _lines;
    private readonly int _shift;
    private readonly SpillBucket<T, TKey>[] _buckets;
    private readonly PooledBuffer _buffers;
    private bool _isInFile;

    /// <summary>Prepares buckets.</summary>
    /// <param name="file">Receives what does not fit in memory, in pieces as long as a buffer.</param>
    /// <param name="firstLine">The first line.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="entries">The most entries expected.</param>
    /// <param name="keys">Composes keys.</param>
    /// <param name="sizes">Bytes of buckets and buffers.</param>
    public SpillBuckets(SpillFile file, long firstLine, long lines, double entries, SpillKeys<TKey> keys, SpillSizes sizes)
    {
        (_file, _firstLine, _lines, _sizes, Keys) = (file, firstLine, lines, sizes, keys);
        _shift = sizes.Shift(lines, entries * EntryBytes);
        PieceLength = file.PieceBytes / EntryBytes;
        _buckets = new SpillBucket<T, TKey>[Math.Max(1, ((lines - 1) >> _shift) + 1)];
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] = new(file, PieceLength);
        _buffers = BufferPool.Shared.Rent((long)_buckets.Length * PieceLength * EntryBytes);
    }

    private static int EntryBytes => sizeof(SpilledEntry<T, TKey>);

    /// <summary>Composes keys.</summary>
    public SpillKeys<TKey> Keys { get; }

    /// <summary>Bytes of a buffer, and of a piece of the file.</summary>
    public int PieceBytes => _file.PieceBytes;

    /// <summary>Entries in a buffer, and in a piece of the file.</summary>
    public int PieceLength { get; }

    /// <summary>Number of buckets.</summary>
    public int Count => _buckets.Length;

    /// <summary>Bytes of a buffer.</summary>
    public static int BufferBytes(SpillSizes sizes) => (int)Math.Max(16, sizes.Buffer / EntryBytes) * EntryBytes;

    /// <summary>Gets the bucket of a line.</summary>
    public int BucketOf(long line) => (int)((line - _firstLine) >> _shift);

    /// <summary>Gets the first line of a bucket.</summary>
    public long FirstLineOf(int bucket) => _firstLine + ((long)bucket << _shift);

    /// <summary>Adds entries. Their lines count from the first of the bucket.</summary>
    public void Add(int bucket, ReadOnlySpan<SpilledEntry<T, TKey>> entries)
    {
        if (!entries.IsEmpty)
            _buckets[bucket].Add(entries, BufferOf(bucket));
    }

    /// <summary>
    /// Lists the lines in order, in groups whose entries are read when they are sorted. No entries may be added any more. If some entries
    /// are in the file, all others move there too, which frees the memory of the buffers for sorting.
    /// </summary>
    public IEnumerable<SpilledLines<T, TKey>> InOrder(CancellationToken cancellation)
    {
        if (!_isInFile && Array.Exists(_buckets, bucket => bucket.HasPieces))
            SpillAll();
        for (var i = 0; i < _buckets.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var lines = (int)Math.Min(1L << _shift, _firstLine + _lines - FirstLineOf(i));
            var bytes = _buckets[i].Bytes;
            var parts = bytes <= _sizes.Sorted || lines <= 1 ? [Lines(i, 0, lines, _buckets[i].Count)]
                : bytes <= _sizes.MaxRead ? InParts(i, lines, cancellation)
                : Split(i, lines, cancellation);
            foreach (var part in parts)
                yield return part;
        }
    }

    /// <summary>Counts the entries of a bucket.</summary>
    public long EntriesOf(int bucket) => _buckets[bucket].Count;

    /// <summary>Reads all entries of a bucket.</summary>
    public void Read(int bucket, Span<SpilledEntry<T, TKey>> entries, CancellationToken cancellation)
    {
        for (var first = 0; first < entries.Length; first += PieceLength)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadPiece(bucket, first, entries.Slice(first, Math.Min(PieceLength, entries.Length - first)));
        }
    }

    /// <summary>Reads a piece of a bucket: as many entries as a buffer holds, or the rest.</summary>
    public void ReadPiece(int bucket, long first, Span<SpilledEntry<T, TKey>> entries)
    {
        if (!_buckets[bucket].TryRead(first, entries))
            BufferOf(bucket)[..entries.Length].CopyTo(entries);
    }

    public void Dispose() => _buffers.Dispose();

    /// <summary>Divides a bucket into groups of lines that can be sorted at once. The bucket is read again for each group.</summary>
    private IEnumerable<SpilledLines<T, TKey>> InParts(int bucket, int lines, CancellationToken cancellation)
    {
        var counts = CountByLine(bucket, lines, cancellation);
        var max = _sizes.Sorted / EntryBytes;
        var (first, total) = (0, 0L);
        for (var line = 0; line < lines; line++)
        {
            if (total > 0 && total + counts[line] > max)
            {
                yield return Lines(bucket, first, line - first, total);
                (first, total) = (line, 0);
            }
            total += counts[line];
        }
        yield return Lines(bucket, first, lines - first, total);
    }

    private long[] CountByLine(int bucket, int lines, CancellationToken cancellation)
    {
        var counts = new long[lines];
        using var pieces = new SpilledPieces<T, TKey>(this, bucket, cancellation);
        while (pieces.Next(out var piece))
        {
            foreach (ref readonly var entry in piece)
                counts[Keys.Line(entry.Key)]++;
        }
        return counts;
    }

    /// <summary>Distributes the entries of a bucket to smaller buckets.</summary>
    private IEnumerable<SpilledLines<T, TKey>> Split(int bucket, int lines, CancellationToken cancellation)
    {
        using var parts = new SpillBuckets<T, TKey>(_file, FirstLineOf(bucket), lines, EntriesOf(bucket), Keys, _sizes);
        Deal(bucket, parts, cancellation);
        _buckets[bucket].Clear();
        // The groups returned may be read after this method has ended and its buffers are gone.
        parts.SpillAll();
        foreach (var part in parts.InOrder(cancellation))
            yield return part;
    }

    private void Deal(int bucket, SpillBuckets<T, TKey> parts, CancellationToken cancellation)
    {
        using var pieces = new SpilledPieces<T, TKey>(this, bucket, cancellation);
        while (pieces.Next(out var piece))
        {
            foreach (ref readonly var entry in piece)
            {
                var part = parts.BucketOf(parts._firstLine + Keys.Line(entry.Key));
                parts.Add(part, [entry with { Key = entry.Key - Keys.OfLine(parts.FirstLineOf(part) - parts._firstLine) }]);
            }
        }
    }

    // A line cannot be divided for sorting.
    private SpilledLines<T, TKey> Lines(int bucket, int first, int lines, long count)
    {
        if (count <= _sizes.MaxAtOnce / EntryBytes)
            return new(this, bucket, first, lines, (int)count);
        throw new MemoryBudgetException($"line {FirstLineOf(bucket) + first} of the requested layout has {count} entries; at most "
            + $"{_sizes.MaxAtOnce / EntryBytes} in a line can be sorted from the other layout");
    }

    private Span<SpilledEntry<T, TKey>> BufferOf(int bucket) =>
        _buffers.As<SpilledEntry<T, TKey>>().Slice(bucket * PieceLength, PieceLength);

    private void SpillAll()
    {
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i].Spill(BufferOf(i));
        _isInFile = true;
        _buffers.Dispose();
    }
}
