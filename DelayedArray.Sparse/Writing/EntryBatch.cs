using System.Numerics;

namespace DelayedArrays;

/// <summary>Entries of consecutive lines, line by line, in buffers that grow.</summary>
internal sealed class EntryBatch<T, TIndex> : IDisposable where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly BlockContext? _context;
    private PooledBuffer _minors;
    private PooledBuffer _values;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="lines">Number of lines.</param>
    /// <param name="context">Records the memory, if given.</param>
    /// <param name="capacity">The initial capacity in entries.</param>
    public EntryBatch(int lines, BlockContext? context, int capacity)
    {
        _context = context;
        Counts = new int[lines];
        _minors = Rent<TIndex>(capacity);
        try
        {
            _values = Rent<T>(capacity);
        }
        catch
        {
            _minors.Dispose();
            throw;
        }
    }

    /// <summary>Number of entries in each line.</summary>
    public int[] Counts { get; }

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Indices of the entries along their lines.</summary>
    public Span<TIndex> Minors => _minors.As<TIndex>()[..Count];

    /// <summary>Values of the entries.</summary>
    public Span<T> Values => _values.As<T>()[..Count];

    /// <summary>The most entries that a block is expected to have.</summary>
    public static long MaxEntries(Node<T> root, Box box) => root.IsSparse ? Math.Min(box.Count, 2 * PanelEdges.TargetEntries) : box.Count;

    /// <summary>Bytes of a batch with that many entries.</summary>
    public static unsafe long MaxBytes(Node<T> root, Box box) => MaxEntries(root, box) * (sizeof(T) + sizeof(TIndex));

    /// <summary>Evaluates a block and keeps its non-zero elements.</summary>
    /// <param name="root">The matrix.</param>
    /// <param name="box">The block.</param>
    /// <param name="majorAxis">The axis of the lines.</param>
    /// <param name="context">Buffers and cancellation.</param>
    /// <param name="room">Estimates the capacity.</param>
    /// <param name="isBooked">Whether the memory counts as that of the evaluation. If not, it belongs to the result.</param>
    public static EntryBatch<T, TIndex> Of(
        Node<T> root, Box box, int majorAxis, BlockContext context, EntryRoom room, bool isBooked = true)
    {
        const int Length = SparseCursor<T>.StripLength;
        var minorAxis = 1 - majorAxis;
        var batch = new EntryBatch<T, TIndex>(checked((int)box.Lengths[majorAxis]), isBooked ? context : null, room.Capacity);
        try
        {
            using var cursor = context.OpenSparse(root, BlockRequest.Of(box, [majorAxis, minorAxis]));
            using var positions = context.SparseStrips.Rent<int>(Length);
            using var values = context.SparseStrips.Rent<T>(Length);
            var (line, lineEnd) = (0, box.Lengths[minorAxis]);
            while (cursor.Next(positions.Span, values.Span) is { Count: > 0 } strip)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                batch.Add(strip, box.Lengths[minorAxis], box.Start[minorAxis], ref line, ref lineEnd);
            }
            room.Learn(batch.Count);
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    /// <summary>Makes room for entries that the caller will fill in.</summary>
    public void Resize(int count)
    {
        Reserve(count);
        Count = count;
    }

    public void Dispose()
    {
        _minors.Dispose();
        _values.Dispose();
    }

    private void Add(SparseStrip<T> strip, long lineLength, long minorStart, ref int line, ref long lineEnd)
    {
        Reserve(Count + strip.Count);
        var minors = _minors.As<TIndex>();
        var values = _values.As<T>();
        var positions = strip.Positions;
        var found = strip.Values;
        var count = Count;
        var shift = minorStart - (lineEnd - lineLength);
        for (var i = 0; i < found.Length && i < positions.Length; i++)
        {
            if (ZeroFacts.IsZero(found[i]))
                continue;
            for (; positions[i] >= lineEnd; lineEnd += lineLength, shift -= lineLength)
                line++;
            Counts[line]++;
            minors[count] = TIndex.CreateTruncating(positions[i] + shift);
            values[count++] = found[i];
        }
        Count = count;
    }

    private unsafe void Reserve(int count)
    {
        if (count <= _values.Length / sizeof(T))
            return;
        var capacity = Math.Max(count, (int)Math.Min(3L * (_values.Length / sizeof(T)) / 2, Array.MaxLength / 8));
        Grow<TIndex>(ref _minors, capacity);
        Grow<T>(ref _values, capacity);
    }

    private void Grow<TElement>(ref PooledBuffer buffer, int capacity) where TElement : unmanaged
    {
        var grown = Rent<TElement>(capacity);
        buffer.As<TElement>()[..Count].CopyTo(grown.As<TElement>());
        buffer.Dispose();
        buffer = grown;
    }

    private unsafe PooledBuffer Rent<TElement>(int count) where TElement : unmanaged =>
        _context?.Rent<TElement>(count) ?? BufferPool.Shared.Rent((long)count * sizeof(TElement));
}
