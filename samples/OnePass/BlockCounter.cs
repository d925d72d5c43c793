namespace DelayedArrays.Samples;

/// <summary>Called after every block, by the thread that evaluated it.</summary>
internal sealed class BlockCounter(long stopAfter, CancellationTokenSource stop) : IProgress<BlockProgress>
{
    public void Report(BlockProgress value)
    {
        if (value.Done == value.Total)
            Console.WriteLine($"{value.Total} blocks done");
        if (value.Done >= stopAfter)
            stop.Cancel();
    }
}
