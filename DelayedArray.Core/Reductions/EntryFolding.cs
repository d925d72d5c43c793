using System.Buffers;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Folds the entries of a sparse block into the states of its results, then the zeros between them.</summary>
internal readonly ref struct EntryFolding<T, TState, TResult, TReducer>
    where T : unmanaged where TState : unmanaged where TResult : unmanaged where TReducer : struct, IReducer<T, TState, TResult>
{
    private readonly TReducer _reducer;
    private readonly Span<TState> _lanes;
    private readonly long _elements;

    /// <summary>Creates the work of one block.</summary>
    /// <param name="reducer">The reduction.</param>
    /// <param name="lanes">The states, each of equally many elements of the block.</param>
    /// <param name="elements">Elements of the block.</param>
    public EntryFolding(TReducer reducer, Span<TState> lanes, long elements)
    {
        _reducer = reducer;
        _lanes = lanes;
        _elements = elements;
    }

    public void Fold(SparseCursor<T> cursor, AxisGroups groups, BlockContext context)
    {
        const int Length = SparseCursor<T>.StripLength;
        var runs = new EntryRuns(groups);
        var counts = _reducer.CountsValues ? [] : ArrayPool<int>.Shared.Rent(_lanes.Length);
        counts.AsSpan(0, Math.Min(counts.Length, _lanes.Length)).Clear();
        using var positions = context.SparseStrips.Rent<int>(Length);
        using var values = context.SparseStrips.Rent<T>(Length);
        using var lanes = context.SparseStrips.Rent<int>(Length);
        while (cursor.Next(positions.Span, values.Span) is { Count: > 0 } strip)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (groups.LaneStrides[^1] == 0)
                FoldRuns(strip, ref runs, counts);
            else
                FoldAcross(strip, ref runs, counts, lanes.Span);
        }
        FoldZeros(counts);
        if (!_reducer.CountsValues)
            ArrayPool<int>.Shared.Return(counts);
    }

    /// <summary>Entries that follow each other along a reduced axis go into the same state.</summary>
    private void FoldRuns(SparseStrip<T> strip, ref EntryRuns runs, int[] counts)
    {
        var positions = strip.Positions;
        for (var i = 0; i < positions.Length;)
        {
            runs.Seek(positions[i]);
            var end = EndOf(positions, i, runs.End);
            _reducer.Fold(ref _lanes[runs.Lane], strip.Values[i..end], 0, 1);
            if (!_reducer.CountsValues)
                counts[runs.Lane] += end - i;
            i = end;
        }
    }

    /// <summary>Entries that follow each other along a kept axis go into a state each.</summary>
    private void FoldAcross(SparseStrip<T> strip, ref EntryRuns runs, int[] counts, Span<int> lanes)
    {
        var positions = strip.Positions;
        for (var i = 0; i < positions.Length;)
        {
            runs.Seek(positions[i]);
            var end = EndOf(positions, i, runs.End);
            TensorPrimitives.Add(positions[i..end], runs.Lane - runs.Start, lanes[i..end]);
            i = end;
        }
        lanes = lanes[..positions.Length];
        if (!_reducer.CountsValues)
            Count(lanes, counts);
        _reducer.FoldAt(_lanes, lanes, strip.Values);
    }

    private static void Count(ReadOnlySpan<int> lanes, int[] counts)
    {
        foreach (var lane in lanes)
            counts[lane]++;
    }

    /// <summary>The first of ascending positions, after one, that lies beyond a run.</summary>
    private static int EndOf(ReadOnlySpan<int> positions, int start, int limit)
    {
        if (positions[^1] < limit)
            return positions.Length;
        // Runs are as long as a line has entries or very short: steps that double, then halves.
        var (last, next, step) = (start, start + 1, 1);
        while (next < positions.Length && positions[next] < limit)
            (last, next, step) = (next, next + step, 2 * step);
        next = Math.Min(next, positions.Length);
        while (next - last > 1)
        {
            var middle = (last + next) / 2;
            (last, next) = positions[middle] < limit ? (middle, next) : (last, middle);
        }
        return next;
    }

    private void FoldZeros(int[] counts)
    {
        var each = _elements / Math.Max(_lanes.Length, 1);
        for (var lane = 0; lane < _lanes.Length; lane++)
        {
            var zeros = each - (_reducer.CountsValues ? _reducer.CountOf(_lanes[lane]) : counts[lane]);
            if (zeros > 0)
                _reducer.FoldZeros(ref _lanes[lane], zeros);
        }
    }
}

/// <summary>Finds the run along a block's innermost group of axes that a position lies in.</summary>
internal struct EntryRuns(AxisGroups groups)
{
    private readonly int _length = (int)groups.Lengths[^1];

    /// <summary>First position of the run.</summary>
    public int Start { get; private set; }

    /// <summary>The position after its last.</summary>
    public int End { get; private set; }

    /// <summary>The lane of its first element.</summary>
    public int Lane { get; private set; }

    public void Seek(int position)
    {
        if (position >= End || position < Start)
            Find(position);
    }

    private void Find(int position)
    {
        var rest = (long)Math.DivRem(position, _length, out var within);
        Start = position - within;
        End = (int)Math.Min((long)Start + _length, int.MaxValue);
        var lane = 0L;
        for (var k = groups.Lengths.Length - 2; k >= 0; k--)
        {
            (rest, var digit) = Math.DivRem(rest, groups.Lengths[k]);
            lane += digit * groups.LaneStrides[k];
        }
        Lane = (int)lane;
    }
}
