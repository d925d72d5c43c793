using System.Runtime.InteropServices;

namespace DelayedArrays.Zarr;

/// <summary>Makes numbers of the stored bytes of a chunk.</summary>
internal sealed unsafe class ZarrChunkDecoder<T>(ChunkCodec codec, ZarrElementLayout layout) where T : unmanaged
{
    /// <summary>Whether codecs decode right to where the numbers are wanted.</summary>
    public bool IsDirect => codec.Order is null && layout.Size == sizeof(T);

    /// <summary>Most bytes a chunk may take in storage.</summary>
    public long MaxStored(Shape chunk) => codec.MaxStored(chunk.Count * layout.Size);

    /// <summary>Bytes of buffers that decoding takes besides the result.</summary>
    public long Scratch(Shape chunk) =>
        (IsDirect ? 0 : chunk.Count * layout.Size) + (codec.Order is not null && layout.Size != sizeof(T) ? chunk.Count * sizeof(T) : 0);

    /// <summary>Decodes a chunk.</summary>
    /// <param name="stored">Its bytes.</param>
    /// <param name="destination">Receives its elements in C order.</param>
    /// <param name="chunk">Its shape.</param>
    /// <param name="context">Lends buffers.</param>
    /// <exception cref="CodecException">The bytes are damaged, or too few or too many.</exception>
    public void Decode(ReadOnlySpan<byte> stored, Span<T> destination, Shape chunk, BlockContext context)
    {
        if (IsDirect)
        {
            codec.Pipeline.Decode(stored, MemoryMarshal.AsBytes(destination));
        }
        else
        {
            using var elements = context.Rent<byte>(chunk.Count * layout.Size);
            codec.Pipeline.Decode(stored, elements.Bytes);
            if (layout.Size == sizeof(T))
                codec.ToC(elements.As<T>(), destination, chunk);
            else if (codec.Order is null)
                Gather(elements.Bytes, destination);
            else
                GatherTransposed(elements.Bytes, destination, chunk, context);
        }
        StoredNumbers.ToNative(destination, layout.IsBigEndian == BitConverter.IsLittleEndian);
    }

    private void GatherTransposed(ReadOnlySpan<byte> elements, Span<T> destination, Shape chunk, BlockContext context)
    {
        using var numbers = context.Rent<T>(chunk.Count);
        Gather(elements, numbers.As<T>());
        codec.ToC(numbers.As<T>(), destination, chunk);
    }

    private void Gather(ReadOnlySpan<byte> elements, Span<T> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = MemoryMarshal.Read<T>(elements[((i * layout.Size) + layout.Offset)..]);
    }
}
