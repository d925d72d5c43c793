using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace DelayedArrays;

/// <summary>
/// Reduces an array over some of its axes. The grid's cells along the kept axes are independent. Along the reduced axes, a
/// <see cref="MergeTree{TPartial}"/> per cell merges the partial results of blocks.
/// </summary>
internal sealed class ReductionSink<T, TState, TResult, TReducer> : IBlockSink
    where T : unmanaged where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<TReducer, T, TState, TResult>
{
    // The most values folded at once, counted from the start of a block. Strips vary in length with the rest of the pass; this must not.
    private const int Piece = 2048;

    // Rows of a block in memory that are folded together stay in the second-level cache.
    private const int HeldBytes = 128 * 1024;

    // With fewer rows, separate lanes are not worth their memory, so values are folded into states directly.
    private const int MinRows = 4;

    private readonly Node<T> _root;
    private readonly ReducedAxes _axes;
    private readonly Folding<T, TState, TResult, TReducer> _folding;
    private TResult[] _results = [];
    private BlockGrid? _grid;
    private MergeTree<LaneStates<TState>>?[] _cells = [];

    public ReductionSink(Node<T> root, ReducedAxes axes, Folding<T, TState, TResult, TReducer> folding)
    {
        _root = root;
        _axes = axes;
        _folding = folding;
        MemoryOrder = root.Layout.Order;
        if (_axes.ResultShape.Count > Array.MaxLength)
            throw new ArgumentException($"a result of shape {_axes.ResultShape} does not fit in one array", nameof(axes));
    }

    public Node Root => _root;

    public ImmutableArray<int> MemoryOrder { get; }

    /// <summary>The results in C order, once all blocks are consumed.</summary>
    public TResult[] Results => _results;

    /// <summary>Receives the grid of the blocks to come.</summary>
    public void Begin(BlockGrid grid)
    {
        _grid = grid;
        // Allocated only now, because an explained pass needs no results.
        _results = new TResult[_axes.ResultShape.Count];
        var cells = 1L;
        foreach (var axis in _axes.Kept)
            cells *= grid.Counts[axis];
        _cells = new MergeTree<LaneStates<TState>>?[cells];
    }

    public void Consume(long number, Box box, BlockContext context)
    {
        var lanes = new LaneStates<TState>((int)CountLanes(box), _folding.SkipsNaN);
        lanes.States.Fill(_folding.Reducer.Empty);
        Fold(lanes, box, context);
        var (cell, index, count) = Place(number);
        if (count == 1)
        {
            Finish(lanes, box);
            return;
        }
        var tree = Tree(cell, count);
        tree.Add(index, lanes);
        if (tree.Root is not { } merged)
            return;
        // Only the thread that added the last partial gets here.
        if (Interlocked.Exchange(ref _cells[cell], null) is not null)
            Finish(merged, box);
    }

    public unsafe long BufferBytes(Box box) =>
        CountLanes(box) * (sizeof(TState) + (HasRows(box) ? TReducer.LaneBytes : 0) + (_folding.SkipsNaN ? sizeof(long) : 0));

    public void Finish()
    {
        // An array without elements has no blocks that would finish its results.
        if (_root.Shape.Count > 0)
            return;
        for (var i = 0; i < _results.Length; i++)
            _results[i] = _folding.Finish(_folding.Reducer.Empty, 0);
    }

    /// <summary>Whether to fold rows of a block into lanes beside the states.</summary>
    private bool HasRows(Box box) => TReducer.LaneBytes > 0 && !_folding.SkipsNaN && box.Count >= MinRows * CountLanes(box);

    private long CountLanes(Box box) => _axes.Kept.Aggregate(1L, (product, axis) => product * box.Lengths[axis]);

    private MergeTree<LaneStates<TState>> Tree(long cell, long count)
    {
        if (Volatile.Read(ref _cells[cell]) is { } tree)
            return tree;
        var fresh = new MergeTree<LaneStates<TState>>(count, Merge);
        return Interlocked.CompareExchange(ref _cells[cell], fresh, null) ?? fresh;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private LaneStates<TState> Merge(LaneStates<TState> left, LaneStates<TState> right)
    {
        var into = left.States;
        var from = right.States;
        for (var i = 0; i < into.Length; i++)
            _folding.Reducer.Merge(ref into[i], from[i]);
        for (var i = 0; i < left.Skipped.Length; i++)
            left.Skipped[i] += right.Skipped[i];
        right.Return();
        return left;
    }

    private void Fold(LaneStates<TState> lanes, Box box, BlockContext context)
    {
        var groups = AxisGroups.Of(box, _axes, MemoryOrder);
        if (_root.IsSparse && (TReducer.FoldsZeros || TReducer.IgnoresZeros))
        {
            using var entries = context.OpenSparse(_root, BlockRequest.Of(box, MemoryOrder));
            new EntryFolding<T, TState, TResult, TReducer>(_folding, lanes.States, lanes.Skipped, box.Count).Fold(entries, groups, context);
            return;
        }
        using var cursor = context.OpenRoot(_root, BlockRequest.Of(box, MemoryOrder));
        var walker = new GroupWalker(groups);
        if (walker.IsReducedRun)
        {
            FoldRuns(lanes, ref walker, cursor, box.Count, context);
            return;
        }
        using var rows = HasRows(box) ? TReducer.OpenLanes(_folding.Reducer, lanes.Count, box.Count / lanes.Count) : null;
        FoldRows(lanes, rows, ref walker, cursor, box.Count, context);
        rows?.CopyTo(lanes.States);
    }

    /// <summary>Folds runs, each into one state. Once a state is final, its values are not even fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FoldRuns(LaneStates<TState> lanes, ref GroupWalker walker, BlockCursor<T> cursor, long count, BlockContext context)
    {
        using var strip = context.Strips.Rent<T>(context.StripLength);
        var states = lanes.States;
        for (var offset = 0; offset < count; offset += context.StripLength)
        {
            var length = (int)Math.Min(context.StripLength, count - offset);
            ReadOnlySpan<T> values = default;
            for (var i = 0; i < length;)
            {
                var run = (int)Math.Min(Math.Min(walker.Room, length - i), Piece - ((offset + i) % Piece));
                var lane = (int)walker.Lane;
                if (!TReducer.IsDecided(_folding.Reducer, states[lane]))
                {
                    if (values.IsEmpty)
                        values = cursor.Fetch(offset, strip.Span[..length]);
                    var skipped = _folding.Run(ref states[lane], values.Slice(i, run), walker.Position, walker.Step);
                    if (skipped > 0)
                        lanes.Skipped[lane] += skipped;
                }
                i += run;
                walker.Advance(run);
            }
        }
    }

    /// <summary>Folds rows, one value into each state or each lane beside them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FoldRows(
        LaneStates<TState> lanes, LaneFold<T, TState>? beside, ref GroupWalker walker, BlockCursor<T> cursor, long count, BlockContext context)
    {
        // Otherwise each state gets its values one by one, wherever rows are divided.
        var piece = _folding.SkipsNaN ? Piece : int.MaxValue;
        var held = HeldLength(walker.Room, context.StripLength);
        using var strip = context.Strips.Rent<T>(context.StripLength);
        for (var offset = 0; offset < count;)
        {
            var values = cursor.Held(offset, (int)Math.Min(held, count - offset));
            if (values.IsEmpty)
                values = cursor.Fetch(offset, strip.Span[..(int)Math.Min(context.StripLength, count - offset)]);
            while (values.Length > 0)
            {
                var lane = (int)walker.Lane;
                var width = (int)Math.Min(Math.Min(walker.Room, values.Length), piece - (offset % piece));
                var most = width < walker.Room || _folding.SkipsNaN ? 1 : values.Length / width;
                var rows = new LaneRows<T>(values[..(width * (int)Math.Clamp(walker.Rows, 1, most))], width, walker.Position, walker.RowStep);
                if (beside is not null)
                    beside.Fold(lane, rows);
                else
                    _folding.Each(lanes.States.Slice(lane, width), lanes.SkippedBy(lane, width), rows);
                values = values[rows.End..];
                offset += rows.End;
                walker.Advance(width, rows.Count);
            }
        }
    }

    /// <summary>Chooses how many elements of a block in memory to fold together, so that each state is loaded once for several rows.</summary>
    private static unsafe int HeldLength(long width, int stripLength)
    {
        var rows = Math.Clamp(HeldBytes / (width * sizeof(T)), MinRows, HeldBytes);
        return (int)Math.Clamp(rows * width, stripLength, Array.MaxLength);
    }

    /// <summary>
    /// Finds the cell of the kept axes that a block belongs to, its index along the reduced axes, and the number of such blocks.
    /// </summary>
    private (long Cell, long Index, long Count) Place(long number)
    {
        var coordinates = _grid!.Coordinates(number);
        long cell = 0, index = 0, count = 1;
        foreach (var axis in _axes.Kept)
            cell = (cell * _grid.Counts[axis]) + coordinates[axis];
        foreach (var axis in _axes.Reduced)
        {
            index = (index * _grid.Counts[axis]) + coordinates[axis];
            count *= _grid.Counts[axis];
        }
        return (cell, index, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(LaneStates<TState> lanes, Box box)
    {
        var states = lanes.States;
        var finished = ArrayPool<TResult>.Shared.Rent(states.Length);
        for (var i = 0; i < states.Length; i++)
            finished[i] = _folding.Finish(states[i], _axes.ReducedShape.Count - (_folding.SkipsNaN ? lanes.Skipped[i] : 0));
        lanes.Return();
        var strides = _axes.ResultShape.Strides();
        var laneStrides = AxisGroups.LaneStridesOf(box, _axes, MemoryOrder);
        var axes = new CopyAxis[_axes.Kept.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = _axes.Kept[i];
            axes[i] = new CopyAxis((int)box.Lengths[axis], 0, laneStrides[axis], box.Start[axis] * strides[i], strides[i]);
        }
        StridedCopy.Copy<TResult>(finished, _results, axes);
        ArrayPool<TResult>.Shared.Return(finished);
    }
}
