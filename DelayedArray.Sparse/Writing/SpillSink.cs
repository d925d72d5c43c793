using System.Collections.Immutable;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Consumes blocks in stored order and distributes their entries to buckets of lines along the other axis.</summary>
internal sealed class SpillSink<T, TIndex, TKey>(Node<T> root, int majorAxis, SpillBuckets<T, TKey> buckets) : IBlockSink
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
{
    private readonly EntryRoom _room = new();

    public Node Root => root;

    public ImmutableArray<int> MemoryOrder { get; } = root.Layout.Order;

    public void Consume(long number, Box box, BlockContext context)
    {
        var outer = MemoryOrder[0];
        using var batch = EntryBatch<T, TIndex>.Of(root, box, outer, context, _room);
        if (outer == majorAxis)
            Deal<Stored>(batch, box.Start[majorAxis], 0, context);
        else
            Deal<Crossed>(batch, 0, box.Start[outer], context);
    }

    public unsafe long BufferBytes(Box box) =>
        EntryBatch<T, TIndex>.MaxBytes(root, box) + (EntryBatch<T, TIndex>.MaxEntries(root, box) * sizeof(SpilledEntry<T, TKey>));

    private void Deal<TOrder>(EntryBatch<T, TIndex> batch, long firstLine, long firstMinor, BlockContext context)
        where TOrder : struct, IEntryOrder
    {
        var starts = CountEntries<TOrder>(batch, firstLine);
        using var buffer = context.Rent<SpilledEntry<T, TKey>>(Math.Max(batch.Count, 1));
        var dealt = buffer.As<SpilledEntry<T, TKey>>();
        var next = starts.AsSpan(0, buckets.Count).ToArray();
        var minors = batch.Minors;
        var values = batch.Values;
        var keys = buckets.Keys;
        var i = 0;
        for (var outer = 0; outer < batch.Counts.Length; outer++)
        {
            for (var end = i + batch.Counts[outer]; i < end; i++)
            {
                var line = TOrder.Line(firstLine + outer, long.CreateTruncating(minors[i]));
                var minor = TOrder.Minor(firstMinor + outer, long.CreateTruncating(minors[i]));
                var bucket = buckets.BucketOf(line);
                dealt[next[bucket]++] = new(keys.Of(line - buckets.FirstLineOf(bucket), minor), values[i]);
            }
        }
        for (var bucket = 0; bucket < buckets.Count; bucket++)
            buckets.Add(bucket, dealt[starts[bucket]..starts[bucket + 1]]);
    }

    private int[] CountEntries<TOrder>(EntryBatch<T, TIndex> batch, long firstLine) where TOrder : struct, IEntryOrder
    {
        var starts = new int[buckets.Count + 1];
        var minors = batch.Minors;
        var i = 0;
        for (var outer = 0; outer < batch.Counts.Length; outer++)
        {
            for (var end = i + batch.Counts[outer]; i < end; i++)
                starts[buckets.BucketOf(TOrder.Line(firstLine + outer, long.CreateTruncating(minors[i]))) + 1]++;
        }
        for (var bucket = 0; bucket < buckets.Count; bucket++)
            starts[bucket + 1] += starts[bucket];
        return starts;
    }

    /// <summary>Chooses which of an entry's two coordinates in the block is its line.</summary>
    private interface IEntryOrder
    {
        static abstract long Line(long outer, long inner);

        static abstract long Minor(long outer, long inner);
    }

    private readonly struct Stored : IEntryOrder
    {
        public static long Line(long outer, long inner) => outer;

        public static long Minor(long outer, long inner) => inner;
    }

    private readonly struct Crossed : IEntryOrder
    {
        public static long Line(long outer, long inner) => inner;

        public static long Minor(long outer, long inner) => outer;
    }
}
