using System.Collections.Concurrent;

namespace DelayedArrays;

/// <summary>Buffers that workers use one after the other, so that each grows only once.</summary>
internal sealed class EncodedBuffers
{
    private readonly ConcurrentBag<EncodedBuffer> _idle = [];

    /// <summary>An empty buffer, to be returned; one that is not, because of a failure, is collected.</summary>
    public EncodedBuffer Take() => _idle.TryTake(out var buffer) ? buffer : new EncodedBuffer();

    /// <summary>Gives a buffer back.</summary>
    public void Return(EncodedBuffer buffer)
    {
        buffer.Clear();
        _idle.Add(buffer);
    }

    /// <summary>Gives up the memory of all that were returned.</summary>
    public void Clear()
    {
        while (_idle.TryTake(out var buffer))
            buffer.Dispose();
    }
}
