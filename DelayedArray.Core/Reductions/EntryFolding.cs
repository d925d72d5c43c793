using System.Buffers;
using System.Numerics.Tensors;

namespace DelayedArrays;

/// <summary>Folds the entries of a sparse block into the states of its results, then the zeros between them.</summary>
internal readonly ref struct EntryFolding<T, TState, TResult, TReducer>
    where T : unmanaged where TState : unmanaged where TResult : unmanaged
    where TReducer : struct, IReducer<TReducer, T, TState, TResult>
{
    private readonly Folding<T, TState, TResult, TReducer> _folding;
    private readonly Span<TState> _lanes;
    private readonly Span<long> _skipped;
    private readonly long _elements;
    private readonly bool _countsEntries;

    /// <summary>Creates the work of one block.</summary>
    /// <param name="folding">The loops of the reduction.</param>
    /// <param name="lanes">The states, each of equally many elements of the block.</param>
    /// <param name="skipped">Counts what each state skips, if NaN is skipped.</param>
    /// <param name="elements">Elements of the block.</param>
    public EntryFolding(Folding<T, TState, TResult, TReducer> folding, Span<TState> lanes, Span<long> skipped, long elements)
    {
        _folding = folding;
        _lanes = lanes;
        _skipped = skipped;
        // The zeros are what is no entry.
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

    /// <summary>Entries that follow each other along a reduced axis go into the same state.</summary>
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
        if (_countsEntries)
            Count(lanes, counts);
        _folding.At(_lanes, _skipped, lanes, strip.Values);
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
            var zeros = each - (_folding.CountsValues ? _folding.Reducer.CountOf(_lanes[lane]) : counts[lane]);
            if (zeros > 0)
                _folding.Reducer.FoldZeros(ref _lanes[lane], zeros);
        }
    }
}
