using System.Runtime.ExceptionServices;

namespace DelayedArrays;

/// <summary>Deals the blocks of a grid out to workers. The result of a sink must not depend on the order of its blocks.</summary>
internal sealed class BlockExecutor
{
    private readonly Evaluation _evaluation;
    private readonly CancellationTokenSource _stop;
    private long _next = -1;
    private long _done;
    private ExceptionDispatchInfo? _failure;

    private BlockExecutor(Evaluation evaluation, CancellationTokenSource stop) => (_evaluation, _stop) = (evaluation, stop);

    private BlockGrid Grid => _evaluation.Grid;

    /// <summary>Runs all sinks over all blocks.</summary>
    /// <exception cref="MemoryBudgetException">The budget does not hold one block.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static void Run(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        foreach (var sink in sinks)
            DelayedArray.Of(sink.Root).Prepare(options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        var evaluation = new Evaluation(sinks, grid, options, stop.Token);
        var workers = new ExecutionPlan(sinks, grid, options).Workers;
        BufferPool.Shared.SetBudget(options.MemoryBudget);
        using var permits = workers > options.Workers ? new SemaphoreSlim(options.Workers) : null;
        evaluation.ComputePermits = permits;
        new BlockExecutor(evaluation, stop).Run(workers);
        options.Report?.Invoke(new ExecutionReport
        {
            Blocks = grid.Count,
            Chunks = evaluation.Metrics.Chunks,
            BytesRead = evaluation.Metrics.BytesRead,
            BytesDecoded = evaluation.Metrics.BytesDecoded,
            PeakBytes = evaluation.Ledger.Peak,
            Workers = workers,
        });
    }

    private void Run(int workers)
    {
        if (workers == 1 && DeepStack.Fits(_evaluation.Depth))
            Work();
        else
            WorkInParallel(workers);
        if (_failure is not null)
            _evaluation.Options.Cancellation.ThrowIfCancellationRequested();
        _failure?.Throw();
    }

    private void WorkInParallel(int workers)
    {
        var threads = new List<Thread>(workers);
        while (threads.Count < workers && TryStart(threads.Count > 0) is { } thread)
            threads.Add(thread);
        foreach (var thread in threads)
            thread.Join();
    }

    /// <summary>Starts a worker. Returns null if memory for its stack runs out and other workers exist to do its work.</summary>
    private Thread? TryStart(bool hasOthers)
    {
        try
        {
            return DeepStack.Start(_evaluation.Depth, Work);
        }
        catch (OutOfMemoryException) when (hasOthers)
        {
            return null;
        }
    }

    private void Work()
    {
        try
        {
            using var context = new BlockContext(_evaluation);
            while (Interlocked.Increment(ref _next) is var position && position < Grid.Count)
                DoBlock(Grid.NumberAt(position, _evaluation.Order), context);
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            // Only the first failure is reported; later ones are cancellations that it caused.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            _stop.Cancel();
        }
    }

    private void DoBlock(long number, BlockContext context)
    {
        _evaluation.Cancellation.ThrowIfCancellationRequested();
        _evaluation.ComputePermits?.Wait(_evaluation.Cancellation);
        try
        {
            var box = Grid[number];
            foreach (var sink in _evaluation.Sinks)
                sink.Consume(number, box, context);
        }
        finally
        {
            context.EndBlock();
            _evaluation.ComputePermits?.Release();
        }
        _evaluation.Options.Progress?.Report(new BlockProgress(Interlocked.Increment(ref _done), Grid.Count));
    }
}
