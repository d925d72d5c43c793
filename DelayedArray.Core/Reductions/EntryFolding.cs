using System.Buffers;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Folds the entries of a sparse block into the states of its results, and then the zeros between the entries.</summary>
internal readonly ref struct EntryFolding<T, TState, TResult, TReducer>
    where T : unmanaged where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<TReducer, T, TState, TResult>
{
    private readonly Folding<T, TState, TResult, TReducer> _folding;
    private readonly Span<TState> _lanes;
    private readonly Span<long> _skipped;
    private readonly long _elements;
    private readonly bool _countsEntries;

    /// <summary>Prepares to fold one block.</summary>
    /// <param name="folding">The loops of the reduction.</param>
    /// <param name="lanes">The states. Each covers the same number of elements of the block.</param>
    /// <param name="skipped">Receives the number of skipped NaN for each state, if NaN is skipped.</param>
    /// <param name="elements">The number of elements of the block.</param>
    public EntryFolding(Folding<T, TState, TResult, TReducer> folding, Span<TState> lanes, Span<long> skipped, long elements)
    {
        _folding = folding;
        _lanes = lanes;
        _skipped = skipped;
        // All elements that are not entries are zeros.
        _countsEntries = !TReducer.IgnoresZeros && !folding.CountsValues;
        _elements = elements;
    }

    public void Fold(SparseCursor<T> cursor, AxisGroups groups, BlockContext context)
    {
        const int Length = SparseCursor<T>.StripLength;
        var runs = new EntryRuns(groups);
        var counts = _countsEntries ? ArrayPool<int>.Shared.Rent(_lanes.Length) : [];
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
        if (!TReducer.IgnoresZeros)
            FoldZeros(counts);
        if (_countsEntries)
            ArrayPool<int>.Shared.Return(counts);
    }

    /// <summary>Folds entries in runs along a reduced axis. All entries of a run go into one state.</summary>
    private void FoldRuns(SparseStrip<T> strip, ref EntryRuns runs, int[] counts)
    {
        var positions = strip.Positions;
        for (var i = 0; i < positions.Length;)
        {
            runs.Seek(positions[i]);
            var end = EndOf(positions, i, runs.End);
            var skipped = _folding.Run(ref _lanes[runs.Lane], strip.Values[i..end], 0, 1);
            if (skipped > 0)
                _skipped[runs.Lane] += skipped;
            if (_countsEntries)
                counts[runs.Lane] += end - i;
            i = end;
        }
    }

    /// <summary>Folds entries in runs along a kept axis. Each entry of a run goes into its own state.</summary>
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
        if (_countsEntries)
            Count(lanes, counts);
        _folding.At(_lanes, _skipped, lanes, strip.Values);
    }

    private static void Count(ReadOnlySpan<int> lanes, int[] counts)
    {
        foreach (var lane in lanes)
            counts[lane]++;
    }

    /// <summary>Finds the first of the ascending positions, after a given one, that lies beyond a run.</summary>
    private static int EndOf(ReadOnlySpan<int> positions, int start, int limit)
    {
        if (positions[^1] < limit)
            return positions.Length;
        // A run is as long as the entries of a line, or very short: double the steps first, then halve them.
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
            var zeros = each - (_folding.CountsValues ? _folding.Reducer.CountOf(_lanes[lane]) : counts[lane]);
            if (zeros > 0)
                _folding.Reducer.FoldZeros(ref _lanes[lane], zeros);
        }
    }
}
