using System.Collections.Immutable;
using System.Numerics;

namespace DelayedArrays;

/// <summary>Consumes blocks whose lines are stored in the order to be written, and passes them on in order.</summary>
internal sealed class LineSink<T, TIndex>(Node<T> root, int majorAxis, EntryOutput<T, TIndex> output, ExecutionOptions options)
    : IBlockSink, IDisposable where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly EntryRoom _room = new();
    private BlockGrid? _grid;
    private EntryWindow<T, TIndex>? _window;

    public Node Root => root;

    public ImmutableArray<int> MemoryOrder { get; } = [majorAxis, 1 - majorAxis];

    public void Begin(BlockGrid grid)
    {
        var across = checked((int)grid.Counts[1 - majorAxis]);
        _grid = grid;
        _window = new(output, across, across + options.Workers + options.LookAhead);
    }

    public void Consume(long number, Box box, BlockContext context)
    {
        var batch = EntryBatch<T, TIndex>.Of(root, box, majorAxis, context, _room);
        var coordinates = _grid!.Coordinates(number);
        var position = (coordinates[majorAxis] * _grid.Counts[1 - majorAxis]) + coordinates[1 - majorAxis];
        _window!.Submit(position, batch, context, context.Cancellation);
    }

    // Twice the size, because as many batches again may wait for their turn.
    public long BufferBytes(Box box) => 2 * EntryBatch<T, TIndex>.MaxBytes(root, box);

    public void Dispose() => _window?.Dispose();
}
