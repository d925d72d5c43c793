using System.Numerics;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// Entries dealt out to buckets of consecutive lines, to be sorted bucket by bucket. Each bucket has a buffer; what does not fit
/// goes to a temporary file. Entries may be added by many threads.
/// </summary>
internal sealed class SpillBuckets<T, TIndex> : IDisposable where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly SpillFile _file;
    private readonly SpillSizes _sizes;
    private readonly long _firstLine;
    private readonly long _lines;
    private readonly int _shift;
    private readonly Bucket[] _buckets;

    /// <summary>Prepares buckets.</summary>
    /// <param name="file">Takes what does not fit in memory.</param>
    /// <param name="firstLine">The first line.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="entries">Most entries to be expected.</param>
    /// <param name="sizes">Bytes of buckets and buffers.</param>
    public unsafe SpillBuckets(SpillFile file, long firstLine, long lines, double entries, SpillSizes sizes)
    {
        (_file, _firstLine, _lines, _sizes) = (file, firstLine, lines, sizes);
        var wanted = Math.Clamp(entries * sizeof(SpilledEntry<T, TIndex>) / sizes.Bucket, 1, Math.Min(sizes.MostBuckets, Math.Max(lines, 1)));
        // Lines of a bucket are a power of two, so that finding the bucket is a shift.
        _shift = 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(0, (lines / wanted) - 1));
        _shift = Math.Min(_shift, 30);
        _buckets = new Bucket[Math.Max(1, ((lines - 1) >> _shift) + 1)];
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] = new Bucket(this);
    }

    /// <summary>Number of buckets.</summary>
    public int Count => _buckets.Length;

    /// <summary>The bucket of a line.</summary>
    public int BucketOf(long line) => (int)((line - _firstLine) >> _shift);

    /// <summary>The first line of a bucket.</summary>
    public long FirstLineOf(int bucket) => _firstLine + ((long)bucket << _shift);

    /// <summary>Adds entries, their lines counted from the first of the bucket.</summary>
    public void Add(int bucket, ReadOnlySpan<SpilledEntry<T, TIndex>> entries)
    {
        if (!entries.IsEmpty)
            _buckets[bucket].Add(entries);
    }

    /// <summary>The buckets in order; one that grew too large is split on the way.</summary>
    public IEnumerable<SpilledLines<T, TIndex>> InOrder(CancellationToken cancellation)
    {
        for (var i = 0; i < _buckets.Length; i++)
        {
            using var bucket = _buckets[i];
            var first = FirstLineOf(i);
            var lines = Math.Min(1L << _shift, _firstLine + _lines - first);
            if (bucket.Bytes <= 4 * _sizes.Bucket || lines <= 1)
            {
                CheckSize(bucket, first);
                yield return new(bucket.TakeAll(), (int)lines, bucket.Total);
                continue;
            }
            using var parts = new SpillBuckets<T, TIndex>(_file, first, lines, bucket.Total, _sizes);
            bucket.MoveTo(parts, first, cancellation);
            foreach (var part in parts.InOrder(cancellation))
                yield return part;
        }
    }

    public void Dispose()
    {
        foreach (var bucket in _buckets)
            bucket.Dispose();
    }

    // A line is sorted as a whole.
    private unsafe void CheckSize(Bucket bucket, long line)
    {
        if (bucket.Bytes <= _sizes.MostAtOnce)
            return;
        throw new MemoryBudgetException($"line {line} of the layout asked for has {bucket.Total} entries; at most "
            + $"{_sizes.MostAtOnce / sizeof(SpilledEntry<T, TIndex>)} in a line can be sorted from the other layout");
    }

    /// <summary>The entries of one bucket: in its buffer, and before that in pieces of the file.</summary>
    private sealed unsafe class Bucket(SpillBuckets<T, TIndex> owner) : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly List<(long Start, int Count)> _pieces = [];
        private SpilledEntry<T, TIndex>[] _buffer = [];
        private int _filled;

        public long Total { get; private set; }

        public long Bytes => Total * sizeof(SpilledEntry<T, TIndex>);

        private int Capacity => Math.Max(16, (int)(owner._sizes.Buffer / sizeof(SpilledEntry<T, TIndex>)));

        public void Add(ReadOnlySpan<SpilledEntry<T, TIndex>> entries)
        {
            lock (_gate)
            {
                Total += entries.Length;
                while (!entries.IsEmpty)
                {
                    if (_filled == Capacity)
                        Spill();
                    var count = Math.Min(entries.Length, Capacity - _filled);
                    if (_buffer.Length < _filled + count)
                        Array.Resize(ref _buffer, (int)Math.Min(Capacity, Math.Max(2L * _buffer.Length, _filled + count)));
                    entries[..count].CopyTo(_buffer.AsSpan(_filled));
                    _filled += count;
                    entries = entries[count..];
                }
            }
        }

        /// <summary>Reads all of it and gives the buffer up.</summary>
        public PooledBuffer TakeAll()
        {
            var all = BufferPool.Shared.Rent(Math.Max(1, Bytes));
            var entries = all.As<SpilledEntry<T, TIndex>>();
            try
            {
                foreach (var (start, count) in _pieces)
                {
                    owner._file.Read(start, MemoryMarshal.AsBytes(entries[..count]));
                    entries = entries[count..];
                }
            }
            catch
            {
                all.Dispose();
                throw;
            }
            _buffer.AsSpan(0, _filled).CopyTo(entries);
            Dispose();
            return all;
        }

        public void MoveTo(SpillBuckets<T, TIndex> parts, long firstLine, CancellationToken cancellation)
        {
            Deal(_buffer.AsSpan(0, _filled), parts, firstLine);
            foreach (var (start, count) in _pieces)
            {
                cancellation.ThrowIfCancellationRequested();
                owner._file.Read(start, MemoryMarshal.AsBytes(_buffer.AsSpan(0, count)));
                Deal(_buffer.AsSpan(0, count), parts, firstLine);
            }
        }

        public void Dispose() => (_buffer, _filled) = ([], 0);

        private static void Deal(Span<SpilledEntry<T, TIndex>> entries, SpillBuckets<T, TIndex> parts, long firstLine)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                var bucket = parts.BucketOf(firstLine + entries[i].Line);
                parts.Add(bucket, [entries[i].After((int)(parts.FirstLineOf(bucket) - firstLine))]);
            }
        }

        private void Spill()
        {
            _pieces.Add((owner._file.Append(MemoryMarshal.AsBytes(_buffer.AsSpan(0, _filled))), _filled));
            _filled = 0;
        }
    }
}

/// <summary>How large buckets and their buffers are to be.</summary>
/// <param name="Bucket">Bytes of a bucket, if entries are spread evenly; one of more than four times that is split.</param>
/// <param name="Buffer">Bytes of a bucket that are kept in memory.</param>
/// <param name="MostBuckets">Number of buckets at once.</param>
internal sealed record SpillSizes(long Bucket, long Buffer, int MostBuckets)
{
    private const long LargestBucket = 16 << 20;
    private const long LargestBuffer = 64 << 10;
    private const int Most = 512;

    /// <summary>Most bytes of a bucket of one line, which cannot be split.</summary>
    public long MostAtOnce { get; init; } = Array.MaxLength - 1024;

    /// <summary>Sizes within a budget of memory.</summary>
    public static SpillSizes Of(ExecutionOptions options)
    {
        // Of each bucket being sorted there are two copies.
        var bucket = Math.Clamp(options.MemoryBudget / (32 * options.Workers), 64 << 10, LargestBucket);
        return new(bucket, Math.Clamp(options.MemoryBudget / (8 * Most), 1 << 10, LargestBuffer), Most);
    }
}
