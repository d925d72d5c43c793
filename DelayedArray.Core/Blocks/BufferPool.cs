using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>
/// Reuses large buffers. Buffers are pinned, so that native decoders can write to them, and start at a multiple of 64 bytes. The pool keeps
/// a limited number of idle bytes.
/// </summary>
public sealed class BufferPool
{
    private const int Alignment = 64;
    private const int Granularity = 16 * 1024;

    // Kept idle under any budget, and dropped at least before forcing a collection: so little that even small evaluations can spare it.
    private const long MinIdle = 4 << 20;
    private const long MinDropped = 4 << 20;

    private readonly Lock _gate = new();

    // From the first buffer returned to the last.
    private readonly List<byte[]> _idle = [];
    private readonly long _idleLimit;
    private long _budget = long.MaxValue;
    private long _lentBytes;
    private long _idleBytes;
    private long _droppedBytes;

    /// <summary>Creates a pool.</summary>
    /// <param name="idleLimit">The most bytes kept for reuse.</param>
    public BufferPool(long idleLimit) => _idleLimit = idleLimit;

    /// <summary>The pool of this process. It keeps at most 32 MiB idle.</summary>
    public static BufferPool Shared { get; } = new(32L << 20);

    /// <summary>
    /// Sets the memory budget of an evaluation that begins, which idle buffers must fit in too. If several run at once, the last to begin
    /// counts.
    /// </summary>
    internal void SetBudget(long bytes)
    {
        lock (_gate)
            _budget = bytes;
    }

    /// <summary>Lends a buffer whose content is arbitrary.</summary>
    /// <param name="bytes">Length wanted.</param>
    /// <param name="ledger">Records the loan, if given.</param>
    /// <exception cref="MemoryBudgetException">The length exceeds that of the largest possible buffer, about 2^31 bytes.</exception>
    public PooledBuffer Rent(long bytes, MemoryLedger? ledger = null)
    {
        var size = SizeFor(Math.Max(bytes, 1));
        bool collects;
        lock (_gate)
        {
            if (TakeIdle(size) is { } idle)
                return new PooledBuffer(this, ledger, idle, (int)bytes);
            _lentBytes += size;
            collects = Trim();
        }
        Collect(collects);
        return new PooledBuffer(this, ledger, GC.AllocateUninitializedArray<byte>(size, pinned: true), (int)bytes);
    }

    internal void Return(byte[] array)
    {
        bool collects;
        lock (_gate)
        {
            _lentBytes -= array.Length;
            if (array.Length > _idleLimit)
            {
                _droppedBytes += array.Length;
            }
            else
            {
                _idleBytes += array.Length;
                _idle.Add(array);
            }
            collects = Trim();
        }
        Collect(collects);
    }

    /// <summary>
    /// Takes the smallest idle buffer that is large enough and at most half as large again. Blocks of sparse arrays rarely have the same
    /// size.
    /// </summary>
    private byte[]? TakeIdle(int size)
    {
        var best = -1;
        for (var i = _idle.Count - 1; i >= 0; i--)
        {
            var length = _idle[i].Length;
            if (length < size || length - size > size / 2 || (best >= 0 && length >= _idle[best].Length))
                continue;
            best = i;
            if (length == size)
                break;
        }
        if (best < 0)
            return null;
        var array = _idle[best];
        _idle.RemoveAt(best);
        _idleBytes -= array.Length;
        _lentBytes += array.Length;
        return array;
    }

    /// <summary>Drops the buffers that have been idle for longest.</summary>
    /// <returns>Whether enough has been dropped to be worth a collection.</returns>
    private bool Trim()
    {
        // The rest of the budget covers memory that awaits collection, gaps between buffers, and other allocations.
        var max = _budget / 8 * 5;
        var allowed = Math.Clamp(max - _lentBytes, Math.Min(MinIdle, _idleLimit), _idleLimit);
        var count = 0;
        for (; _idleBytes > allowed; count++)
        {
            _idleBytes -= _idle[count].Length;
            _droppedBytes += _idle[count].Length;
        }
        _idle.RemoveRange(0, count);
        var isTight = _lentBytes + _idleBytes + _droppedBytes > max;
        if (_droppedBytes <= (isTight ? Math.Min(MinDropped, _idleLimit) : _idleLimit))
            return false;
        _droppedBytes = 0;
        return true;
    }

    /// <summary>Collects dropped arrays. The runtime would let them accumulate, because it sees the memory of the machine and not the
    /// budget of an evaluation.</summary>
    private static void Collect(bool collects)
    {
        if (collects)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    /// <summary>
    /// Rounds a size up by at most an eighth. Blocks of slightly different sizes, as sparse arrays have, then share buffers instead of
    /// leaving one of each size behind.
    /// </summary>
    private static int SizeFor(long bytes)
    {
        var step = Math.Max(Granularity, (long)BitOperations.RoundUpToPowerOf2((ulong)bytes) / 16);
        var rounded = ((bytes + step - 1) / step * step) + Alignment;
        if (rounded <= Array.MaxLength)
            return (int)rounded;
        return bytes + Alignment <= Array.MaxLength ? (int)bytes + Alignment : throw new MemoryBudgetException(
            $"a buffer of {bytes} bytes is needed; the limit is {Array.MaxLength - Alignment}");
    }

    internal static unsafe int AlignedStart(byte[] pinned)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        return (int)((Alignment - (address % Alignment)) % Alignment);
    }
}
