using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>A buffer on loan from a <see cref="BufferPool"/>. Disposing it returns it to the pool.</summary>
public sealed class PooledBuffer : IDisposable
{
    private readonly BufferPool _pool;
    private readonly MemoryLedger? _ledger;
    private readonly int _start;
    private byte[]? _array;

    internal PooledBuffer(BufferPool pool, MemoryLedger? ledger, byte[] array, int length)
    {
        _pool = pool;
        _ledger = ledger;
        _array = array;
        _start = BufferPool.AlignedStart(array);
        Length = length;
        ledger?.Add(length);
    }

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes. Not accessible after disposal.</summary>
    public Span<byte> Bytes => (_array ?? throw new ObjectDisposedException(nameof(PooledBuffer))).AsSpan(_start, Length);

    /// <summary>The bytes. Not accessible after disposal.</summary>
    public Memory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(PooledBuffer))).AsMemory(_start, Length);

    /// <summary>The buffer as elements.</summary>
    public Span<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes);

    /// <summary>Returns the buffer to its pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is not { } array)
            return;
        _ledger?.Add(-Length);
        _pool.Return(array);
    }
}
