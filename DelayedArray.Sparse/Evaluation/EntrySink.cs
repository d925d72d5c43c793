using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>Collects the entries of a matrix in memory, block by block.</summary>
internal sealed class EntrySink<T>(Node<T> root, int majorAxis) : IBlockConsumer where T : unmanaged
{
    private BlockEntries[] _blocks = [];

    public Node Root => root;

    public ImmutableArray<int> MemoryOrder { get; } = [majorAxis, 1 - majorAxis];

    public void Begin(BlockGrid grid) => _blocks = new BlockEntries[grid.Count];

    public void Consume(int number, Box box, BlockContext context)
    {
        const int Length = SparseCursor<T>.StripLength;
        using var cursor = context.OpenSparse(root, BlockRequest.Of(box, MemoryOrder));
        using var positions = context.SparseStrips.Rent<int>(Length);
        using var values = context.SparseStrips.Rent<T>(Length);
        var entries = new BlockEntries(box, [], []);
        while (cursor.Next(positions.Span, values.Span) is { Count: > 0 } strip)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < strip.Count; i++)
            {
                if (ZeroFacts.IsZero(strip.Values[i]))
                    continue;
                entries.Positions.Add(strip.Positions[i]);
                entries.Values.Add(strip.Values[i]);
            }
        }
        _blocks[number] = entries;
    }

    public long BufferBytes(Box box) => 0;

    /// <summary>Puts the entries of all blocks together.</summary>
    public SparseMatrix<T> Assemble()
    {
        var offsets = new long[root.Shape[majorAxis] + 1];
        foreach (var block in _blocks)
        {
            foreach (var position in block.Positions)
                offsets[block.LineOf(position, majorAxis) + 1]++;
        }
        for (var line = 1; line < offsets.Length; line++)
            offsets[line] += offsets[line - 1];
        return offsets[^1] <= Array.MaxLength
            ? Fill(offsets)
            : throw new InvalidOperationException($"{offsets[^1]} entries are more than one matrix in memory takes ({Array.MaxLength})");
    }

    private SparseMatrix<T> Fill(long[] offsets)
    {
        var (indices, values) = (new long[offsets[^1]], new T[offsets[^1]]);
        var next = offsets.AsSpan(0, offsets.Length - 1).ToArray();
        // Blocks are numbered in C order, so those that share lines come in the order of the other axis.
        foreach (var block in _blocks)
        {
            for (var i = 0; i < block.Positions.Count; i++)
            {
                var slot = next[block.LineOf(block.Positions[i], majorAxis)]++;
                indices[slot] = block.MinorOf(block.Positions[i], majorAxis);
                values[slot] = block.Values[i];
            }
        }
        return SparseMatrix.FromCompressed(
            root.Shape, majorAxis == 0 ? SparseLayout.Csr : SparseLayout.Csc, offsets, indices, values);
    }

    private readonly record struct BlockEntries(Box Box, List<int> Positions, List<T> Values)
    {
        public long LineOf(int position, int majorAxis) => Box.Start[majorAxis] + (position / Box.Lengths[1 - majorAxis]);

        public long MinorOf(int position, int majorAxis) => Box.Start[1 - majorAxis] + (position % Box.Lengths[1 - majorAxis]);
    }
}
