using System.Runtime.ExceptionServices;

namespace DelayedArrays;

/// <summary>Deals the blocks of a grid out to workers. What a sink makes of them must not depend on the order.</summary>
internal static class BlockExecutor
{
    /// <summary>Runs all sinks over all blocks.</summary>
    /// <exception cref="MemoryBudgetException">The budget does not hold one block.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Run(IReadOnlyList<IBlockSink> sinks, BlockGrid grid, ExecutionOptions options)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        var evaluation = new Evaluation(sinks, grid, options, stop.Token);
        var workers = ExecutionPlan.WorkersFor(ExecutionPlan.BlockBytes(sinks, grid, options), grid, options);
        BufferPool.Shared.SetBudget(options.MemoryBudget);
        using var permits = workers > options.Workers ? new SemaphoreSlim(options.Workers) : null;
        evaluation.ComputePermits = permits;
        var crew = new Crew(evaluation, stop);
        if (workers == 1 && DeepStack.Fits(evaluation.Depth))
            crew.Work();
        else
            crew.WorkInParallel(workers);
        crew.ThrowIfFailed();
        options.Report?.Invoke(new ExecutionReport(grid.Count, evaluation.Metrics.Chunks, -1, evaluation.Metrics.BytesRead,
            evaluation.Metrics.BytesDecoded, evaluation.Ledger.Peak, workers));
    }

    private sealed class Crew(Evaluation evaluation, CancellationTokenSource stop)
    {
        private readonly BlockGrid _grid = evaluation.Grid;
        private long _next = -1;
        private long _done;
        private ExceptionDispatchInfo? _failure;

        public void WorkInParallel(int workers)
        {
            var threads = new List<Thread>(workers);
            while (threads.Count < workers && TryStart(threads.Count > 0) is { } thread)
                threads.Add(thread);
            foreach (var thread in threads)
                thread.Join();
        }

        /// <summary>Starts a worker; null where there is no memory for its stack and others do the work.</summary>
        private Thread? TryStart(bool hasOthers)
        {
            try
            {
                return DeepStack.Start(evaluation.Depth, Work);
            }
            catch (OutOfMemoryException) when (hasOthers)
            {
                return null;
            }
        }

        public void Work()
        {
            try
            {
                using var context = new BlockContext(evaluation);
                while (Interlocked.Increment(ref _next) is var position && position < _grid.Count)
                    DoBlock(_grid.NumberAt(position, evaluation.Sinks[0].MemoryOrder), context);
            }
            catch (Exception exception) when (exception is not StackOverflowException)
            {
                // The first failure is the one to report; what others then meet is the cancellation that follows from it.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        }

        public void ThrowIfFailed()
        {
            if (_failure is not null)
                evaluation.Options.Cancellation.ThrowIfCancellationRequested();
            _failure?.Throw();
        }

        private void DoBlock(long number, BlockContext context)
        {
            evaluation.Cancellation.ThrowIfCancellationRequested();
            evaluation.ComputePermits?.Wait(evaluation.Cancellation);
            try
            {
                var box = _grid[number];
                foreach (var sink in evaluation.Sinks)
                    sink.Consume(number, box, context);
            }
            finally
            {
                context.EndBlock();
                evaluation.ComputePermits?.Release();
            }
            evaluation.Options.Progress?.Report(new BlockProgress(Interlocked.Increment(ref _done), _grid.Count));
        }
    }
}
