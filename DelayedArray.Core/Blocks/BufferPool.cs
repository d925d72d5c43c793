using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// Reuses large buffers. They are pinned, so that native decoders can write to them, start at a multiple of 64 bytes, and a
/// bounded number of idle bytes is kept.
/// </summary>
public sealed class BufferPool
{
    private const int Alignment = 64;
    private const int Granularity = 16 * 1024;
    private readonly ConcurrentDictionary<int, ConcurrentBag<byte[]>> _idle = new();
    private readonly long _idleLimit;
    private long _idleBytes;

    /// <summary>Creates a pool.</summary>
    /// <param name="idleLimit">Most bytes kept for reuse.</param>
    public BufferPool(long idleLimit) => _idleLimit = idleLimit;

    /// <summary>The pool of this process; keeps at most 64 MiB idle.</summary>
    public static BufferPool Shared { get; } = new(64L << 20);

    /// <summary>Lends a buffer whose content is arbitrary.</summary>
    /// <param name="bytes">Length wanted.</param>
    /// <param name="ledger">Where the loan is booked, if anywhere.</param>
    public PooledBuffer Rent(long bytes, MemoryLedger? ledger = null)
    {
        var size = checked((int)((Math.Max(bytes, 1) + Alignment + Granularity - 1) / Granularity * Granularity));
        if (_idle.TryGetValue(size, out var bag) && bag.TryTake(out var array))
        {
            Interlocked.Add(ref _idleBytes, -size);
            return new PooledBuffer(this, ledger, array, (int)bytes);
        }
        return new PooledBuffer(this, ledger, GC.AllocateUninitializedArray<byte>(size, pinned: true), (int)bytes);
    }

    internal void Return(byte[] array)
    {
        if (Interlocked.Add(ref _idleBytes, array.Length) > _idleLimit)
            Interlocked.Add(ref _idleBytes, -array.Length);
        else
            _idle.GetOrAdd(array.Length, _ => []).Add(array);
    }

    internal static unsafe int AlignedStart(byte[] pinned)
    {
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        return (int)((Alignment - (address % Alignment)) % Alignment);
    }
}

/// <summary>A buffer on loan from a <see cref="BufferPool"/>; disposing gives it back.</summary>
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

    /// <summary>The bytes; not to be used after disposal.</summary>
    public Span<byte> Bytes => (_array ?? throw new ObjectDisposedException(nameof(PooledBuffer))).AsSpan(_start, Length);

    /// <summary>The buffer as elements.</summary>
    public Span<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes);

    /// <summary>Gives the buffer back to its pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is not { } array)
            return;
        _ledger?.Add(-Length);
        _pool.Return(array);
    }
}
