namespace DelayedArrays;

/// <summary>
/// Collects, from time to time, the small objects that blocks leave behind. Otherwise the runtime lets them grow to the size of the last
/// cache first, and a tall array seems to need more memory than a short one.
/// </summary>
internal sealed class Sweeper : IProgress<BlockProgress>
{
    private const int Blocks = 256;

    public void Report(BlockProgress value)
    {
        if (value.Done % Blocks == 0)
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
