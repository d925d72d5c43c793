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

    // Kept whatever the budget, and dropped before the runtime is asked to collect: what an evaluation of little memory can do without.
    private const long LeastIdle = 4 << 20;
    private const long LeastDropped = 8 << 20;
    private readonly ConcurrentDictionary<int, ConcurrentBag<byte[]>> _idle = new();
    private readonly long _idleLimit;
    private long _budget = long.MaxValue;
    private long _lentBytes;
    private long _idleBytes;
    private long _droppedBytes;

    /// <summary>Creates a pool.</summary>
    /// <param name="idleLimit">Most bytes kept for reuse.</param>
    public BufferPool(long idleLimit) => _idleLimit = idleLimit;

    /// <summary>The pool of this process; keeps at most 32 MiB idle.</summary>
    public static BufferPool Shared { get; } = new(32L << 20);

    private long IdleAllowed => Math.Clamp(
        Interlocked.Read(ref _budget) - Interlocked.Read(ref _lentBytes), Math.Min(LeastIdle, _idleLimit), _idleLimit);

    /// <summary>
    /// Tells how much memory the evaluation may take that begins, so that idle buffers are kept within it. Of several at once the last
    /// one counts.
    /// </summary>
    internal void SetBudget(long bytes) => Interlocked.Exchange(ref _budget, bytes);

    /// <summary>Lends a buffer whose content is arbitrary.</summary>
    /// <param name="bytes">Length wanted.</param>
    /// <param name="ledger">Where the loan is booked, if anywhere.</param>
    /// <exception cref="MemoryBudgetException">More bytes are wanted than one buffer can have, which is 2^31.</exception>
    public PooledBuffer Rent(long bytes, MemoryLedger? ledger = null)
    {
        var size = SizeFor(Math.Max(bytes, 1) + Alignment);
        if (_idle.TryGetValue(size, out var bag) && bag.TryTake(out var array))
        {
            Interlocked.Add(ref _idleBytes, -size);
            Interlocked.Add(ref _lentBytes, size);
            return new PooledBuffer(this, ledger, array, (int)bytes);
        }
        Interlocked.Add(ref _lentBytes, size);
        Trim(size);
        return new PooledBuffer(this, ledger, GC.AllocateUninitializedArray<byte>(size, pinned: true), (int)bytes);
    }

    internal void Return(byte[] array)
    {
        Interlocked.Add(ref _lentBytes, -array.Length);
        if (array.Length > _idleLimit)
        {
            Drop(array.Length);
            return;
        }
        _idle.GetOrAdd(array.Length, _ => []).Add(array);
        // The one just returned is the likeliest to be wanted again, so others go.
        Interlocked.Add(ref _idleBytes, array.Length);
        Trim(array.Length);
    }

    private void Trim(int keep)
    {
        if (Interlocked.Read(ref _idleBytes) <= IdleAllowed)
            return;
        foreach (var (size, bag) in _idle)
        {
            while (size != keep && Interlocked.Read(ref _idleBytes) > IdleAllowed && bag.TryTake(out _))
                Forget(size);
        }
        while (_idle.TryGetValue(keep, out var kept) && Interlocked.Read(ref _idleBytes) > IdleAllowed && kept.TryTake(out _))
            Forget(keep);
    }

    private void Forget(int size)
    {
        Interlocked.Add(ref _idleBytes, -size);
        Drop(size);
    }

    /// <summary>The runtime would let large arrays that nobody uses gather for long: it sees how much memory the machine has, not
    /// how much an evaluation may take.</summary>
    private void Drop(int size)
    {
        var dropped = Interlocked.Add(ref _droppedBytes, size);
        var most = Math.Clamp(Interlocked.Read(ref _budget) / 8, Math.Min(LeastDropped, _idleLimit), _idleLimit);
        if (dropped > most && Interlocked.CompareExchange(ref _droppedBytes, 0, dropped) == dropped)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    /// <summary>
    /// Sizes are rounded up by at most an eighth, so that blocks that are never quite the same, as sparse ones are, share buffers
    /// instead of leaving one of each size behind.
    /// </summary>
    private static int SizeFor(long bytes)
    {
        var step = Math.Max(Granularity, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes) / 16);
        var rounded = (bytes + step - 1) / step * step;
        if (rounded <= Array.MaxLength)
            return (int)rounded;
        return bytes <= Array.MaxLength ? (int)bytes : throw new MemoryBudgetException(
            $"a buffer of {bytes - Alignment} bytes is needed at once; one has {Array.MaxLength - Alignment} at most");
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
