using System.Collections.Concurrent;
using System.Numerics;

namespace DelayedArrays;

/// <summary>
/// Passes batches that finish in any order to the output in their proper order. A limited number of early batches wait. A thread with a
/// batch even further ahead waits itself. The threads that submit batches also encode the chunks that become full.
/// </summary>
/// <param name="output">Receives the entries.</param>
/// <param name="perPanel">The number of consecutive batches that hold parts of the same lines, from left to right.</param>
/// <param name="limit">The number of batches that may wait.</param>
internal sealed class EntryWindow<T, TIndex>(EntryOutput<T, TIndex> output, int perPanel, int limit) : IDisposable
    where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private const int WaitMilliseconds = 20;

    private readonly object _gate = new();
    private readonly Dictionary<long, EntryBatch<T, TIndex>> _waiting = [];
    private readonly ConcurrentQueue<ChunkJob> _jobs = new();
    private readonly Queue<ChunkJob> _full = new();
    private readonly EntryBatch<T, TIndex>[] _panel = new EntryBatch<T, TIndex>[perPanel];
    private long _next;

    /// <summary>Submits a batch.</summary>
    /// <param name="position">Number of the batch.</param>
    /// <param name="batch">The batch. The window disposes it.</param>
    /// <param name="context">The context of the block it comes from, if any.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled. The batch is disposed.</exception>
    public void Submit(long position, EntryBatch<T, TIndex> batch, BlockContext? context, CancellationToken cancellation)
    {
        try
        {
            WaitForRoom(position, context, cancellation);
        }
        catch
        {
            batch.Dispose();
            throw;
        }
        lock (_gate)
        {
            _waiting.Add(position, batch);
            while (TakePanel())
                WritePanel();
            Monitor.PulseAll(_gate);
        }
        RunJobs(context, cancellation);
    }

    /// <summary>Releases what a failed write left behind. No thread may submit batches any more.</summary>
    public void Dispose()
    {
        foreach (var batch in _waiting.Values)
            batch.Dispose();
        _waiting.Clear();
        while (_full.TryDequeue(out var job) || _jobs.TryDequeue(out job))
            job.Dispose();
    }

    private void WaitForRoom(long position, BlockContext? context, CancellationToken cancellation)
    {
        if (position < Interlocked.Read(ref _next) + limit)
            return;
        // The thread releases its permit to compute, because the batch it waits for may need it.
        if (context is null)
        {
            Wait(position, cancellation);
        }
        else
        {
            using (context.Reading())
                Wait(position, cancellation);
        }
        cancellation.ThrowIfCancellationRequested();
    }

    private void Wait(long position, CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (position >= _next + limit && !cancellation.IsCancellationRequested)
                Monitor.Wait(_gate, WaitMilliseconds);
        }
    }

    private bool TakePanel()
    {
        for (var i = 0; i < perPanel; i++)
        {
            if (!_waiting.TryGetValue(_next + i, out var batch))
                return false;
            _panel[i] = batch;
        }
        for (var i = 0; i < perPanel; i++)
            _waiting.Remove(_next + i);
        Interlocked.Add(ref _next, perPanel);
        return true;
    }

    private void WritePanel()
    {
        try
        {
            if (perPanel == 1)
                output.Append(_panel[0].Minors, _panel[0].Values, _full);
            else
                JoinLines();
            output.EndLines(_panel[0].Counts);
        }
        finally
        {
            foreach (var batch in _panel)
                batch.Dispose();
        }
        while (_full.TryDequeue(out var job))
            _jobs.Enqueue(job);
    }

    private void JoinLines()
    {
        var taken = new int[perPanel];
        var counts = _panel[0].Counts;
        for (var line = 0; line < counts.Length; line++)
        {
            var total = 0;
            for (var i = 0; i < perPanel; i++)
            {
                var count = _panel[i].Counts[line];
                output.Append(_panel[i].Minors.Slice(taken[i], count), _panel[i].Values.Slice(taken[i], count), _full);
                taken[i] += count;
                total = checked(total + count);
            }
            counts[line] = total;
        }
    }

    private void RunJobs(BlockContext? context, CancellationToken cancellation)
    {
        while (_jobs.TryDequeue(out var job))
        {
            using (job)
            {
                cancellation.ThrowIfCancellationRequested();
                job.Run(context);
            }
        }
    }
}
