using System.Collections.Immutable;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Collects the entries of a matrix in memory, block by block.</summary>
internal abstract class EntrySink<T> : IBlockSink where T : unmanaged
{
    public abstract Node Root { get; }

    public abstract ImmutableArray<int> MemoryOrder { get; }

    /// <summary>Makes a sink that collects entries in stored order, with the narrowest indices that fit.</summary>
    /// <param name="root">The matrix.</param>
    /// <param name="wanted">The axis that the result compresses; known to be short enough.</param>
    public static EntrySink<T> Of(Node<T> root, int wanted)
    {
        var stored = root.Layout.Order[0];
        var majorAxis = root.Shape[stored] < Array.MaxLength ? stored : wanted;
        return EntryStore<T>.IsWide(root.Shape[1 - majorAxis])
            ? new EntrySink<T, long>(root, majorAxis) : new EntrySink<T, int>(root, majorAxis);
    }

    public abstract void Begin(BlockGrid grid);

    public abstract void Consume(long number, Box box, BlockContext context);

    public abstract long BufferBytes(Box box);

    /// <summary>Joins the entries of all blocks, in the order of the blocks.</summary>
    public abstract SparseMatrix<T> Assemble();
}

/// <inheritdoc/>
internal sealed class EntrySink<T, TIndex>(Node<T> root, int majorAxis) : EntrySink<T>
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly EntryRoom _room = new();
    private BlockEntries[] _blocks = [];

    public override Node Root => root;

    public override ImmutableArray<int> MemoryOrder { get; } = [majorAxis, 1 - majorAxis];

    public override void Begin(BlockGrid grid) => _blocks = new BlockEntries[grid.Count];

    public override void Consume(long number, Box box, BlockContext context)
    {
        // Copies, so that the arrays kept are only as long as needed.
        using var batch = EntryBatch<T, TIndex>.Of(root, box, majorAxis, context, _room, isBooked: false);
        _blocks[number] = new(box.Start[majorAxis], batch.Counts, batch.Minors.ToArray(), batch.Values.ToArray());
    }

    public override long BufferBytes(Box box) => 0;

    public override SparseMatrix<T> Assemble()
    {
        var offsets = new long[root.Shape[majorAxis] + 1];
        foreach (var block in _blocks)
        {
            for (var line = 0; line < block.Counts.Length; line++)
                offsets[block.FirstLine + line + 1] += block.Counts[line];
        }
        EntryStore<T>.Accumulate(offsets);
        return offsets[^1] <= Array.MaxLength
            ? Fill(offsets)
            : throw new InvalidOperationException($"{offsets[^1]} entries do not fit in one matrix in memory; the limit is {Array.MaxLength}");
    }

    private SparseMatrix<T> Fill(long[] offsets)
    {
        var store = EntryStore<T, TIndex>.Allocate(offsets, root.Shape[1 - majorAxis]);
        var filled = new int[offsets.Length];
        // Blocks are numbered in C order, so blocks that share lines follow the order of the other axis.
        foreach (ref var block in _blocks.AsSpan())
        {
            var start = 0;
            for (var line = 0; line < block.Counts.Length; line++)
            {
                var count = block.Counts[line];
                var target = (int)block.FirstLine + line;
                store.Line(target, out var indices, out var values);
                block.Minors.AsSpan(start, count).CopyTo(indices[filled[target]..]);
                block.Values.AsSpan(start, count).CopyTo(values[filled[target]..]);
                filled[target] += count;
                start += count;
            }
            block = default;
        }
        return new SparseMatrix<T>(root.Shape, majorAxis == 0 ? SparseLayout.Csr : SparseLayout.Csc, store);
    }

    private readonly record struct BlockEntries(long FirstLine, int[] Counts, TIndex[] Minors, T[] Values);
}
