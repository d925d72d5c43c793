namespace DelayedArrays;

/// <summary>The time a thread waits for storage, during which it does not count as computing.</summary>
public readonly ref struct ReadingScope : IDisposable
{
    private readonly SemaphoreSlim? _permits;

    internal ReadingScope(SemaphoreSlim? permits)
    {
        _permits = permits;
        permits?.Release();
    }

    /// <summary>
    /// Waits until the thread may compute again, even after cancellation, because the worker releases its permit when it ends.
    /// </summary>
    public void Dispose() => _permits?.Wait(CancellationToken.None);
}
