using System.Runtime.InteropServices;

namespace DelayedArrays.Tests;

/// <summary>What was borrowed is given back where something goes wrong.</summary>
public sealed class BufferReturnTests : IDisposable
{
    private readonly Evaluation _evaluation;
    private readonly BlockContext _context;

    public BufferReturnTests()
    {
        var node = Delayed.FromMemory(new double[6], 2, 3).Node;
        _evaluation = new Evaluation([], BlockGrid.For(node, null, [0, 1], 1), ExecutionOptions.Default, CancellationToken.None);
        _context = new BlockContext(_evaluation);
    }

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Of_a_block_whose_values_take_too_much()
    {
        var problem = Assert.Throws<MemoryBudgetException>(() => new SparseBlock<Huge>(4096, _context));
        Assert.Contains("4294967296 bytes", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [Fact]
    public void Of_a_batch_whose_values_take_too_much()
    {
        Assert.Throws<MemoryBudgetException>(() => new EntryBatch<Huge, int>(1, _context, 4096));
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [Fact]
    public void Of_a_lookup_whose_operand_fails()
    {
        var cursor = new FailingCursor();
        Assert.Throws<InvalidDataException>(() => new RepeatLookup<double>(cursor, 1000, RepeatPattern.Of(
            new BlockRequest([AxisSelection.Range(0, 1000), AxisSelection.Range(0, 3)], [0, 1]), [0, -1]), _context));
        Assert.True(cursor.IsReleased);
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [Fact]
    public void Of_entries_that_are_collected_until_one_fails()
    {
        using var cursor = new FailingEntries();
        Assert.Throws<InvalidDataException>(() => SparseBlock<double>.Collect(cursor, _context));
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [Fact]
    public void Of_batches_handed_in_after_the_end()
    {
        using var output = new EntryOutput<double, int>(new Nowhere<int>(), new Nowhere<double>(), 0, 4, long.MaxValue);
        var waiting = new EntryBatch<double, int>(1, _context, 1);
        var refused = new EntryBatch<double, int>(1, _context, 1);
        using (var window = new EntryWindow<double, int>(output, 1, 2))
        {
            // Neither is the first, so one waits, and the other finds no room.
            window.Submit(1, waiting, null, CancellationToken.None);
            Assert.ThrowsAny<OperationCanceledException>(() => window.Submit(2, refused, null, new CancellationToken(canceled: true)));
            Assert.Throws<ObjectDisposedException>(() => refused.Values.Length);
            Assert.True(_evaluation.Ledger.Held > 0);
        }
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [Fact]
    public void Of_chunks_that_were_not_stored()
    {
        var stream = new Nowhere<double>();
        using var output = new EntryOutput<double, int>(new Nowhere<int>(), stream, 0, 1, long.MaxValue);
        using (var window = new EntryWindow<double, int>(output, 1, 2))
        {
            var batch = new EntryBatch<double, int>(1, _context, 1);
            batch.Resize(1000);
            batch.Counts[0] = 1000;
            Assert.ThrowsAny<OperationCanceledException>(() => window.Submit(0, batch, null, new CancellationToken(canceled: true)));
        }
        Assert.Equal(0, stream.Stored);
        Assert.Equal(0, _evaluation.Ledger.Held);
    }

    [StructLayout(LayoutKind.Sequential, Size = 1 << 20)]
    private readonly struct Huge;

    private sealed class FailingCursor : BlockCursor<double>
    {
        public bool IsReleased { get; private set; }

        public override ReadOnlySpan<double> Fetch(int offset, Span<double> scratch) => throw new InvalidDataException();

        protected override void Release() => IsReleased = true;
    }

    private sealed class FailingEntries : SparseCursor<double>
    {
        private int _calls;

        public override SparseStrip<double> Next(Span<int> positions, Span<double> values)
        {
            if (++_calls == 5)
                throw new InvalidDataException();
            for (var i = 0; i < positions.Length; i++)
                positions[i] = (_calls * positions.Length) + i;
            values.Fill(1);
            return new SparseStrip<double>(positions, values);
        }
    }

    private sealed class Nowhere<T>() : PartAppender<T>(16, 0) where T : unmanaged
    {
        public int Stored { get; private set; }

        protected override void Store(long start, Span<T> chunk, int count, BlockContext? context) => Stored++;
    }
}
