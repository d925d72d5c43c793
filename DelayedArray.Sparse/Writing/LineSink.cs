using System.Collections.Immutable;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Takes blocks whose lines are stored as they are to be written, and hands them on in order.</summary>
internal sealed class LineSink<T, TIndex>(Node<T> root, int majorAxis, BlockGrid grid, EntryWindow<T, TIndex> window) : IBlockSink
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly EntryRoom _room = new();

    public Node Root => root;

    public ImmutableArray<int> MemoryOrder { get; } = [majorAxis, 1 - majorAxis];

    public void Consume(long number, Box box, BlockContext context)
    {
        var batch = EntryBatch<T, TIndex>.Of(root, box, majorAxis, context, _room);
        var coordinates = grid.Coordinates(number);
        var position = (coordinates[majorAxis] * grid.Counts[1 - majorAxis]) + coordinates[1 - majorAxis];
        window.Submit(position, batch, context, context.Cancellation);
    }

    // As many again may wait for their turn.
    public unsafe long BufferBytes(Box box) => 2 * EntryWriting.MostEntries(root, box) * (sizeof(T) + sizeof(TIndex));
}
