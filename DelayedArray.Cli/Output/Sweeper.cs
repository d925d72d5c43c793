namespace DelayedArrays;

/// <summary>
/// Collects the small objects that blocks leave behind now and then. The runtime would let them grow to the size of the last
/// cache first, so that a tall array would seem to need more memory than a short one.
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
