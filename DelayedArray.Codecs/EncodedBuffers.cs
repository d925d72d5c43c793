using System.Collections.Concurrent;

namespace DelayedArrays;

/// <summary>Lends buffers to workers and reuses them, so that each grows only once. Safe for use by many threads.</summary>
public sealed class EncodedBuffers
{
    private readonly ConcurrentBag<EncodedBuffer> _idle = [];

    /// <summary>Lends an empty buffer. If a failure prevents its return, the garbage collector frees it.</summary>
    public EncodedBuffer Take() => _idle.TryTake(out var buffer) ? buffer : new EncodedBuffer();

    /// <summary>Takes a buffer back.</summary>
    public void Return(EncodedBuffer buffer)
    {
        buffer.Clear();
        _idle.Add(buffer);
    }

    /// <summary>Frees the memory of all buffers that were returned.</summary>
    public void Clear()
    {
        while (_idle.TryTake(out var buffer))
            buffer.Dispose();
    }
}
