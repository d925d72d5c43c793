using System.Buffers;

namespace DelayedArrays;

/// <summary>Collects the bytes that codecs write, in a pooled array that grows as needed. Disposing the buffer returns the array.</summary>
public sealed class EncodedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstLength = 256;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The bytes written since the last <see cref="Clear"/>. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The same bytes as memory.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _length);

    /// <summary>Discards the bytes written, and keeps the array for the next ones.</summary>
    public void Clear() => _length = 0;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    /// <exception cref="CodecException">The bytes exceed the length of the largest possible array.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    /// <exception cref="CodecException">The bytes exceed the length of the largest possible array.</exception>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Returns the array.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Reserve(int count)
    {
        var needed = _length + (long)Math.Max(count, 1);
        if (needed <= _bytes.Length)
            return;
        if (needed > Array.MaxLength)
            throw new CodecException($"pipeline encode: {needed} bytes are more than one buffer holds");
        var doubled = Math.Max(FirstLength, Math.Min(2L * _bytes.Length, Array.MaxLength));
        var longer = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, doubled));
        Written.CopyTo(longer);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = longer;
    }
}
