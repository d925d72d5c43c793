using System.Runtime.InteropServices;

namespace DelayedArrays;

/// <summary>The strips of one worker: a stack of small aligned buffers that stay in the first-level cache.</summary>
internal sealed class StripArena(int stripBytes)
{
    private readonly List<(byte[] Array, int Start)> _strips = [];
    private int _used;

    public int StripBytes => stripBytes;

    /// <summary>Lends a strip until the lease is disposed. Leases end in the reverse order of their start.</summary>
    public StripLease<T> Rent<T>(int length) where T : unmanaged
    {
        if (_used == _strips.Count)
        {
            var array = GC.AllocateUninitializedArray<byte>(stripBytes + 64, pinned: true);
            _strips.Add((array, BufferPool.AlignedStart(array)));
        }
        var (strip, start) = _strips[_used++];
        return new StripLease<T>(this, MemoryMarshal.Cast<byte, T>(strip.AsSpan(start, stripBytes))[..length]);
    }

    internal void Return() => _used--;
}

/// <summary>A strip on loan; without an arena if the memory need not be returned.</summary>
internal readonly ref struct StripLease<T>(StripArena? arena, Span<T> span) : IDisposable where T : unmanaged
{
    public Span<T> Span { get; } = span;

    public void Dispose() => arena?.Return();
}
