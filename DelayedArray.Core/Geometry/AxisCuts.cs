using System.Collections.Immutable;

namespace DelayedArrays;

/// <summary>
/// The positions where an axis is cut into blocks, stored as runs of evenly spaced cuts. An axis of equal chunks takes one run, however
/// many chunks it has.
/// </summary>
internal sealed class AxisCuts
{
    private readonly ImmutableArray<CutRun> _runs;

    private AxisCuts(long length, ImmutableArray<CutRun> runs)
    {
        Length = length;
        _runs = runs;
        Count = runs.IsEmpty ? 0 : runs[^1].FirstBlock + runs[^1].Count;
    }

    /// <summary>Length of the axis.</summary>
    public long Length { get; }

    /// <summary>Number of blocks.</summary>
    public long Count { get; }

    /// <summary>The start of a block. For an argument equal to the number of blocks, the end of the last one.</summary>
    public long this[long block]
    {
        get
        {
            if (block == Count)
                return Length;
            var run = _runs[FindRun(r => r.FirstBlock <= block)];
            return run.Cut(block - run.FirstBlock);
        }
    }

    /// <summary>Cuts an axis along its edges into blocks of at most <paramref name="reach"/>.</summary>
    public static AxisCuts Of(AxisTicks ticks, long reach)
    {
        var runs = new RunList();
        for (var from = 0L; from < ticks.Length; from = runs.End)
        {
            var run = ticks.EvenCuts(from, reach);
            if (run.Count > 0)
                runs.Add(run);
            else
                runs.AddBlock(from, Math.Min(ticks.NextCut(from, reach), from + reach));
        }
        return new AxisCuts(ticks.Length, runs.ToImmutable());
    }

    /// <summary>Finds the block that holds an index of the axis.</summary>
    public long BlockAt(long index)
    {
        var run = _runs[FindRun(r => r.Start <= index)];
        return run.FirstBlock + run.BlockAt(index - run.Start);
    }

    /// <summary>Finds the first block of maximal length.</summary>
    public long Longest()
    {
        var (block, length) = (0L, -1L);
        foreach (var run in _runs)
        {
            if (run.LongestLength <= length)
                continue;
            (block, length) = (run.FirstBlock, run.LongestLength);
        }
        return block;
    }

    /// <summary>Gets the cuts strictly between two indices, as arithmetic sequences.</summary>
    public IEnumerable<CutSequence> Between(long start, long end)
    {
        if (start >= end)
            yield break;
        for (var i = FindRun(r => r.Start <= start); i < _runs.Length && _runs[i].Start < end; i++)
        {
            foreach (var sequence in _runs[i].Sequences())
            {
                if (sequence.Between(start, end) is { Count: > 0 } inside)
                    yield return inside;
            }
        }
    }

    /// <summary>
    /// Gets the lengths of the parts into which the cuts divide a range, and how many parts have each. A length may occur twice.
    /// </summary>
    public IEnumerable<(long Length, long Count)> Lengths(long start, long end)
    {
        if (start >= end)
            yield break;
        var (first, last) = (BlockAt(start), BlockAt(end - 1));
        if (first == last)
        {
            yield return (end - start, 1);
            yield break;
        }
        yield return (this[first + 1] - start, 1);
        yield return (end - this[last], 1);
        foreach (var run in _runs)
        {
            foreach (var (length, count) in run.Lengths(first + 1 - run.FirstBlock, last - run.FirstBlock))
                yield return (length, count);
        }
    }

    private int FindRun(Predicate<CutRun> startsBefore)
    {
        int low = 0, high = _runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (startsBefore(_runs[middle]))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Collects runs, and merges consecutive blocks of equal length into one.</summary>
    private sealed class RunList
    {
        private readonly ImmutableArray<CutRun>.Builder _runs = ImmutableArray.CreateBuilder<CutRun>();

        public long End { get; private set; }

        public void Add(CutRun run)
        {
            _runs.Add(run with { FirstBlock = NextBlock });
            End = run.Cut(run.Count);
        }

        public void AddBlock(long start, long end)
        {
            if (_runs.Count > 0 && _runs[^1] is { PerPeriod: 1 } last && last.Period == end - start)
            {
                _runs[^1] = last with { Count = last.Count + 1 };
                End = end;
                return;
            }
            Add(new CutRun(start, 1, end - start));
        }

        public ImmutableArray<CutRun> ToImmutable() => _runs.ToImmutable();

        private long NextBlock => _runs.Count == 0 ? 0 : _runs[^1].FirstBlock + _runs[^1].Count;
    }
}
