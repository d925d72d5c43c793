namespace DelayedArrays;

/// <summary>
/// Computes several results in one reading of the data: add reductions, copies and sinks of arrays over the same seeds, then call
/// <see cref="Run"/>. Arrays of equal shape share one walk over their blocks, and a part of a seed that several of them need is read once.
/// Arrays of different shapes are walked over one after the other.
/// </summary>
public sealed class Pass
{
    private readonly List<Work> _work = [];

    /// <summary>Adds a sink, which consumes the blocks of its array when the pass runs.</summary>
    /// <returns>The sink.</returns>
    public TSink Add<TSink>(TSink sink) where TSink : IBlockSink
    {
        ArgumentNullException.ThrowIfNull(sink);
        _work.Add(new Work(sink, sink.Finish));
        return sink;
    }

    /// <summary>Adds a sink with a result.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="result">Gives the result; called once, after <see cref="IBlockSink.Finish"/>.</param>
    public Pending<TResult> Add<TResult>(IBlockSink sink, Func<TResult> result)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(result);
        var pending = new Pending<TResult>();
        _work.Add(new Work(sink, () =>
        {
            sink.Finish();
            pending.Set(result());
        }));
        return pending;
    }

    /// <summary>Computes everything that was added. A pass can run only once.</summary>
    /// <exception cref="MemoryBudgetException">The memory budget does not hold one block.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public void Run(ExecutionOptions? options = null)
    {
        options ??= ExecutionOptions.Default;
        foreach (var group in Groups())
        {
            var grid = GridOf(group, options);
            foreach (var work in group)
                work.Sink.Begin(grid);
            BlockExecutor.Run([.. group.Select(work => work.Sink)], grid, options);
            foreach (var work in group)
                work.Finish();
        }
        _work.Clear();
    }

    /// <summary>Predicts what <see cref="Run"/> would read and hold, with a report for each walk.</summary>
    public IReadOnlyList<ExecutionReport> Explain(ExecutionOptions? options = null)
    {
        options ??= ExecutionOptions.Default;
        return [.. Groups().Select(group => new ExecutionPlan([.. group.Select(work => work.Sink)], GridOf(group, options), options).Explain())];
    }

    private static BlockGrid GridOf(List<Work> group, ExecutionOptions options)
    {
        var chunks = group.Select(work => work.Sink.Chunks).FirstOrDefault(chunks => chunks is not null);
        var dominating = group.MaxBy(work => work.Sink.Root.ReadCost)!.Sink;
        return BlockGrid.For(dominating.Root, chunks, dominating.MemoryOrder, options.BlockElements);
    }

    /// <summary>Groups the work that shares a grid: arrays of equal shape, and sinks with equal chunks.</summary>
    private IEnumerable<List<Work>> Groups()
    {
        foreach (var byShape in _work.GroupBy(work => work.Sink.Root.Shape))
        {
            var free = byShape.Where(work => work.Sink.Chunks is null).ToList();
            foreach (var byChunks in byShape.Where(work => work.Sink.Chunks is not null).GroupBy(work => work.Sink.Chunks))
            {
                free.AddRange(byChunks);
                yield return free;
                free = [];
            }
            if (free.Count > 0)
                yield return free;
        }
    }

    private sealed record Work(IBlockSink Sink, Action Finish);
}
