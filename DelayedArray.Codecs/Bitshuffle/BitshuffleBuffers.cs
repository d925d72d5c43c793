using System.Buffers;

namespace DelayedArrays;

/// <summary>The two pooled buffers that the bit shuffle of one block needs.</summary>
internal sealed class BitshuffleBuffers(int length) : IDisposable
{
    private readonly byte[] _scratch = ArrayPool<byte>.Shared.Rent(length);
    private readonly byte[] _packed = ArrayPool<byte>.Shared.Rent(length);

    public Span<byte> Scratch => _scratch;

    public Span<byte> Packed => _packed;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_scratch);
        ArrayPool<byte>.Shared.Return(_packed);
    }
}
