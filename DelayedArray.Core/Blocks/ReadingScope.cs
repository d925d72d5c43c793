namespace DelayedArrays;

/// <summary>The time a thread waits for storage and does not count as computing.</summary>
public readonly ref struct ReadingScope : IDisposable
{
    private readonly SemaphoreSlim? _permits;

    internal ReadingScope(SemaphoreSlim? permits)
    {
        _permits = permits;
        permits?.Release();
    }

    /// <summary>Waits until the thread may compute again, cancelled or not: the worker gives its permit up at its end.</summary>
    public void Dispose() => _permits?.Wait(CancellationToken.None);
}
