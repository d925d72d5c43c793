using System.Numerics;
using System.Runtime.ExceptionServices;

namespace DelayedArrays;

/// <summary>Sorts buckets on several threads and passes them on in order.</summary>
internal static class BucketSorter
{
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static void Run<T, TIndex, TKey>(
        SpillBuckets<T, TKey> buckets, EntryOutput<T, TIndex> output, ExecutionOptions options)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
        where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        using var window = new EntryWindow<T, TIndex>(output, 1, options.Workers + 1);
        using var source = buckets.InOrder(stop.Token).GetEnumerator();
        var crew = new Crew<T, TIndex, TKey>(source, window, stop);
        var threads = new Thread[Math.Min(options.Workers, buckets.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(crew.Work) { IsBackground = true };
            threads[i].Start();
        }
        foreach (var thread in threads)
            thread.Join();
        options.Cancellation.ThrowIfCancellationRequested();
        crew.Failure?.Throw();
    }

    private sealed class Crew<T, TIndex, TKey>(
        IEnumerator<SpilledLines<T, TKey>> source, EntryWindow<T, TIndex> window, CancellationTokenSource stop)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
        where TKey : unmanaged, IBinaryInteger<TKey>, IUnsignedNumber<TKey>
    {
        private readonly Lock _gate = new();
        private ExceptionDispatchInfo? _failure;
        private long _position;

        /// <summary>The first failure.</summary>
        public ExceptionDispatchInfo? Failure => _failure;

        public void Work()
        {
            try
            {
                while (Next() is { } item)
                    window.Submit(item.Position, item.Lines.Sort<TIndex>(stop.Token), null, stop.Token);
            }
            catch (Exception exception) when (exception is not StackOverflowException)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        }

        private (SpilledLines<T, TKey> Lines, long Position)? Next()
        {
            lock (_gate)
            {
                stop.Token.ThrowIfCancellationRequested();
                return source.MoveNext() ? (source.Current, _position++) : null;
            }
        }
    }
}
