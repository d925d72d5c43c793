namespace DelayedArrays;

/// <summary>
/// Several results computed while the data are read once: add reductions and copies of arrays over the same seeds, then
/// <see cref="Run"/>. Arrays of equal shape share one walk over their blocks, and seeds that several of them ask for the same part
/// are read once; arrays of different shapes are walked over one after the other.
/// </summary>
public sealed class Pass
{
    private readonly List<Work> _work = [];

    internal T Add<T>(T consumer, Action<BlockGrid> begin, Action finish, Shape? sinkChunks = null) where T : IBlockConsumer
    {
        _work.Add(new Work(consumer, sinkChunks, begin, finish));
        return consumer;
    }

    /// <summary>Computes everything that was added. A pass runs once.</summary>
    /// <exception cref="MemoryBudgetException">The memory budget does not hold one block.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(ExecutionOptions? options = null)
    {
        foreach (var group in Groups())
        {
            var grid = GridOf(group, options ?? ExecutionOptions.Default);
            foreach (var work in group)
                work.Begin(grid);
            BlockExecutor.Run([.. group.Select(work => work.Consumer)], grid, options ?? ExecutionOptions.Default);
            foreach (var work in group)
                work.Finish();
        }
        _work.Clear();
    }

    /// <summary>What <see cref="Run"/> would read and hold, one report per walk.</summary>
    public IReadOnlyList<ExecutionReport> Explain(ExecutionOptions? options = null) => [.. Groups().Select(group =>
        ExecutionPlan.Explain(
            [.. group.Select(work => work.Consumer)], GridOf(group, options ?? ExecutionOptions.Default), options ?? ExecutionOptions.Default))];

    private static BlockGrid GridOf(List<Work> group, ExecutionOptions options)
    {
        var chunks = group.Select(work => work.SinkChunks).FirstOrDefault(chunks => chunks is not null);
        var dominating = group.MaxBy(work => work.Consumer.Root.ReadCost)!.Consumer;
        return BlockGrid.For(dominating.Root, chunks, dominating.MemoryOrder, options.BlockElements);
    }

    /// <summary>Work that shares a grid: equal shapes, and at most one kind of sink chunks.</summary>
    private IEnumerable<List<Work>> Groups()
    {
        foreach (var byShape in _work.GroupBy(work => work.Consumer.Root.Shape))
        {
            var free = byShape.Where(work => work.SinkChunks is null).ToList();
            foreach (var bySink in byShape.Where(work => work.SinkChunks is not null).GroupBy(work => work.SinkChunks!.Value))
            {
                free.AddRange(bySink);
                yield return free;
                free = [];
            }
            if (free.Count > 0)
                yield return free;
        }
    }

    private sealed record Work(IBlockConsumer Consumer, Shape? SinkChunks, Action<BlockGrid> Begin, Action Finish);
}

/// <summary>A result that is there once its <see cref="Pass"/> has run.</summary>
public sealed class Pending<TResult>
{
    private Func<TResult>? _value;

    internal Pending() { }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The pass has not run yet.</exception>
    public TResult Value => _value is null ? throw new InvalidOperationException("the pass has not run yet") : _value();

    internal void Set(TResult value) => _value = () => value;

    /// <summary>What is made of the result once it is there.</summary>
    internal Pending<TOther> Then<TOther>(Func<TResult, TOther> make)
    {
        var made = new Lazy<TOther>(() => make(Value));
        return new Pending<TOther> { _value = () => made.Value };
    }
}
